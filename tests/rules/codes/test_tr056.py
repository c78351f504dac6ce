"""TR056: a sender uses an Identificatie once for each type of message."""

import pytest

from tests.rules.case_files import START, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.claims import wmo323, wmo325
from tests.support.messages.messages import wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315, wmo317, wmo319

MESSAGES = pytest.mark.parametrize(
    "message",
    [wmo301(), wmo305(), wmo307(), wmo315(), wmo317(), wmo319(), wmo323(), wmo325()],
    ids=lambda message: message.soort.name,
)


@MESSAGES
def test_passes_a_new_number(message):
    assert finds("TR056", message, case(START)) == []


@MESSAGES
def test_fails_a_used_number_at_the_header(message):
    finding = the_only("TR056", message, case(START, identificatie_used=True))
    assert finding.class_path == "/Bericht/Header"
    assert finding.path == "/Bericht/Header/BerichtIdentificatie/Identificatie"
    assert finding.retourcode == "9056"
    assert message.soort.name in finding.explanation


def test_passes_unseen_when_level_2_fails():
    assert codes(wmo305(bsn="999900016"), case(identificatie_used=True)) == {"CS002"}
