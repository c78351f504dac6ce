"""TR416: care is claimed once for a client, an assignment and a period."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client, credit, periode, prestatie, total, wmo323
from tests.support.messages.messages import BSN_2

PRESTATIES = "/Bericht/Declaratie/Clienten/Client/Prestaties"


@pytest.mark.parametrize(
    "changes",
    [
        {"toewijzing_nummer": "2"},
        {"toewijzing_nummer": "01"},
        {"product_categorie": "03"},
        {"product_code": "02A03"},
        {"product_periode": periode("2024-02-02")},
        {"product_periode": periode("2024-02-01", "2024-02-28")},
    ],
    ids=["number", "spelling", "category", "code", "begin", "end"],
)
def test_passes_debits_that_differ_in_any_part(changes):
    assert finds("TR416", wmo323(prestaties=(prestatie("P1"), prestatie("P2", **changes)))) == []


def test_passes_a_debit_beside_credits():
    lines = (prestatie("P1"), credit("P2", "A"), credit("P3", "B"))
    assert finds("TR416", wmo323(prestaties=lines)) == []


def test_passes_the_same_care_for_another_client():
    assert finds("TR416", wmo323(clienten=(client(prestatie("P1")), client(prestatie("P2"), bsn=BSN_2)))) == []


def test_fails_two_debits_for_the_same_care_whatever_they_amount_to():
    other = prestatie("P2", bedrag="1", geleverd_volume="7", eenheid="04", product_tarief="2")
    finding = the_only("TR416", wmo323(prestaties=(prestatie("P1"), credit("P3", "A"), other)))
    assert finding.path == f"{PRESTATIES}/Prestatie[3]"
    assert finding.also_at == (f"{PRESTATIES}/Prestatie[1]",)
    assert finding.explanation == (
        "2 debetprestaties voor dezelfde zorg (ToewijzingNummer 1, ProductCategorie 02, ProductCode 02A02, "
        "Begindatum 2024-02-01, Einddatum 2024-02-29)."
    )


def test_fails_once_for_a_group_however_large():
    lines = tuple(prestatie(f"P{n}") for n in range(300))
    finding = the_only("TR416", wmo323(prestaties=lines, total=total("1")))
    assert finding.path == f"{PRESTATIES}/Prestatie[300]"
    assert len(finding.also_at) == 10
