"""CD068: a referrer that is no caregiver has no caregiver's code."""

import pytest

from gateway.rules.words import coded
from tests.rules.codes.test_cd066 import VERWIJZER, referred
from tests.rules.judged import finds, the_only


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_passes_a_code_of_a_caregiver(soort):
    assert finds("CD068", referred(soort, None, "01000001")) == []


@pytest.mark.parametrize("soort", ["01", "06", "08"])
def test_passes_others_without_code(soort):
    assert finds("CD068", referred(soort, "De Proef")) == []


@pytest.mark.parametrize("soort", ["01", "06", "08"])
def test_fails_others_with_a_code(soort):
    finding = the_only("CD068", referred(soort, None, "01000001"))
    assert (finding.path, finding.also_at) == (f"{VERWIJZER}/ZorgverlenerCode", (f"{VERWIJZER}/Type",))
    told = coded("LDT_TypeVerwijzer", soort)
    assert finding.explanation == f"ZorgverlenerCode 01000001 hoort niet bij een verwijzer van Type {told}."
    assert told.startswith(f"{soort} (")
