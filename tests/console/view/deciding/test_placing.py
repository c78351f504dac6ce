"""What is found stands beside the field that it is about."""

import pytest

from gateway.console.view.deciding.placing import field_of, place_findings, place_form_faults, place_refusal
from gateway.console.view.fields import Fields
from gateway.exchange.kernel.refusals import Conflict
from gateway.standard.findings import Finding, Severity

NAMES = {"achternaam": "", "partnerAchternaam": ""}


@pytest.mark.parametrize(
    ("place", "product", "expected"),
    [
        ("omvang/volume", "", "volume"),
        ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]/Einddatum", "", "einddatum"),
        ("product/code", "", "code"),
        ("product/code", "10B02", "product"),
        ("naam.voornamen", "", None),
        ("/wmo301:Bericht/wmo301:Client/iwmo:Volume", "", "volume"),
        ("naam.partnernaam.achternaam", "", "partnerAchternaam"),
        ("naam.partnernaam", "", "partnerAchternaam"),
        ("naam.geslachtsnaam", "", "achternaam"),
        ("", "", None),
    ],
)
def test_a_place_leads_to_its_field(place: str, product: str, expected: str | None) -> None:
    fields = Fields({"volume": "", "einddatum": "", "code": "", "product": product, **NAMES})
    assert field_of(place, fields) == expected


def a_finding(code: str, severity: Severity, path: str) -> Finding:
    return Finding(code=code, level=5, severity=severity, path=path, explanation="Uitleg.")


def test_what_stops_is_an_error_and_a_signal_a_note() -> None:
    fields = Fields({"einddatum": "x"})
    found = [a_finding("NL-1", Severity.BLOKKADE, "einddatum"), a_finding("TR1", Severity.AFKEUR, "/Bericht/Einddatum")]
    place_findings(fields, [*found, a_finding("NL-2", Severity.SIGNAAL, "einddatum"), a_finding("NL-3", *_ELSEWHERE)])
    assert fields.errors == {"einddatum": "NL-1: Uitleg. TR1: Uitleg."}
    assert fields.notes == {"einddatum": ["NL-2: Uitleg."]}


_ELSEWHERE = (Severity.BLOKKADE, "elders")


def test_a_refusal_and_faults_of_form_go_to_their_field_or_are_left_over() -> None:
    fields = Fields({"volume": "", "postcode": ""})
    assert place_refusal(fields, Conflict("volume-vast", "t"), "Kan niet.")
    assert not place_refusal(fields, Conflict("geen-budget", "t"), "Kan niet.")
    faults = [{"plaats": "contactgegevens[1].adres.postcode", "melding": "te lang"}, {"plaats": "x", "melding": "rest"}]
    assert place_form_faults(fields, faults) == ["rest"]
    assert fields.errors == {"volume": "Kan niet.", "postcode": "te lang"}


def test_a_fault_of_form_is_told_in_the_words_of_a_form() -> None:
    fields = Fields({"achternaam": "", "voornamen": ""})
    missing = "naam.geslachtsnaam ontbreekt; verwacht: een object met de sleutels achternaam, voorvoegsel"
    strange = "naam.voornamen is 'x'; verwacht: tekst zonder teken U+0007, dat niet in XML kan staan"
    assert (
        place_form_faults(
            fields,
            [{"plaats": "naam.geslachtsnaam", "melding": missing}, {"plaats": "naam.voornamen", "melding": strange}],
        )
        == []
    )
    assert fields.errors == {
        "achternaam": "Vul dit in.",
        "voornamen": "Dit is 'x'; verwacht: tekst zonder teken U+0007, dat niet in XML kan staan.",
    }
