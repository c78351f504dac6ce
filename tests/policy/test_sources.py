"""Each check names the text that it rests on: the chapter of the handbook, the tender, or the national standard."""

import re

import pytest

from gateway.policy.model import Permission
from tests.support.policy.decisions import policy

NATIONAL = "iWmo"
TENDER = "Perceelbeschrijvingen"
CHAPTERS = {
    "NL-101": {"4", "5"}, "NL-102": {"4", "5"}, "NL-103": {"5"}, "NL-104": {NATIONAL}, "NL-105": {"4"},
    "NL-106": {"4"}, "NL-107": {"5"}, "NL-108": {"5"}, "NL-109": {"5"}, "NL-110": {"5"}, "NL-111": {"5"},
    "NL-112": set(),
    "NL-201": {"5"}, "NL-202": {"5"}, "NL-203": {"5"}, "NL-204": {"5"}, "NL-205": {"5"}, "NL-206": {"5"},
    "NL-207": {NATIONAL}, "NL-208": {"5"},
    "NL-301": {"5"}, "NL-302": {"5"}, "NL-303": {"5"}, "NL-304": {"5"}, "NL-305": {"5"},
    "NL-306": {"5"}, "NL-307": {"5"}, "NL-308": {"5"},
    "NL-401": {"5"}, "NL-402": {"5"}, "NL-403": {"5"}, "NL-404": {"5"}, "NL-405": {"5"}, "NL-406": {"5"},
    "NL-407": {"5"},
    "NL-501": {TENDER}, "NL-502": {"5"}, "NL-503": {NATIONAL, "5"}, "NL-504": {"5"},
    "NL-601": {NATIONAL}, "NL-602": {NATIONAL}, "NL-603": {"5"}, "NL-604": {NATIONAL},
    "NL-701": {"5"}, "NL-702": {"5"}, "NL-703": {"5"}, "NL-704": {"5"}, "NL-705": {"5"}, "NL-706": {"5"},
    "NL-707": {"5"}, "NL-708": {"5"}, "NL-709": {"5"}, "NL-710": {"5"}, "NL-711": {"5"},
    "NL-801": {"2"}, "NL-802": {"5"}, "NL-803": {"5"}, "NL-804": {"3"},
    "NL-805": {NATIONAL}, "NL-806": {NATIONAL}, "NL-807": {NATIONAL},
    "NL-808": {"3"}, "NL-809": {"5"}, "NL-810": {NATIONAL}, "NL-811": {NATIONAL}, "NL-812": {NATIONAL},
    "NL-813": {NATIONAL}, "NL-814": {NATIONAL}, "NL-815": {"4"}, "NL-816": {"5"},
    "NL-817": set(), "NL-818": {NATIONAL}, "NL-819": {NATIONAL},
}  # fmt: skip
"""By check: chapters of the handbook, or another text; none for what only the contracts of a municipality say."""


def texts_in(source: str) -> set[str]:
    """Return the chapters of the handbook and the other texts that a source names."""
    named = set()
    for chapters in re.findall(r"hoofdstuk(?:ken)? ([0-9](?: en [0-9])*)", source):
        named |= set(chapters.split(" en "))
    return named | {each for each in (NATIONAL, TENDER) if each in source}


def test_every_check_is_mapped() -> None:
    assert set(CHAPTERS) == set(policy().toetsen)


@pytest.mark.parametrize("code", CHAPTERS)
@pytest.mark.parametrize("on", ["2022-01-01", "2024-01-01"])
def test_a_check_rests_on_its_own_chapter(on: str, code: str) -> None:
    setting = policy(on).toetsen[code]
    expected = {TENDER} if setting.gevolg is None else CHAPTERS[code]
    assert texts_in(setting.bron) == expected


@pytest.mark.parametrize("code", ["NL-801", "NL-804"])
@pytest.mark.parametrize("on", ["2022-01-01", "2024-01-01"])
def test_a_term_rests_on_the_chapter_of_its_check(on: str, code: str) -> None:
    assert texts_in(policy(on).bewaking[code].bron) == CHAPTERS[code]


@pytest.mark.parametrize("on", ["2022-01-01", "2024-01-01"])
def test_the_tender_is_not_credited_with_extra_work(on: str) -> None:
    sources = [each.bron for each in policy(on).producten.values() if each.soort == "meerwerk"]
    sources += [each.bron for each in policy(on).meerwerk.values()]
    sources += [each.bron for code, each in policy(on).toetsen.items() if code.startswith("NL-4")]
    assert not [each for each in sources if TENDER in each]


SEGMENT_IN_TEXT = {"1A1": "1A", "1A2": "1A"}
"""Segments that the handbook treats under another heading."""
BOTH_TEXTS = pytest.mark.parametrize("on", ["2022-01-01", "2024-01-01"])


@BOTH_TEXTS
def test_a_rule_on_two_segments_names_both_in_chapter_five(on: str) -> None:
    for pair, rule in policy(on).stapeling.items():
        assert all(texts_in(each) == {"5"} for each in rule.bron)
        for segment in pair:
            assert any(SEGMENT_IN_TEXT.get(segment, segment) in each for each in rule.bron), (pair, rule.bron)


@BOTH_TEXTS
def test_contradicting_texts_are_all_named(on: str) -> None:
    """On 1A2 beside logeren there are three passages."""
    disputed = [each for each in policy(on).stapeling.values() if each.mag is Permission.STRIJDIG]
    assert [len(each.bron) for each in disputed] == [3]


@BOTH_TEXTS
def test_segments_products_and_conditions_rest_on_their_chapters(on: str) -> None:
    here = policy(on)
    assert all(texts_in(each.bron) == {"5"} for each in here.segmenten.values())
    for product in here.producten.values():
        expected = {"5"} if product.basis is not None else {"4", "5"}
        if product.code == "10B01":
            expected = {TENDER} if on == "2022-01-01" else {"4", "5", TENDER}
        assert texts_in(product.bron) == expected, product.code
    for rules in (here.meerwerk, here.verlenging, here.instroom):
        assert all(texts_in(each.bron) == {"5"} for each in rules.values())
    assert all(texts_in(each.bron) == {"4"} for each in here.aanbiedersoorten)
    for code, setting in here.bewaking.items():
        assert texts_in(setting.bron) in (CHAPTERS[code], {TENDER}), code
