"""The words for elements, texts and attributes out of place; in whole messages: test_explain.py."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.xsd import structure
from gateway.standard.xsd.model import Child, Simple, sequence
from tests.standard.examples import BSN
from tests.standard.xsd.grammar import model

TEXT = Simple(name="LDT_Proef", kind="string")
CHILDREN = tuple(
    Child(name.upper(), name, TEXT, required, unbounded)
    for name, required, unbounded in (("a", True, False), ("b", False, True), ("c", True, False), ("d", False, False))
)
KIND = sequence("Proef", CHILDREN)
BEGUN = re.compile(r"(?:A(?:B*(?:CD?)?)?)?$")
"""The beginnings of the sequence A B* C D?, with B and D optional."""


@given(st.lists(st.sampled_from("ABCDE"), max_size=6))
def test_places_follow_each_other_as_the_sequence_allows(tags: list[str]) -> None:
    last = -1
    for count, tag in enumerate(tags, 1):
        place = structure.next_place(KIND, last, tag)
        assert (place is not None) is bool(BEGUN.match("".join(tags[:count])))
        if place is None:
            break
        last = place


def test_an_element_has_homes_elsewhere_in_the_message() -> None:
    assert structure.homes_of(model("WMO305"), "Begindatum") == ["StartProduct"]
    assert structure.homes_of(model("WMO305"), "Onzin") == []


def test_a_name_is_shown_cut_and_without_a_bsn() -> None:
    assert structure.name_of(etree.Element(f"b{BSN}")).startswith("b*")
    assert structure.name_of(etree.Element("{urn:x}" + "a" * 99)) == "a" * 80 + "…"


@pytest.mark.parametrize(
    ("words", "explanation"),
    [
        (structure.stray_text(etree.Element("Client")), "In Client staat losse tekst"),
        (structure.elements_in_value(etree.Element("Bsn")), "In Bsn staat een element"),
        (structure.attribute(etree.Element("Bsn"), "{urn:x}lang"), "Attribuut lang mag niet bij Bsn."),
        (structure.other_type(etree.Element("Bsn"), "x", "LDT_Bsn"), "noemt bij Bsn het type x; het is LDT_Bsn."),
    ],
)
def test_words_name_the_element_and_what_to_do(words: structure.Words, explanation: str) -> None:
    assert explanation in words.explanation
    assert words.remedy.endswith(".")
