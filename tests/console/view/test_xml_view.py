"""A message is shown by the names of the standard, with what its codes mean, in the order in which it says it."""

import pytest

from gateway.console.view import xml_view
from gateway.console.view.xml_view import Line, as_lines
from gateway.messages.write import serialise
from tests.support.messages.messages import BSN, schemas, wmo305, wmo307


def test_parts_fields_and_codes_are_shown() -> None:
    lines = as_lines(schemas(), serialise(wmo307()))
    assert Line(0, "Client") in lines
    assert any(each.value == BSN for each in lines)
    [reason] = [each for each in lines if each.name == "Reden beeindiging"]
    assert reason.value is not None
    assert reason.meaning
    [dated] = [each for each in lines if each.name == "Dagtekening"]
    assert dated.meaning == "1 maart 2024"
    assert lines[0] == Line(0, "Header")


def test_a_long_message_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_view, "MAX_LINES", 7)
    assert len(as_lines(schemas(), serialise(wmo305()))) == 7
