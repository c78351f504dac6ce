"""TR350: what stays unchanged is an assignment that stands."""

from datetime import date

import pytest

from tests.rules.case_files import requested, toewijzing
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import unchanged, wmo317


def test_passes_an_assignment_that_stands_however_its_number_is_spelt():
    nummer = "02"
    assert finds("TR350", wmo317(ongewijzigde_producten=unchanged(nummer)), requested()) == []


@pytest.mark.parametrize(
    "changes",
    [{"einddatum": date(2024, 2, 29)}, {"einddatum": date(2024, 1, 1), "verwijderd": True}],
)
def test_fails_one_that_ended_or_was_removed(changes):
    nummer = "3"
    message = wmo317(ongewijzigde_producten=unchanged(nummer))
    finding = the_only("TR350", message, requested(toewijzing(3, code="02A09", **changes)))
    assert finding.retourcode == "9350"
    assert finding.class_path == "/Bericht/Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct"
    assert finding.values == {"ToewijzingNummer": "3"}


def test_fails_a_number_that_is_unknown():
    nummer = "99"
    assert the_only("TR350", wmo317(ongewijzigde_producten=unchanged(nummer)), requested()).values == {
        "ToewijzingNummer": "99"
    }
