"""CD087: what is not counted in euros has a rate."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client_rejected, prestatie, wmo323, wmo325

PRESTATIE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie"


@pytest.mark.parametrize("eenheid", ["01", "04", "14", "16", "82", "84"])
def test_passes_a_rate_and_in_euros_none(eenheid):
    assert finds("CD087", wmo323(eenheid=eenheid, product_tarief="0")) == []
    assert finds("CD087", wmo323(eenheid="83", product_tarief=None)) == []


def test_passes_whatever_stands_in_an_answer():
    assert finds("CD087", wmo325(clienten=(client_rejected(prestatie(product_tarief=None)),))) == []


@pytest.mark.parametrize("eenheid", ["01", "04", "14", "16", "82", "84"])
def test_fails_no_rate(eenheid):
    finding = the_only("CD087", wmo323(eenheid=eenheid, product_tarief=None))
    assert (finding.path, finding.also_at) == (f"{PRESTATIE}/Eenheid", ())
    assert finding.explanation.startswith(f"ProductTarief ontbreekt bij prestatie P1 in Eenheid {eenheid} (")


def test_fails_a_rate_in_euros():
    finding = the_only("CD087", wmo323(eenheid="83", product_tarief="0"))
    assert (finding.path, finding.also_at) == (f"{PRESTATIE}/ProductTarief", (f"{PRESTATIE}/Eenheid",))
    assert finding.explanation == "ProductTarief 0 hoort niet bij prestatie P1 in Eenheid 83 (Euro's)."
