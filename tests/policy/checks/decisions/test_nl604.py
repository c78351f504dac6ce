"""NL-604: the provider agrees when volume or Budget is lowered."""

import pytest

from gateway.standard.findings import Severity
from tests.support.policy.decisions import de_enige, gewijzigd, nieuw, vindt, zorg

VEEL = zorg("10B02", "2026-01-01", "2026-12-31", nummer=5, volume=10, eenheid="01", frequentie="6", budget=100)


def omlaag(**anders):
    velden = {"nummer": 5, "volume": 10, "eenheid": "01", "frequentie": "6", "budget": 100, **anders}
    return gewijzigd(VEEL, zorg("10B02", "2026-01-01", velden.pop("eind", "2026-12-31"), **velden))


@pytest.mark.parametrize("anders", [{}, {"volume": 11}, {"budget": 101}, {"eind": "2026-06-30"}, {"budget": None}])
def test_passes_what_lowers_nothing(anders):
    assert vindt("NL-604", omlaag(**anders)) == []


def test_passes_a_new_assignment_a_removal_and_what_the_provider_asked_for():
    lager = omlaag(volume=9).zorg
    assert vindt("NL-604", nieuw("10B02", "2026-01-01", "2026-12-31", volume=1)) == []
    assert vindt("NL-604", gewijzigd(VEEL, lager, verwijderd=True)) == []
    assert vindt("NL-604", gewijzigd(VEEL, lager, reden_wijziging="12")) == []


@pytest.mark.parametrize(
    ("anders", "verlaagd", "path"),
    [
        ({"volume": 9}, "volume van 10 naar 9", "volume"),
        ({"budget": 99, "volume": 11}, "budget van 100 naar 99", "budget"),
        ({"budget": 0, "volume": 0}, "volume van 10 naar 0 en budget van 100 naar 0", "volume"),
    ],
)
def test_fails_what_is_lowered(anders, verlaagd, path):
    gevonden = de_enige("NL-604", omlaag(**anders))
    assert gevonden.explanation == (
        f"Toewijzing 5 (10B02, 2026-01-01 t/m 2026-12-31) gaat omlaag: {verlaagd}. Daar moet de aanbieder "
        "mee instemmen."
    )
    assert (gevonden.path, gevonden.severity) == (path, Severity.SIGNAAL)


def test_fails_lowering_for_another_reason():
    assert vindt("NL-604", gewijzigd(VEEL, omlaag(volume=9).zorg, reden_wijziging="05"))
