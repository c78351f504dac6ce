"""CD067: a referrer without a code has a name."""

import pytest

from gateway.rules.words import coded
from tests.rules.codes.test_cd066 import VERWIJZER, referred
from tests.rules.judged import edited, finds, the_only


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
@pytest.mark.parametrize(("name", "code"), [("De Proef", None), (None, "01000001"), ("De Proef", "01000001")])
def test_passes_a_name_or_a_code(soort, name, code):
    assert finds("CD067", referred(soort, name, code)) == []


@pytest.mark.parametrize("soort", ["01", "06", "08"])
def test_passes_other_types(soort):
    assert finds("CD067", referred(soort)) == []


@pytest.mark.parametrize("soort", ["02", "03", "04", "05"])
def test_fails_neither_name_nor_code(soort):
    finding = the_only("CD067", referred(soort))
    assert (finding.path, finding.also_at) == (f"{VERWIJZER}/Type", ())
    told = f"Verwijzer van Type {coded('LDT_TypeVerwijzer', soort)}"
    assert finding.explanation == f"{told} heeft geen ZorgverlenerCode en ook geen Naam."
    assert "(" in told


def test_fails_a_name_that_a_comment_leaves_blank():
    assert the_only("CD067", edited(referred("02", "x"), {">x<": "> <!-- -->x<"}))
