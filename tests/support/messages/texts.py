"""Hypothesis strategies for the texts in a message: what the simple types of the basisschema allow.

They are fond of what one trips over: white space around values, odd spellings of numbers, years beyond 9999,
markup in texts, carriage returns. Every BSN is fictitious.
"""

from datetime import date
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

from gateway.standard.identifiers import bsn_valid
from gateway.standard.resources import bundled
from tests.support.messages.messages import BSN

XS = "{http://www.w3.org/2001/XMLSchema}"


@cache
def codes(datatype: str) -> tuple[str, ...]:
    """Return the enumerated values of an LDT type, in the order of the basisschema."""
    schema = etree.parse(bundled("xsd") / "iwmo-3.2" / "basisschema.xsd")
    [soort] = [kind for kind in schema.iter(f"{XS}simpleType") if kind.get("name") == datatype]
    return tuple(value.get("value", "") for value in soort.iter(f"{XS}enumeration"))


_CHARACTER = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
_AWKWARD = st.sampled_from(["&", "<", ">", "]]>", '"', "'", "é", "\t", " ", "\u00a0", "😀", "&amp;", "0", "A"])


def text(length: int) -> SearchStrategy[str]:
    """Return one line of text, not white space alone, that often holds what XML has trouble with."""
    characters = st.lists(_AWKWARD | _CHARACTER, min_size=1, max_size=min(length, 12)).map("".join)
    return characters.map(lambda text: text[:length] if text[:length].strip() else "x")


def code(datatype: str) -> SearchStrategy[str]:
    """Return one of the enumerated values of an LDT type."""
    return st.sampled_from(codes(datatype))


def number(largest: int) -> SearchStrategy[str]:
    """Return a whole number, now and then in an odd spelling."""
    forms = st.sampled_from(["{}", "{}", "{}", "+{}", "00{}", " {}", "{}\n", "\r\n\t{}"])
    return st.builds(lambda form, number: form.format(number), forms, st.integers(0, largest))


DATE = st.one_of(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2060, 1, 1)).map(date.isoformat),
    st.sampled_from([" 2024-01-01", "2024-02-29\n", "12024-01-01", "-0044-03-15", "0001-01-01", "9999-12-31"]),
)
TIME = st.times().map(lambda time: time.isoformat()) | st.sampled_from(["24:00:00", " 12:00:00", "09:00:00.50"])
VERSION = st.sampled_from(["1.0.0", "1.0.3", "10.20.30"])
COMMENT = st.lists(_AWKWARD | _CHARACTER | st.sampled_from(["\n", "\r", "\r\n"]), max_size=12).map(
    lambda parts: "".join(parts) + "."
)
BSNS = st.integers(99990000, 99999999).map(
    lambda eight: next((f"{eight}{n}" for n in range(10) if bsn_valid(f"{eight}{n}")), BSN)
)
VOORLETTERS = st.text("aZÀÿ×ỳ", min_size=1, max_size=6)
