"""What a request asks stands in lines, with what codes and days mean."""

from gateway.console.view.deciding.asked import asked_lines
from gateway.console.view.xml_view import Line
from tests.support.api.requests import asked


def test_codes_and_days_have_their_meaning() -> None:
    lines = asked_lines(asked("R1"))
    assert Line(0, "Toewijzing ingangsdatum", "2024-04-01", "1 april 2024") in lines
    assert Line(1, "Eenheid", "04", "Uur") in lines
    assert Line(0, "Omvang") in lines
