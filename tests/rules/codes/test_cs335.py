"""CS335: a removed assignment ends on the day it begins."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import wmo301


@pytest.mark.parametrize(
    "changes",
    [
        {"reden_wijziging": "13", "einddatum": "2024-01-01"},
        {"reden_wijziging": "13", "einddatum": None},
        {"reden_wijziging": "05"},
        {},
    ],
    ids=["same day", "no end", "another reason", "no reason"],
)
def test_passes_equal_dates_and_anything_but_a_removal(changes):
    assert finds("CS335", wmo301(**changes)) == []


@pytest.mark.parametrize("einddatum", ["2024-01-02", "2023-12-31"])
def test_fails_a_removal_that_ends_on_another_day(einddatum):
    finding = the_only("CS335", wmo301(reden_wijziging="13", einddatum=einddatum))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Einddatum"
    assert finding.also_at == ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Ingangsdatum",)
    assert einddatum in finding.explanation


def test_fails_the_same_day_written_differently():
    message = wmo301(reden_wijziging="13", einddatum="2024-01-01")
    assert the_only("CS335", edited(message, {"2024-01-01</wmo301:Eind": "2024-01-01 </wmo301:Eind"}))
