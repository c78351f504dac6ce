"""TR134: dates that tell what happened don't lie after Dagtekening (2024-03-01 here)."""

import pytest

from gateway.messages.common import Geboortedatum
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import client_rejected, periode, prestatie, wmo323, wmo325
from tests.support.messages.messages import relatie, start_product, wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315


@pytest.mark.parametrize(
    "message",
    [
        wmo301(toewijzingsdatum="2024-03-01", ingangsdatum="2024-06-01"),
        wmo305(begindatum="2024-03-01", toewijzing_ingangsdatum="2025-01-01"),
        wmo307(einddatum="2024-03-01"),
        wmo307(begindatum="2024-04-01", einddatum="2024-02-01"),
        wmo305(geboortedatum=Geboortedatum(datum="2024-03-01")),
    ],
    ids=["toewijzingsdatum", "begindatum", "einddatum", "begin of a stop", "born today"],
)
def test_passes_on_the_day_itself_and_for_dates_it_does_not_look_at(message):
    assert finds("TR134", message) == []


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (wmo301(toewijzingsdatum="2024-03-02"), "ToegewezenProducten/ToegewezenProduct/Toewijzingsdatum"),
        (wmo305(begindatum="2024-03-02"), "StartProducten/StartProduct/Begindatum"),
        (wmo307(einddatum="2024-03-02"), "StopProducten/StopProduct/Einddatum"),
        (wmo301(geboortedatum=Geboortedatum(datum="2024-03-02")), "Geboortedatum/Datum"),
        (
            wmo301(relaties=(relatie(geboortedatum=Geboortedatum(datum="2025-01-01")),)),
            "Relaties/Relatie/Geboortedatum/Datum",
        ),
    ],
    ids=["301", "305", "307", "client", "relation"],
)
def test_fails_a_day_later(message, place):
    finding = the_only("TR134", message)
    assert finding.path == f"/Bericht/Client/{place}"
    assert finding.also_at == ("/Bericht/Header/BerichtIdentificatie/Dagtekening",)
    assert "ligt na Dagtekening 2024-03-01" in finding.explanation


def test_fails_for_each_date_when_white_space_stands_before_dagtekening():
    message = wmo305(start_producten=(start_product(), start_product(toewijzing_nummer="2")))
    findings = finds("TR134", edited(message, {"Dagtekening>2024-03-01": "Dagtekening> 2024-03-01"}))
    assert [finding.path.rpartition("/")[2] for finding in findings] == ["Datum", "Begindatum", "Begindatum"]
    assert "“␣2024-03-01”" in findings[0].explanation


def test_passes_with_white_space_around_any_other_date_and_behind_dagtekening():
    changes = {"Begindatum>2024-02-01": "Begindatum>\n 2024-02-01 ", "2024-03-01</": "2024-03-01 </"}
    assert finds("TR134", edited(wmo305(), changes)) == []


def test_passes_a_year_before_christ_and_fails_one_after_9999():
    assert finds("TR134", wmo305(begindatum="-0044-03-15")) == []
    assert the_only("TR134", wmo305(begindatum="12024-02-01"))


def test_passes_what_a_comment_cuts_to_a_smaller_number():
    assert finds("TR134", edited(wmo305(), {"Begindatum>2024-02-01": "Begindatum>20<!-- -->24-02-01"})) == []
    assert finds("TR134", edited(wmo305(), {"Begindatum>2024-02-01": "Begindatum>-<!-- -->0044-02-01"})) == []


def test_fails_everything_against_a_dagtekening_that_a_comment_cuts():
    assert finds("TR134", edited(wmo305(), {"Dagtekening>2024-03-01": "Dagtekening>2024<!-- -->-03-01"}))


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (wmo315(geboortedatum=Geboortedatum(datum="2024-03-02")), "Client/Geboortedatum/Datum"),
        (wmo323(declaratie_periode=periode("2024-03-02", "2024-03-31")), "Declaratie/DeclaratiePeriode/Begindatum"),
        (
            wmo323(product_periode=periode("2024-03-02", "2024-03-31")),
            "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum",
        ),
        (
            wmo325(clienten=(client_rejected(prestatie(product_periode=periode("2024-03-02", "2024-03-31"))),)),
            "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum",
        ),
    ],
    ids=["315", "claim", "prestatie", "rejected"],
)
def test_fails_a_day_later_in_a_request_and_a_claim(message, place):
    finding = the_only("TR134", message)
    assert finding.path == f"/Bericht/{place}"
    assert finding.also_at == ("/Bericht/Header/BerichtIdentificatie/Dagtekening",)


def test_passes_a_claim_of_the_day_itself_and_wishes_for_the_future():
    today = periode("2024-03-01", "2024-03-31")
    assert finds("TR134", wmo323(declaratie_periode=today, product_periode=today)) == []
    assert finds("TR134", wmo325(clienten=(client_rejected(prestatie(product_periode=today)),))) == []
    assert finds("TR134", wmo315(toewijzing_ingangsdatum="2025-01-01", toewijzing_einddatum=None)) == []
