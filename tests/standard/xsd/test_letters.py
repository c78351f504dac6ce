"""Characters that look like others, or like nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.xsd.letters import cleaned, named, visible
from gateway.standard.xsd.values import why
from tests.standard.xsd.advised import places


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9999\u00a090019", "een vaste spatie (U+00A0) op plaats 5"),
        ("99\u200b9990019", "een spatie zonder breedte (U+200B) op plaats 3"),
        ("999990019\u00ad", "een zacht afbreekstreepje (U+00AD) op plaats 10"),
        ("9999\u2013900\u201119", "een halflang streepje (U+2013) op plaats 5 en een vast koppelteken (U+2011)"),
        ("\u2018999990019", "een typografisch aanhalingsteken (U+2018) op plaats 1"),
        ("99999001\uff19", "een cijfer van volle breedte (U+FF19) op plaats 9"),
        ("99999001\u0669", "een cijfer uit een ander schrift (U+0669) op plaats 9"),
        ("\ufeff999990019", "een byte order mark (U+FEFF) op plaats 1"),
        ("\u202e999990019", "een onzichtbaar stuurteken (U+202E) op plaats 1"),
        ("9\u00a09\u00a09\u00a09\u00a0", "op plaats 6 en nog 1 zulke tekens"),
    ],
)
def test_a_character_that_looks_like_another_is_named_with_its_place(text: str, words: str) -> None:
    simple, _kind = places("WMO305")["Client/Bsn"]
    assert words in why(simple, text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=100))
def test_a_cleaned_text_has_no_odd_characters_left(text: str) -> None:
    assert named(cleaned(text)) == ""
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=100))
def test_plain_characters_are_left_alone(text: str) -> None:
    assert cleaned(text) == text
    assert named(text) == ""


@given(st.text())
def test_a_visible_text_has_no_line_end_or_tab(text: str) -> None:
    assert not set("\r\n\t") & set(visible(text))
    assert visible("a\u200bb\u00a0c d") == "a\\u200bb\\u00a0c d"
