"""NL-112: the care stays under the ceiling of the contract."""

from dataclasses import replace

from gateway.policy.care_file import Commitment, Spending
from gateway.standard.findings import Severity
from tests.support.policy.ceilings import CEILING, MONTHLY, TRAJECT
from tests.support.policy.decisions import changed, findings_of, new, only_finding, policy

ASKED = new("10B01", "2024-06-01", "2025-01-31", volume=1, eenheid="82", frequentie="6", aanbieder=CEILING.aanbieder)


def spent(cents: int, unpriced: int = 0) -> dict[str, object]:
    commitment = Commitment(contract=CEILING, cents=cents, unpriced=unpriced)
    return {
        "contracts": (CEILING,),
        "spending": Spending(commitments=(commitment,), tariffs=(TRAJECT, MONTHLY)),
    }


def test_passes_up_to_and_including_the_ceiling():
    assert findings_of("NL-112", ASKED, **spent(2_600_00)) == []


def test_fails_a_cent_beyond_it_and_names_all_amounts():
    found = only_finding("NL-112", ASKED, **spent(2_600_01))
    assert found.explanation.endswith(
        "onder het contract van aanbieder 99990001 voor segment 1B (2024-01-01 t/m 2024-12-31) is € 2.600,01 toegezegd "
        "van een plafond van € 5.000,00. Dit besluit voegt € 2.400,00 toe en komt daarmee € 0,01 boven het plafond."
    )
    assert (found.severity, found.path) == (Severity.SIGNAAL, "aanbieder")
    assert only_finding("NL-112", ASKED, **spent(2_600_01, 2)).explanation.endswith(
        "Van 2 toewijzingen is het bedrag niet of niet helemaal bekend; dat deel telt niet mee."
    )


def test_passes_a_decision_that_adds_nothing_though_the_ceiling_is_passed():
    was = replace(ASKED.care, nummer=1)
    assert findings_of("NL-112", changed(was, replace(was, einddatum=None)), **spent(9_000_00)) == []
    assert findings_of("NL-112", changed(was, was, verwijderd=True), **spent(9_000_00)) == []
    assert only_finding("NL-112", changed(was, replace(was, volume=2)), **spent(9_000_00))


def test_passes_without_ceilings_and_without_tariffs():
    assert findings_of("NL-112", ASKED, contracts=(CEILING,)) == []
    without = Spending(commitments=(Commitment(contract=CEILING, cents=0, unpriced=9),), tariffs=())
    assert findings_of("NL-112", ASKED, contracts=(CEILING,), spending=without) == []


def test_fails_as_a_block_where_the_policy_says_so():
    ours = policy("2024-01-01")
    setting = replace(ours.toetsen["NL-112"], gevolg=Severity.BLOKKADE, overrulebaar=True)
    strict = replace(ours, toetsen={**ours.toetsen, "NL-112": setting})
    found = only_finding("NL-112", ASKED, by_policy=strict, **spent(2_600_01))
    assert (found.severity, found.overridable) == (Severity.BLOKKADE, True)
