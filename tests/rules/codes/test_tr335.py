"""TR335: nothing is claimed of more than five years ago."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import periode, wmo323

PERIODE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode"


def claim(dagtekening, end):
    return wmo323(declaratie_dagtekening=dagtekening, product_periode=periode("2019-01-01", end))


@pytest.mark.parametrize(
    ("dagtekening", "end"),
    [
        ("2024-03-01", "2019-03-01"),
        ("2024-02-29", "2019-02-28"),
        ("2024-03-01", "2024-02-29"),
        (" 2024-03-01", "2020-01-01"),
    ],
)
def test_passes_five_years_to_the_day(dagtekening, end):
    assert finds("TR335", claim(dagtekening, end)) == []


@pytest.mark.parametrize(
    ("dagtekening", "end"), [("2024-03-01", "2019-02-28"), ("2024-02-29", "2019-02-27"), ("2025-01-01", "2019-12-31")]
)
def test_fails_a_day_more(dagtekening, end):
    finding = the_only("TR335", claim(dagtekening, end))
    assert finding.path == f"{PERIODE}/Einddatum"
    assert finding.also_at == ("/Bericht/Declaratie/DeclaratieDagtekening",)
    assert finding.explanation == (
        f"Einddatum {end} van prestatie P1 ligt meer dan vijf jaar voor DeclaratieDagtekening {dagtekening}."
    )


def test_fails_by_the_whole_date():
    message = claim("2024-03-01", "2019-01-01")
    spoilt = {"DeclaratieDagtekening>2024-03-01": "DeclaratieDagtekening> <!-- -->2024-03-01"}
    assert the_only("TR335", edited(message, spoilt))
