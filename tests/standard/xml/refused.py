"""Bytes in the frame of a message, and why they are refused."""

import pytest

from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import XmlProblem, parse

NS = IWMO_3_2.kinds["WMO305"].namespace
OPEN = f'<Bericht xmlns="{NS}">'.encode()
CLOSE = b"</Bericht>"


def problem(data: bytes) -> XmlProblem:
    """Return the problem with which these bytes are refused."""
    with pytest.raises(XmlProblem) as caught:
        parse(data)
    assert str(caught.value) == caught.value.text
    return caught.value


def within(content: bytes) -> bytes:
    """Return a message with this content in its root element."""
    return OPEN + content + CLOSE
