"""What a rule must have: a card that agrees with the standard's list, and tests of both kinds."""

import ast
from pathlib import Path

import pytest

from gateway.rules.catalogue import catalogue
from gateway.rules.engine import cards, discover, judged_by
from tests.support.policy.plain_dutch import FOR_MUNICIPALITY, FOR_PROVIDER, faults

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "gateway" / "rules" / "codes"
REPORTS = frozenset({"WMO305", "WMO307"})
OWN = {
    "IV034": frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325"}),
    "IV075": REPORTS,
    "OP155": frozenset({"WMO307"}),
    "OP271": frozenset({"WMO305"}),
    "OP272": frozenset({"WMO307"}),
    "OP289": REPORTS,
    "GW001": REPORTS,
    "GW002": REPORTS,
    "GW003": frozenset({"WMO323"}),
    "GW004": frozenset({"WMO323"}),
}
"""Rules that the list doesn't have; they are told apart in their cards."""
AS_THE_KIT = {"TR319": (2, "0001")}
"""Rules that the official kit judges on another level than the list says, and we with it."""
UNTOLD = {"TR337", "TR371", "TR376"}
"""Rules of the standard on a message that no return message answers, without a code."""
SIGNALS = set(OWN) - {"IV075"}

each_card = pytest.mark.parametrize("card", cards(), ids=lambda card: card.code)


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
        assert card.signaal is (card.level == 5)
        assert (card.signaal or card.code in UNTOLD) is (card.retourcode == "")
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


@each_card
def test_a_card_says_how_much_of_a_cut_text_it_reads(card):
    if card.level == 2 and not card.whole_text:
        assert "kapt de waarde af" in card.reads
    else:
        assert card.reads.startswith("De hele waarde")


@pytest.mark.parametrize("code", sorted(SIGNALS))
def test_a_signal_advises_its_provider_as_well_as_its_municipality(code):
    """Both read the findings of rules on a report, so advice to one must not stand as an order to the other."""
    (card,) = (card for card in cards() if card.code == code)
    assert "raag de aanbieder" not in card.remedy
    assert "raag hem" not in card.remedy


@each_card
def test_a_card_is_plain_dutch(card):
    assert [fault for text in (card.statement, card.remedy) for fault in faults(text)] == []


@each_card
def test_a_card_advises_who_sends_the_message(card):
    """A municipality sends a 301, a provider the reports; advice for the other side is of no use to them."""
    if card.messages & REPORTS:
        assert not FOR_PROVIDER.search(card.remedy)
    if card.messages == {"WMO301"}:
        assert not FOR_MUNICIPALITY.search(card.remedy)
