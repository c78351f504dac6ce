"""TR018: care doesn't end before it began."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import wmo307


@pytest.mark.parametrize("einddatum", ["2024-02-01", "2024-02-02"])
def test_passes_an_end_on_or_after_the_begin(einddatum):
    assert finds("TR018", wmo307(einddatum=einddatum)) == []


def test_fails_an_end_before_the_begin():
    finding = the_only("TR018", wmo307(einddatum="2024-01-31"))
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct/Einddatum"
    assert finding.also_at == ("/Bericht/Client/StopProducten/StopProduct/Begindatum",)
    assert finding.explanation == "Einddatum 2024-01-31 ligt voor Begindatum 2024-02-01."


def test_fails_white_space_before_the_end_and_passes_it_elsewhere():
    assert the_only("TR018", edited(wmo307(), {"Einddatum>2024-02-28": "Einddatum> 2024-02-28"}))
    changes = {"Begindatum>2024-02-01": "Begindatum> 2024-02-01", "2024-02-28<": "2024-02-28 <"}
    assert finds("TR018", edited(wmo307(), changes)) == []
