"""What a rule must have: a card that agrees with the standard's list, and tests of both kinds."""

import ast
from pathlib import Path

import pytest

from gateway.rules.catalogue import catalogue, not_implemented
from gateway.rules.engine import IN_FULL, JUDGED, cards, discover, judged_by
from gateway.rules.table import markdown_table

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "gateway" / "rules" / "codes"
REPORTS = frozenset({"WMO305", "WMO307"})
OWN = {
    "IV034": frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325"}),
    "IV075": REPORTS,
    "OP271": frozenset({"WMO305"}),
    "OP272": frozenset({"WMO307"}),
    "GW001": REPORTS,
    "GW002": REPORTS,
}
"""Rules that the list doesn't have; they are told apart in their cards."""
AS_THE_KIT = {"TR319": (2, "0001")}
"""Rules that the official kit judges on another level than the list says, and we with it."""
SIGNALS = set(OWN) - {"IV075"}

each_card = pytest.mark.parametrize("card", cards(), ids=lambda card: card.code)


def test_every_rule_of_the_standard_is_judged_or_left_out_with_a_reason():
    judged = {card.code for card in cards()} - set(OWN)
    assert judged.isdisjoint(not_implemented())
    assert judged | set(not_implemented()) == set(catalogue())
    assert all(len(reason) > 20 for reason in not_implemented().values())


@pytest.mark.parametrize("message", JUDGED)
def test_every_message_is_judged_by_every_rule_of_level_2_that_applies_to_it(message):
    applies = {code for code, entry in catalogue().items() if entry.level == 2 and message in entry.messages}
    judging = {card.code for card in cards() if card.level == 2 and message in judged_by(card)}
    assert judging == (applies | {code for code in AS_THE_KIT if message in catalogue()[code].messages}) - set(
        not_implemented()
    )


@pytest.mark.parametrize("message", sorted(set(JUDGED) - set(IN_FULL)))
def test_a_message_that_the_gateway_keeps_no_books_of_is_judged_on_level_2_only(message):
    assert {card.level for card in cards() if message in judged_by(card)} == {2}


def test_every_rule_file_is_found():
    files = {path.stem.upper() for path in RULES.glob("[a-z][a-z][0-9][0-9][0-9].py")}
    assert files == {card.code for card in cards()}


@each_card
def test_a_card_agrees_with_the_standard(card):
    if card.code in OWN:
        assert card.messages == OWN[card.code]
        own = "geen regel van de standaard" if card.code.startswith("GW") else "geen genummerde technische regel"
        assert own in card.note
        return
    entry = catalogue()[card.code]
    assert (card.level, card.retourcode) == AS_THE_KIT.get(card.code, (entry.level, entry.retourcode))
    assert card.messages == entry.messages
    assert card.element == entry.element
    assert judged_by(card)


def test_signals_stand_beyond_the_levels_of_the_standard_and_have_no_return_code():
    assert {card.code for card in cards() if card.signaal} == SIGNALS
    for card in cards():
        assert card.signaal is (card.level == 5) is (card.retourcode == "")
        assert not card.signaal or "een signaal" in card.note


@each_card
def test_a_card_tells_what_a_person_needs(card):
    assert card.code in card.source
    for text in (card.statement, card.remedy):
        assert text[0].isupper()
        assert text.endswith(".")
    assert not card.note or card.note.endswith(".")
    assert "  " not in card.statement + card.remedy + card.note


@each_card
def test_a_rule_has_tests_of_what_passes_and_of_what_fails(card):
    tree = ast.parse((HERE / "codes" / f"test_{card.code.lower()}.py").read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert any(name.startswith("test_passes_") for name in names)
    assert any(name.startswith("test_fails_") for name in names)
    tells = ("test_passes_", "test_fails_", "test_parks_")
    assert all(name.startswith(tells) for name in names if name.startswith("test_"))


@pytest.mark.parametrize("rule", discover(), ids=lambda rule: rule.card.code)
def test_a_rule_is_handed_what_its_level_may_see_and_no_more(rule):
    names = rule.check.__code__.co_varnames[: rule.check.__code__.co_argcount]
    may_see = {2: ("message",), 3: ("message", "case"), 4: ("message", "outside"), 5: ("message", "case", "outside")}
    assert names == may_see[rule.card.level]


def test_the_table_has_a_row_for_every_rule_and_tells_what_is_left_out():
    table = markdown_table()
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert len(rows) == len(cards()) + 2
    assert all(row.count(" | ") == 4 for row in rows[2:])
    assert "| TR134 | 2 | 301 305 307 315 323 325 | 0001 | " in table
    assert "| TR056 | 3 | 301 305 307 | 9056 | " in table
    assert "Berichten 315 317 319 323 325 worden alleen op niveau 2 getoetst" in table
    assert "| GW001 | 5 | 305 307 | geen | " in table
    assert "Niet uitgevoerd: CS318. " in table
