"""CD066: a referrer known by a code needs no name."""

import pytest

from gateway.messages.kinds.verzoek import Verwijzer
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import wmo315

VERWIJZER = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct/Verwijzer"


def referred(soort, naam=None, code=None):
    return wmo315(verwijzer=Verwijzer(type=soort, naam=naam, zorgverlener_code=code))


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
@pytest.mark.parametrize(("naam", "code"), [("De Proef", None), (None, "01000001"), (None, None)])
def test_passes_a_name_or_a_code(soort, naam, code):
    assert finds("CD066", referred(soort, naam, code)) == []


@pytest.mark.parametrize("soort", ["01", "06", "08"])
def test_passes_other_types(soort):
    assert finds("CD066", referred(soort, "De Proef", "01000001")) == []


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_fails_a_name_besides_a_code(soort):
    finding = the_only("CD066", referred(soort, "De Proef", "01000001"))
    assert finding.path == f"{VERWIJZER}/Naam"
    assert finding.also_at == (f"{VERWIJZER}/Type", f"{VERWIJZER}/ZorgverlenerCode")
    assert f"Verwijzer van Type {soort} (" in finding.explanation
    assert finding.explanation.endswith("heeft naast ZorgverlenerCode 01000001 ook een Naam: De Proef.")
