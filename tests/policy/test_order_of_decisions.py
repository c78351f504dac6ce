"""In which order assignments are decided on makes no difference to whether they may stand together.

A set of assignments is allowed when each of them is, given all others. Two things are by nature in order and left out:
what needs a traject (an extension, extra work) is decided on after that traject and belongs to the latest one, so no
traject is slipped in before it; and NL-601 is about the way to decide, whether care goes on by a stretch or anew.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.care_file import Besluit, Zorg
from gateway.policy.engine import blokkades
from gateway.policy.loading.regions import regio
from gateway.policy.model import Beleid
from tests.support.policy.decisions import VENLO, beleid, bevindingen, gewijzigd
from tests.support.policy.strategies import samenhangende_zorg, zinnige_zorg

NU = beleid("2026-01-01")
NOOIT_ANDERS = ("NL-601",)
EEN_PAAR = ["02A02", "02C02", "10B01", "10M01", "10B02", "01B04"]
"""Some that may stand together, some that may not, and two with what belongs to them."""
STAPELING = {"NL-201", "NL-206", "NL-207"}

veel = settings(max_examples=60, deadline=None)


def tegen(besluit: Besluit, *naast: Zorg, volgens: Beleid = NU, begin: str = "NL-") -> set[str]:
    """The codes of what stops this decision."""
    gevonden = blokkades(bevindingen(besluit, *naast, volgens=volgens))
    return {each.code for each in gevonden if each.code.startswith(begin) and each.code not in NOOIT_ANDERS}


def mag(zorg: Zorg, *naast: Zorg, begin: str = "NL-") -> bool:
    """True when it may be issued beside those."""
    besluit = Besluit(gemeente=VENLO, beslisdag=zorg.besloten_op, zorg=zorg, grond="levensgebeurtenis")
    return not tegen(besluit, *naast, begin=begin)


def zonder(alle: list[Zorg], een: Zorg) -> list[Zorg]:
    return [each for each in alle if each is not een]


def basis_van(zorg: Zorg) -> str | None:
    return NU.producten[zorg.code or ""].basis


def schuift_ervoor(zorg: Zorg, staan: list[Zorg]) -> bool:
    """True for a traject when something that belongs to such a traject is there already."""
    return any(basis_van(each) == zorg.code for each in staan)


def nodig_eerst(zorg: Zorg) -> int:
    """What needs nothing comes before what needs a traject, and vervoer after all that may carry it."""
    return 2 if zorg.code is not None and zorg.code.startswith("08") else 1 if basis_van(zorg) else 0


def toegelaten(kandidaten: list[Zorg]) -> list[Zorg]:
    """Those of them that may be issued, one after another."""
    staan: list[Zorg] = []
    for nieuw in kandidaten:
        if not schuift_ervoor(nieuw, staan) and mag(nieuw, *staan):
            staan.append(nieuw)
    return staan


@veel
@given(samenhangende_zorg(), st.lists(zinnige_zorg(), max_size=3))
def test_what_is_let_in_makes_nothing_forbidden_that_was_allowed(eerst, later):
    staan = toegelaten([*eerst, *later])
    for aantal in range(len(staan)):
        er_is = staan[: aantal + 1]
        for een in er_is:
            assert mag(een, *zonder(er_is, een)), een


@veel
@given(samenhangende_zorg(), st.randoms(use_true_random=False))
def test_an_allowed_set_can_be_built_in_any_order_that_puts_first_what_others_need(kandidaten, toeval):
    volgorde = toegelaten(kandidaten)
    toeval.shuffle(volgorde)
    volgorde.sort(key=nodig_eerst)
    for aantal, nieuw in enumerate(volgorde):
        assert mag(nieuw, *volgorde[:aantal]), nieuw


@veel
@given(zinnige_zorg(EEN_PAAR), zinnige_zorg(EEN_PAAR))
def test_of_two_without_vervoer_both_orders_say_the_same(een, ander):
    heen = tegen(Besluit(gemeente=VENLO, beslisdag=een.besloten_op, zorg=een), ander)
    terug = tegen(Besluit(gemeente=VENLO, beslisdag=een.besloten_op, zorg=ander), een)
    assert heen & STAPELING == terug & STAPELING


@veel
@given(zinnige_zorg(EEN_PAAR), zinnige_zorg(EEN_PAAR))
def test_both_orders_say_the_same_when_one_began_under_the_first_text(een, ander):
    vroeg = replace(een, ingangsdatum=date(2023, 12, 1))
    later = replace(ander, ingangsdatum=max(date(2024, 1, 1), ander.ingangsdatum - timedelta(days=731)))
    toen = regio("noord-limburg").op(vroeg.ingangsdatum)
    heen = tegen(Besluit(gemeente=VENLO, beslisdag=date(2026, 1, 1), zorg=vroeg), later, volgens=toen)
    terug = tegen(Besluit(gemeente=VENLO, beslisdag=date(2026, 1, 1), zorg=later), vroeg)
    assert heen & STAPELING == terug & STAPELING


@veel
@given(
    zinnige_zorg(), st.none() | st.dates(date(2025, 12, 1), date(2027, 12, 31)), st.lists(zinnige_zorg(), max_size=5)
)
def test_a_stretch_is_allowed_just_when_the_added_days_are(was, eind, naast):
    wordt = replace(was, einddatum=eind)
    if wordt.laatste_dag < was.laatste_dag:
        assert tegen(gewijzigd(was, wordt), *naast, begin="NL-2") == set()
        assert tegen(gewijzigd(was, wordt), *naast, begin="NL-1") == set()
    else:
        geheel = mag(wordt, *naast, begin="NL-2")
        assert geheel == (mag(was, *naast, begin="NL-2") and not tegen(gewijzigd(was, wordt), *naast, begin="NL-2"))


@veel
@given(zinnige_zorg(), st.integers(0, 99), st.lists(zinnige_zorg(), max_size=5))
def test_another_volume_and_a_removal_are_never_stopped_by_what_runs_beside_it(was, volume, naast):
    for besluit in (gewijzigd(was, replace(was, volume=volume)), gewijzigd(was, was, verwijderd=True)):
        codes = {each.code for each in bevindingen(besluit, *naast, contracten=())}
        assert not {code for code in codes if code.startswith(("NL-1", "NL-2"))}
