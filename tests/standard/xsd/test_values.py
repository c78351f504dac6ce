"""Words for types that the bundled schemas don't have, but an official folder might."""

import re

import pytest

from gateway.standard.xsd.advice import advice
from gateway.standard.xsd.model import Pattern, Simple
from gateway.standard.xsd.spot import Spot
from gateway.standard.xsd.values import allowed, obeys, why


def text_type(**facets: object) -> Simple:
    return Simple(name="LDT_Proef", kind="string", **facets)  # type: ignore[arg-type]


def remedy(kind: Simple, text: str) -> str:
    return advice(kind, text, Spot(name="Proef", beside={}))


def number_type(**facets: int) -> Simple:
    return Simple(name="LDT_Proef", kind="integer", **facets)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (text_type(min_length=3, max_length=3), "precies 3 tekens"),
        (text_type(min_length=1, max_length=1), "precies 1 teken"),
        (text_type(max_length=1), "hoogstens 1 teken"),
        (text_type(max_length=9), "hoogstens 9 tekens"),
        (text_type(min_length=2, max_length=9), "2 tot en met 9 tekens"),
        (text_type(), ""),
        (number_type(), "een geheel getal"),
        (number_type(min_inclusive=1), "een geheel getal van 1 of meer"),
        (number_type(max_inclusive=9), "een geheel getal tot en met 9"),
        (number_type(min_inclusive=1, max_inclusive=9), "een geheel getal van 1 tot en met 9"),
        (text_type(patterns=(Pattern("a-b", re.compile("a-b")),)), "de vorm van het patroon (patroon a-b)"),
        (
            text_type(codes={str(number): "" for number in range(40)}),
            "een van de 40 codes van LDT_Proef, zoals 0, 1, 2",
        ),
    ],
)
def test_what_is_allowed(kind: Simple, words: str) -> None:
    assert allowed(kind, "zzz") == words


def test_why_a_text_is_not_allowed() -> None:
    assert why(text_type(min_length=3), "ab") == "is 2 tekens lang"
    assert why(text_type(patterns=(Pattern("a-b", re.compile("a-b")),)), "ab") == "past niet op het patroon a-b"
    assert why(number_type(min_inclusive=1), "-0") == "is kleiner dan 1"


def test_a_code_without_meaning_is_shown_bare() -> None:
    kind = text_type(codes={"A1": "", "B2": "Bee"})
    assert allowed(kind) == "A1, B2 (Bee)"
    assert remedy(kind, "a1") == "Bedoelt u A1?"
    assert remedy(kind, "bee") == "Bedoelt u B2 (Bee)?"
    assert not obeys(kind, "a1")


def test_a_time_is_explained() -> None:
    kind = Simple(name="LDT_Tijd", kind="time")
    assert obeys(kind, " 24:00:00 ")
    assert why(kind, "09:30") == "is geen tijd in de vorm UU:MM:SS"
    assert allowed(kind) == "een tijd als UU:MM:SS"
    assert "09:30:00" in remedy(kind, "09:30")
