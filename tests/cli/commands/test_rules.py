"""What `gateway rules` shows."""

import pytest

from gateway.rules.catalogue import not_implemented
from gateway.rules.engine import cards
from gateway.rules.table import markdown_table
from tests.cli.running import invoke


def test_the_list_names_every_rule() -> None:
    shown = invoke("rules")
    assert shown.exit_code == 0
    assert all(card.code in shown.stdout for card in cards())


@pytest.mark.parametrize("code", ["TR134", "tr134"])
def test_a_code_shows_the_whole_card(code: str) -> None:
    shown = invoke("rules", code)
    assert shown.exit_code == 0
    [card] = [card for card in cards() if card.code == "TR134"]
    words = set(shown.stdout.split())
    for text in (card.statement, card.element, card.source, card.remedy, card.note, card.retourcode):
        assert set(text.split()) <= words


@pytest.mark.parametrize(("code", "meant"), [("TR1344", "TR134"), ("T134", "TR134"), ("xyz", "toont alle codes")])
def test_an_unknown_code_ends_with_2_and_a_suggestion(code: str, meant: str) -> None:
    result = invoke("rules", code)
    assert result.exit_code == 2
    assert meant in result.stderr


def test_a_rule_that_is_not_judged_says_why() -> None:
    code, reason = next(iter(not_implemented().items()))
    assert reason in invoke("rules", code).stdout


def test_markdown_is_the_table_of_the_readme() -> None:
    assert invoke("rules", "--markdown").stdout == markdown_table()
