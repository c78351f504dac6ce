"""Details of a client go into fields and back, and what the form doesn't show stays."""

from gateway.console.view.deciding.details import details_of, fields_of
from gateway.console.view.fields import Fields
from tests.support.api.parties import CLIENT


def test_there_and_back_changes_nothing() -> None:
    whole = {**CLIENT, "relaties": [{"nummer": "1"}], "contactgegevens": [*CLIENT["contactgegevens"], {"soort": "02"}]}
    assert details_of(Fields(fields_of(whole)), whole) == whole


def test_an_empty_field_takes_away_and_leaves_no_empty_part() -> None:
    fields = {**fields_of(CLIENT), "huisnummer": "", "voornamen": ""}
    made = details_of(Fields(fields), CLIENT)
    assert "huis" not in made["contactgegevens"][0]["adres"]
    assert "voornamen" not in made["naam"]
    assert CLIENT["naam"]["voornamen"] == "Jo"


def test_a_day_is_taken_as_people_write_it() -> None:
    assert details_of(Fields({"geboortedatum": "1-2-1950"}), {})["geboortedatum"] == {"datum": "1950-02-01"}
