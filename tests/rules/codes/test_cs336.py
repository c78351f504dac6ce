"""CS336: RedenWijziging 01 is no longer used."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301


@pytest.mark.parametrize("reden", [None, "02", "11", "14"])
def test_passes_every_other_reason(reden):
    assert finds("CS336", wmo301(reden_wijziging=reden)) == []


def test_fails_reason_01():
    finding = the_only("CS336", wmo301(reden_wijziging="01"))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/RedenWijziging"
    assert finding.values == {"RedenWijziging": "01"}
