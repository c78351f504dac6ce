"""TR349: a request for change names every assignment that stands."""

from datetime import date

import pytest

from tests.rules.case_files import requested, toewijzing
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.requests import wmo317

ENDED = {"einddatum": date(2024, 2, 29)}
REMOVED = {"einddatum": date(2024, 1, 1), "verwijderd": True}


def test_passes_when_all_are_named():
    assert codes(wmo317(), requested()) == set()


@pytest.mark.parametrize("changes", [ENDED, REMOVED, {"sent_on": date(2024, 3, 2)}])
def test_passes_what_does_not_stand_on_the_dagtekening(changes):
    assert finds("TR349", wmo317(), requested(toewijzing(3, code="02A09", **changes))) == []


@pytest.mark.parametrize(
    "changes",
    [{}, {"einddatum": date(2024, 3, 1)}, {"ingangsdatum": date(2025, 1, 1)}, {"sent_on": date(2024, 3, 1)}],
)
def test_fails_when_one_that_stands_is_left_out(changes):
    finding = the_only("TR349", wmo317(), requested(toewijzing(3, code="02A09", **changes)))
    assert (finding.retourcode, finding.class_path) == ("9349", "/Bericht/Client/Verzoek")
    assert "3 (product 02A09" in finding.explanation


def test_fails_once_for_all_that_are_left_out():
    case = requested(toewijzing(3, code="02A09"), toewijzing(4, categorie=None, code=None))
    assert "3 (product 02A09 (categorie 02)); 4 (zonder product)" in the_only("TR349", wmo317(), case).explanation
