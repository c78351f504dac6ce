"""Holding the rules against the oracle, on messages that are spoilt in ways a schema accepts."""

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from lxml import etree

from gateway.messages.read import read
from gateway.rules.engine import judge
from gateway.standard.xml.parse import parse
from tests.rules import oracle
from tests.support.messages.messages import schemas


def agree(data: bytes) -> None:
    """Assert that rules and oracle say the same of the message; pass over one that its schema refuses."""
    document = parse(data)
    assume(schemas().valid(document))
    verdict = judge(read(document))
    assert verdict.crashes == ()
    assert {finding.code for finding in verdict.findings} == oracle.codes(document.root)


_SPOILERS = st.sampled_from(
    [
        lambda text, at: f" {text}",
        lambda text, at: f"{text}\n",
        lambda text, at: f"+{text}",
        lambda text, at: f"0{text}",
        lambda text, at: f"-{text}",
        lambda text, at: f"1{text}",
        lambda text, at: (text[:at], "comment", text[at:]),
        lambda text, at: (" ", "comment", text),
        lambda text, at: (text[:at], "pi", text[at:]),
        lambda text, at: f"\n{text} ",
        lambda text, at: f"{text}\u00a0",
        lambda text, at: f"{text}Z",
        lambda text, at: f"{text[:at]} {text[at:]}",
        lambda text, at: ("", "comment", text),
        lambda text, at: (text, "pi", " "),
    ]
)


def spoilt(message: bytes, data: Any) -> bytes:
    """Return the message with one to three of its texts spelt oddly or cut by a comment or an instruction."""
    root = etree.fromstring(message)
    leaves = [element for element in root.iter(etree.Element) if len(element) == 0 and element.text]
    for leaf in data.draw(st.lists(st.sampled_from(leaves), min_size=1, max_size=3, unique_by=id)):
        text = leaf.text
        spoilt_text = data.draw(_SPOILERS)(text, data.draw(st.integers(0, len(text))))
        if isinstance(spoilt_text, str):
            leaf.text = spoilt_text
            continue
        leaf.text, kind, rest = spoilt_text
        node = etree.Comment("x") if kind == "comment" else etree.ProcessingInstruction("x")
        node.tail = rest
        leaf.append(node)
    return etree.tostring(root)
