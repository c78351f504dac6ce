"""TR319: a Prestatie is of the claim's month or of one before."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import periode, wmo323

PERIODE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode"
END = "/Bericht/Declaratie/DeclaratiePeriode/Einddatum"


@pytest.mark.parametrize(("begin", "end"), [("2024-02-29", "2024-02-29"), ("2023-01-01", "2023-01-31")])
def test_passes_the_month_of_the_claim_and_what_was_before(begin, end):
    assert finds("TR319", wmo323(product_periode=periode(begin, end))) == []


def test_fails_an_end_after_the_claim():
    finding = the_only("TR319", wmo323(product_periode=periode("2024-02-29", "2024-03-01")))
    assert (finding.path, finding.also_at) == (f"{PERIODE}/Einddatum", (END,))
    assert finding.retourcode == "0001"
    assert finding.explanation == (
        "Einddatum 2024-03-01 van prestatie P1 ligt na de declaratieperiode, die op 2024-02-29 eindigt."
    )


def test_fails_begin_and_end_after_the_claim():
    found = finds("TR319", wmo323(product_periode=periode("2024-03-01", "2024-03-31")))
    assert [finding.path for finding in found] == [f"{PERIODE}/Begindatum", f"{PERIODE}/Einddatum"]


def test_fails_both_dates_when_white_space_stands_before_the_end_of_the_claim():
    message = wmo323(declaratie_periode=periode("2024-01-01", "2024-01-31"), product_periode=periode("2023-01-01"))
    assert len(finds("TR319", edited(message, {">2024-01-31": "> 2024-01-31"}))) == 2
