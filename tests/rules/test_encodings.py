"""What a message says does not depend on how it is encoded: verdict, findings and answer are the same."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.rules.engine import JUDGED, judge
from gateway.standard.xml.parse import parse
from tests.rules.comparison import spoilt
from tests.support.examples import times
from tests.support.messages.messages import schemas, xml
from tests.support.messages.strategies import messages_of

WAYS = [
    ("US-ASCII", "ascii", b""),
    ("UTF-8", "utf-8", codecs.BOM_UTF8),
    ("ISO-8859-1", "iso-8859-1", b""),
    ("ISO-8859-15", "iso-8859-15", b""),
    ("windows-1252", "cp1252", b""),
    ("UTF-16", "utf-16-le", codecs.BOM_UTF16_LE),
    ("UTF-16", "utf-16-be", codecs.BOM_UTF16_BE),
]


def judged(data: bytes) -> tuple[Message, object] | list[object]:
    """Return the message and the verdict on it, or what its schema has against it."""
    document = parse(data)
    if not schemas().valid(document):
        return [*schemas().findings(document)]
    message = read(document)
    return message, judge(message)


@pytest.mark.parametrize("soort", JUDGED)
@given(st.data())
@settings(max_examples=times(0.2), deadline=None)
def test_verdict_and_findings_are_those_of_the_same_message_in_utf_8(soort, data):
    message = xml(data.draw(messages_of(soort)))
    message = data.draw(st.sampled_from([message, spoilt(message, data)]))
    text = message.decode().partition("?>")[2] if message.startswith(b"<?xml") else message.decode()
    line_end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = text.replace("\r\n", "\n").replace("\n", line_end)
    expected = judged(text.encode())
    for name, codec, mark in WAYS:
        found = judged(mark + f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(codec, "xmlcharrefreplace"))
        assert found == expected
