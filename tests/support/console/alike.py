"""Pages that are built alike: what is right about the first of them is right about the others."""

import re
from typing import Final

_MADE_UP: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[a-p]{32,64}|\b[op][0-9a-f]{12}\b|[0-9a-f]{16,}|[0-9]+", re.ASCII
)
"""Ids, tokens of forms, login names of tests, numbers and days."""
_HEADING: Final = re.compile(r"<h1>.*?</h1>", re.DOTALL)
_PLACED: Final = re.compile(r"\b(x|x1|x2|y|y1|y2|cx|cy|width|height|viewBox|value|href|title|aria-label)=\"[^\"]+\"")
_TEXT: Final = re.compile(r">[^<]*[^<\s][^<]*(?=<)")
_SPACE: Final = re.compile(r">\s+<")
_AGAIN: Final = re.compile(r"(<(tr|li|option|rect|text|line|circle|p|dt|dd|div)\b(?:(?!<\2\b).)*?</\2>)\1+")


def build_of(html: str) -> str:
    """Return how the page is built: its heading, elements and classes, without what it says and how often.

    Which item of the menu is marked is told by the heading.
    """
    heading = _MADE_UP.sub("", "".join(_HEADING.findall(html)))
    built = _PLACED.sub(r'\1="x"', _MADE_UP.sub("", html.replace(' aria-current="page"', "")))
    built = _SPACE.sub("><", _TEXT.sub(">x", built))
    while (fewer := _AGAIN.sub(r"\1", built)) != built:
        built = fewer
    return heading + built
