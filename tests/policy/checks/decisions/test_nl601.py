"""NL-601: care that only goes on is a stretch of the running assignment."""

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

LOOPT = {"begin": "2026-01-01", "eind": "2026-06-30", "nummer": 9}


def loopt(code="10B02", **anders):
    velden = LOOPT | anders
    return zorg(code, velden.pop("begin"), velden.pop("eind"), **velden)


def vervolg(code="10B02", begin="2026-07-01", eind="2026-12-31", beslisdag="2026-06-15", **anders):
    return nieuw(code, begin, eind, beslisdag=dag(beslisdag), **anders)


@pytest.mark.parametrize(
    ("nieuwe", "naast"),
    [
        (vervolg(begin="2026-07-02"), loopt()),
        (vervolg(begin="2026-06-30"), loopt()),
        (vervolg("10A06"), loopt()),
        (vervolg(None, categorie="10"), loopt(None, categorie="08")),
        (vervolg(aanbieder=ELDERS), loopt()),
        (vervolg(beslisdag="2026-07-01"), loopt()),
        (vervolg(volume=5, eenheid="01", frequentie="2"), loopt(volume=4, eenheid="01", frequentie="2")),
        (vervolg(volume=5, eenheid="01", frequentie="2"), loopt()),
        (vervolg(volume=5, eenheid="01", frequentie="2"), loopt(volume=5, eenheid="01", frequentie="4")),
        (vervolg(volume=5, eenheid="01", frequentie="2"), loopt(volume=5, eenheid="04", frequentie="2")),
        (vervolg(volume=5, eenheid="01", frequentie="6"), loopt(volume=5, eenheid="01", frequentie="6")),
        (vervolg(budget=100), loopt()),
        (vervolg(), loopt(eind=None)),
        (vervolg(), loopt(gestopt_op=dag("2026-06-30"))),
        (vervolg(), loopt(eind="9999-12-31")),
    ],
    ids=[
        "a gap",
        "overlap",
        "product",
        "category",
        "provider",
        "end has passed",
        "volume",
        "volume where there was none",
        "frequency",
        "unit",
        "in total",
        "budget where there was none",
        "open-ended",
        "stopped",
        "without end",
    ],
)
def test_passes_a_new_assignment_that_does_not_just_go_on(nieuwe, naast):
    assert vindt("NL-601", nieuwe, naast) == []


def test_passes_a_change():
    was, langer = zorg("10B02", "2026-07-01", "2026-12-31"), zorg("10B02", "2026-07-01", "2027-01-31")
    assert vindt("NL-601", gewijzigd(was, langer, beslisdag=dag("2026-06-15")), loopt()) == []


@pytest.mark.parametrize("beslisdag", ["2025-12-01", "2026-06-15", "2026-06-30"])
def test_fails_care_that_goes_on_and_says_what_to_change(beslisdag):
    gevonden = de_enige("NL-601", vervolg(beslisdag=beslisdag), loopt())
    assert gevonden.explanation == (
        "De nieuwe toewijzing (10B02, 2026-07-01 t/m 2026-12-31) zet toewijzing 9 (10B02, 2026-01-01 t/m 2026-06-30) "
        f"ongewijzigd voort, en die is op de beslisdag {beslisdag} nog niet voorbij. Verleng die: PATCH toewijzing 9 "
        'met {"einddatum": "2026-12-31"}.'
    )
    assert (gevonden.path, gevonden.betreft, gevonden.overrulebaar) == ("ingangsdatum", (9,), True)


@pytest.mark.parametrize(
    ("omvang", "wijziging"),
    [
        ({"volume": 5, "eenheid": "01", "frequentie": "2"}, '{"einddatum": "2026-12-31"}'),
        ({"budget": 700}, '{"einddatum": "2026-12-31", "budget": 1400}'),
    ],
)
def test_fails_the_same_size(omvang, wijziging):
    assert wijziging in de_enige("NL-601", vervolg(**omvang), loopt(**omvang)).explanation


def test_fails_an_open_end_and_what_the_policy_does_not_know():
    assert '{"einddatum": null}' in de_enige("NL-601", vervolg(eind=None), loopt()).explanation
    assert vindt("NL-601", vervolg("99Z99"), loopt("99Z99"))
    assert vindt("NL-601", vervolg(None, categorie="10"), loopt(None, categorie="10"))


def test_fails_beside_one_that_has_no_number_yet():
    gevonden = de_enige("NL-601", vervolg(), loopt(nummer=None))
    assert gevonden.explanation.endswith("nog niet voorbij. Verleng die.")
    assert gevonden.betreft == ()
