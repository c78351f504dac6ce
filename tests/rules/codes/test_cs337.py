"""CS337: a Prestatie lies within one month."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import periode, wmo323

PERIODE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode"


@pytest.mark.parametrize(("begin", "end"), [("2024-02-01", "2024-02-29"), ("2024-02-14", "2024-02-14")])
def test_passes_one_month(begin, end):
    assert finds("CS337", wmo323(product_periode=periode(begin, end))) == []


def test_passes_white_space_behind_a_date():
    assert finds("CS337", edited(wmo323(), {"2024-02-29<": "2024-02-29 <"})) == []


def test_fails_another_month():
    finding = the_only("CS337", wmo323(product_periode=periode("2024-01-31", "2024-02-29")))
    assert (finding.path, finding.also_at) == (f"{PERIODE}/Begindatum", (f"{PERIODE}/Einddatum",))
    assert finding.explanation == (
        "Begindatum 2024-01-31 en Einddatum 2024-02-29 van prestatie P1 hebben een verschillende maand."
    )


def test_fails_the_same_month_of_another_year():
    finding = the_only("CS337", wmo323(product_periode=periode("2023-02-01", "2024-02-29")))
    assert finding.explanation.endswith("hebben een verschillend jaar.")


def test_fails_twice_over_the_end_of_a_year():
    assert len(finds("CS337", wmo323(product_periode=periode("2023-12-01", "2024-01-31")))) == 2
