"""The standard's list of rules, and what the gateway judges of it."""

import pytest

from gateway.rules.catalogue import catalogue, not_implemented
from gateway.rules.engine import JUDGED, cards, judged_by
from tests.rules.test_card import AS_THE_KIT, OWN


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
