"""Days and numbers on the command line are written in the one way there is, or refused with the value."""

from datetime import datetime

import pytest
import typer

from gateway.cli.session.exact import moment
from tests.cli.running import invoke

NUMBERS = ("1_0", "+5", "05", "5.0", " 5", "٣", "0x5", "", "1e1", "9" * 5000)
DAYS = ("20240301", "2024-W10-5", "2024-3-1", "2024-03-01T00:00:00", " 2024-03-01", "2024-02-30", "٢٠٢٤-٠٣-٠١", "")


@pytest.mark.parametrize(
    "command",
    [
        ("deliveries", "list", "--na"),
        ("deliveries", "list", "--aantal"),
        ("serve", "--port"),
        ("accounts", "key", "0983", "--omschrijving", "test", "--dagen"),
        ("accounts", "rotate", "0983", "gw_x", "--overlap"),
        ("accounts", "end-mandate"),
    ],
    ids=" ".join,
)
def test_b23_a_number_is_written_in_digits(command: tuple[str, ...]) -> None:
    for value in (*NUMBERS, "-1"):
        result = invoke(*command, value)
        assert result.exit_code == 2, (value, result.stderr)
        if value.startswith("9"):
            continue
        assert "geheel getal" in result.stderr or value == "-1", (value, result.stderr)


@pytest.mark.parametrize("option", ["--vanaf", "--tot"])
def test_b03_a_day_is_written_with_hyphens(option: str) -> None:
    days = {"--vanaf": "2024-01-01", "--tot": "2024-12-31"}
    for value in DAYS:
        given = [part for pair in {**days, option: value}.items() for part in pair]
        result = invoke("accounts", "mandate", "bureau", "99990001", "--berichten", "WMO305", *given)
        assert (result.exit_code, "geen datum" in result.stderr) == (2, True), (value, result.stderr)


def test_b03_the_day_of_a_policy_too() -> None:
    for value in DAYS:
        result = invoke("policy", "show", "--on", value)
        assert result.exit_code != 0
        assert "geen datum" in result.stderr


def test_a_moment_is_a_day_or_a_time_by_the_clock_of_this_machine_or_an_instant() -> None:
    local = datetime(2024, 3, 1).astimezone()
    assert moment("2024-03-01") == local
    assert moment("2024-03-01T08:30") == moment("2024-03-01T08:30:00") == local.replace(hour=8, minute=30)
    assert moment("2024-03-01T08:30:00+02:00") == datetime.fromisoformat("2024-03-01T06:30:00+00:00")
    for text in (*DAYS[:3], *DAYS[4:], "2024-03-01T24:00", "2024-03-01T25:00", "2024-03-01 08:00", "0001-01-01Z"):
        with pytest.raises(typer.BadParameter, match="geen tijdstip"):
            moment(text)
