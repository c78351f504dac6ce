"""The differences between two policies, key by key."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from gateway.policy.loading.diff import Difference, differences, pair_key
from gateway.policy.loading.regions import load_region
from gateway.policy.model import Permission

FIRST, SECOND = load_region("noord-limburg").versions


def test_a_policy_does_not_differ_from_itself_and_back_is_the_other_way_round() -> None:
    assert list(differences(FIRST, FIRST)) == []
    one_way = {(each.key, each.old, each.new) for each in differences(FIRST, SECOND)}
    assert one_way == {(each.key, each.new, each.old) for each in differences(SECOND, FIRST)}


def test_each_key_is_written_as_in_the_file_in_the_order_of_the_file() -> None:
    pair = frozenset({"1A1", "1B"})
    changed = replace(
        SECOND,
        geldig_vanaf=date(2025, 1, 1),
        stapeling=MappingProxyType({**SECOND.stapeling, pair: replace(SECOND.stapeling[pair], mag=Permission.JA)}),
        toetsen={**SECOND.toetsen, "NL-301": replace(SECOND.toetsen["NL-301"], gevolg=None, overrulebaar=False)},
    )
    assert list(differences(SECOND, changed)) == [
        Difference("geldig_vanaf", "2024-01-01", "2025-01-01"),
        Difference("stapeling.1A1 + 1B.mag", "nee", "ja"),
        Difference("toetsen.NL-301.gevolg", "blokkade", "uit"),
        Difference("toetsen.NL-301.overrulebaar", "ja", "nee"),
    ]


def test_a_key_that_one_policy_lacks_has_no_value_there() -> None:
    found = {each.key: each for each in differences(FIRST, SECOND)}
    assert (found["producten.02C02.hoogstens"].old, found["producten.02C02.hoogstens"].new) == (None, "12")


def test_a_pair_of_segments_is_written_in_order() -> None:
    assert pair_key(frozenset({"1B", "1A1"})) == "1A1 + 1B"
    assert pair_key(frozenset({"2A"})) == "2A + 2A"
