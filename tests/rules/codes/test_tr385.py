"""TR385: an assignment with claims can't be removed."""

import pytest

from gateway.rules.case import CaseFile
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301

REMOVAL = wmo301(reden_wijziging="13", einddatum="2024-01-01")
CLAIMED = CaseFile(claimed=frozenset({1}))


@pytest.mark.parametrize("case", [CaseFile(), CaseFile(claimed=frozenset({2}))], ids=["not seen", "another"])
def test_passes_a_removal_without_known_claims(case):
    assert finds("TR385", REMOVAL, case) == []


def test_passes_any_other_change_of_an_assignment_with_claims():
    assert finds("TR385", wmo301(reden_wijziging="05"), CLAIMED) == []
    assert finds("TR385", wmo301(), CLAIMED) == []


def test_fails_the_removal_of_an_assignment_with_claims():
    finding = the_only("TR385", REMOVAL, CLAIMED)
    assert finding.retourcode == "9385"
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/RedenWijziging"
