"""Every cell of the stacking matrix, in both orders and however the two lie, as the texts of the segments have it.

The table stands here once more, apart from the policy's data: row the assignment that is decided on, column the one
that is there.
"""

from datetime import date

import pytest

from tests.support.policy.decisions import ELDERS, beleid, bevindingen, nieuw, zorg

SEGMENTEN = ("1A1", "1A2", "1B", "2A", "2B", "3A", "logeren", "vervoer")
MATRIX = """
    1A1     =   ja   nee  nee  nee  ja     ja       drager
    1A2     ja  =    nee  nee  nee  ja     strijdig ja
    1B      nee nee  =    nee  nee  ja     ja       nee
    2A      nee nee  nee  =    nee  ja     ja       ja
    2B      nee nee  nee  nee  =    ja     ja       ja
    3A      ja  ja   ja   ja   ja   =      ja       drager
    logeren ja  strijdig ja ja ja   ja     =        drager
    vervoer drager ja nee ja   ja   drager drager   =
"""
TABEL = {
    (rij.split()[0], kolom): cel
    for rij in MATRIX.strip().splitlines()
    for kolom, cel in zip(SEGMENTEN, rij.split()[1:], strict=True)
}
DRAGERS = ("1A2", "2A", "2B")
STAPELING = ("NL-201", "NL-202", "NL-203", "NL-204", "NL-205", "NL-206", "NL-207", "NL-208")

EERST = (date(2026, 1, 1), date(2026, 6, 30))
LIGGING = {
    "one day at the end": ((date(2026, 6, 30), date(2026, 12, 31)), True),
    "one day at the start": ((date(2025, 7, 1), date(2026, 1, 1)), True),
    "one day within": ((date(2026, 3, 1), date(2026, 3, 1)), True),
    "around it without end": ((date(2025, 1, 1), None), True),
    "touching afterwards": ((date(2026, 7, 1), date(2026, 12, 31)), False),
    "touching before": ((date(2025, 7, 1), date(2025, 12, 31)), False),
    "far away": ((date(2028, 1, 1), None), False),
}
JAREN = pytest.mark.parametrize("volgens", [beleid("2022-01-01"), beleid("2026-01-01")], ids=["2022", "2024"])
LIGGINGEN = pytest.mark.parametrize(("periode", "samen"), LIGGING.values(), ids=LIGGING)
CELLEN = pytest.mark.parametrize(("rij", "kolom"), TABEL, ids=[f"{rij}-{kolom}" for rij, kolom in TABEL])


def codes(volgens, besluit, *naast):
    """The codes of the checks on stacking that have something to say, each as often as it does."""
    gevonden = bevindingen(besluit, *naast, volgens=volgens)
    return sorted(each.code for each in gevonden if each.code in STAPELING)


def producten(volgens, segment):
    return [each for each in volgens.producten.values() if each.segment == segment]


def verwacht(cel, een, ander, *, elders):
    """The code for two products of this cell on a day that they share, apart from what vervoer needs."""
    if een.code == ander.code and not elders:
        return ["NL-207"]
    if ander.code == een.basis or een.code == ander.basis:
        return ["NL-206"]
    zegt = {"ja": [], "nee": ["NL-201"], "strijdig": ["NL-202"], "=": ["NL-208"]}
    return zegt.get(cel, [] if een.soort == "vervoer" else ["NL-201"])


def vervoer(cel, een, ander, *, elders, gedragen):
    """What is said besides of a vervoer without carrier, or with one of another provider."""
    ander_draagt = ander.segment in DRAGERS and cel == "ja"
    verkeerd = ["NL-205"] if elders and (ander_draagt or een.segment in DRAGERS) else []
    if een.soort != "vervoer":
        return verkeerd if ander.soort == "vervoer" else []
    return verkeerd if ander_draagt and gedragen else ["NL-203", *verkeerd]


def test_the_table_is_the_same_read_by_row_and_by_column():
    assert all(TABEL[rij, kolom] == TABEL[kolom, rij] for rij, kolom in TABEL)
    assert len(TABEL) == 64


@JAREN
def test_the_policy_has_products_of_every_segment(volgens):
    assert set(volgens.segmenten) == set(SEGMENTEN)
    assert all(producten(volgens, segment) for segment in SEGMENTEN)


@pytest.mark.no_cover
@pytest.mark.parametrize("elders", [False, True], ids=["one provider", "two providers"])
@JAREN
@CELLEN
def test_all_products_of_a_cell_share_days_or_not(volgens, rij, kolom, elders):
    cel = TABEL[rij, kolom]
    for een in producten(volgens, rij):
        for ander in producten(volgens, kolom):
            for periode, samen in LIGGING.values():
                naast = zorg(ander.code, *periode, aanbieder=ELDERS) if elders else zorg(ander.code, *periode)
                gedragen = periode[0] <= EERST[0] and (periode[1] is None or EERST[1] <= periode[1])
                gevonden = codes(volgens, nieuw(een.code, *EERST), naast)
                if samen:
                    hoort = verwacht(cel, een, ander, elders=elders)
                    hoort += vervoer(cel, een, ander, elders=elders, gedragen=gedragen)
                else:
                    hoort = ["NL-203"] if een.soort == "vervoer" else []
                assert gevonden == sorted(hoort), (een.code, ander.code, periode)


@JAREN
@LIGGINGEN
@pytest.mark.parametrize("segment", ["1A1", "3A", "logeren"])
def test_vervoer_beside_what_carries_none_is_looked_at_where_a_carrier_runs(volgens, segment, periode, samen):
    hoort = ["NL-204"] if samen else []
    for drager in DRAGERS:
        gedragen = zorg(producten(volgens, drager)[0].code, "2020-01-01", nummer=9)
        if TABEL[segment, drager] != "ja":
            continue  # what is said of those two is the matter of another cell
        for ander in producten(volgens, segment):
            for rit in producten(volgens, "vervoer"):
                assert codes(volgens, nieuw(rit.code, *EERST), gedragen, zorg(ander.code, *periode)) == hoort
                assert codes(volgens, nieuw(ander.code, *EERST), gedragen, zorg(rit.code, *periode)) == hoort
