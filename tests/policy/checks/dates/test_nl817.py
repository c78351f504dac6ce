"""NL-817: more is committed than the ceiling of a contract."""

from dataclasses import replace

from gateway.policy.care_file import Commitment
from tests.support.policy.ceilings import CEILING
from tests.support.policy.watched import never, period, signals_of

BEYOND = Commitment(contract=CEILING, cents=5_000_01, unpriced=0)


def test_stands_until_the_last_day_of_the_contract():
    first, last = "2023-12-01", "2025-02-28"
    assert period("NL-817", first, last, policy=never, commitments=(BEYOND,)) == (first, "2024-12-31")


def test_names_contract_and_amounts():
    [found] = signals_of("NL-817", "2024-03-01", commitments=(BEYOND,))
    assert (found.aanbieder, str(found.uiterlijk), found.sleutel) == (
        "99990001",
        "2024-12-31",
        "99990001:1B:2024-01-01",
    )
    assert found.text == (
        "Onder het contract van aanbieder 99990001 voor segment 1B (2024-01-01 t/m 2024-12-31) is € 5.000,01 "
        "toegezegd, € 0,01 boven het plafond van € 5.000,00."
    )
    [found] = signals_of("NL-817", "2024-03-01", commitments=(replace(BEYOND, unpriced=1),))
    assert found.text.endswith(" Van 1 toewijzing is het bedrag niet of niet helemaal bekend; dat deel telt niet mee.")


def test_is_silent_up_to_and_including_the_ceiling():
    assert signals_of("NL-817", "2024-03-01", commitments=(replace(BEYOND, cents=5_000_00),)) == []
    without = replace(BEYOND, contract=replace(CEILING, plafond=None))
    assert signals_of("NL-817", "2024-03-01", commitments=(without,)) == []
