"""The report on the rules: complete, up to date with the rules there are, and without a case that nobody made."""

from pathlib import Path

from gateway.rules.engine import cards, judged_by
from tests.rule_report import CANNOT_FAIL

REPORT = Path(__file__).parents[1] / "conformance" / "REPORT.md"


def test_it_shows_a_passing_and_a_failing_case_of_every_rule_for_every_message() -> None:
    lines = [line for line in REPORT.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    rows = [tuple(each.strip() for each in line.strip("|").split("|")) for line in lines]
    assert [row[:2] for row in rows] == [(card.code, message) for card in cards() for message in judged_by(card)]
    without = {row[:2] for row in rows if "0" in row[2:4]}
    assert without == set(), "make the missing case, then 'gateway rules --report'"
    assert {row[:2] for row in rows if row[3] == "kan niet"} == CANNOT_FAIL
