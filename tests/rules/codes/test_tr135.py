"""TR135: Dagtekening doesn't lie in the future (2024-03-01 in these messages)."""

from datetime import date

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import wmo323, wmo325
from tests.support.messages.messages import wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315, wmo317, wmo319

MESSAGES = pytest.mark.parametrize(
    "message",
    [wmo301(), wmo305(), wmo307(), wmo315(), wmo317(), wmo319(), wmo323(), wmo325()],
    ids=lambda message: message.soort.name,
)


@MESSAGES
@pytest.mark.parametrize("today", [date(2024, 3, 1), date(2024, 3, 2), date(2030, 1, 1)])
def test_passes_on_the_day_and_after(message, today):
    assert finds("TR135", message, today=today) == []


@MESSAGES
def test_fails_the_day_before(message):
    finding = the_only("TR135", message, today=date(2024, 2, 29))
    assert finding.retourcode == "8848"
    assert finding.class_path == "/Bericht/Header"
    assert finding.path == "/Bericht/Header/BerichtIdentificatie/Dagtekening"
    assert finding.explanation == "Dagtekening 2024-03-01 ligt in de toekomst: vandaag is het 2024-02-29."


def test_passes_a_dagtekening_that_a_comment_cuts_but_in_truth_is_past():
    message = edited(wmo319(), {"Dagtekening>2024-03-01": "Dagtekening>20<!-- -->24-03-01"})
    assert finds("TR135", message, today=date(2024, 3, 1)) == []
