"""What libxml2's log tells of where faults are: an explanation by it says the same as one that looks at everything."""

import re
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import Document, XmlProblem, parse
from gateway.standard.xsd.explain import walk
from gateway.standard.xsd.faulty import faulty_elements
from tests.standard.examples import START, changed, wmo305
from tests.standard.xsd.grammar import bundled_folder, model

SCHEMA = bundled_folder().compiled(IWMO_3_2.kinds["WMO305"])
LEAF = re.compile(r"<([wi]:\w+)>[^<]*</\1>")
PIECES = ("", "x", "<w:Vreemd/>", "<!-- -->", "los", "<i:Code/>", "<w:Bsn>1</w:Bsn>")


def log_of(document: Document) -> Any:
    SCHEMA.validate(document.root)
    return SCHEMA.error_log


def names(found: Any) -> set[str]:
    return {etree.QName(each).localname for each in found}


def with_default_namespace(data: bytes) -> bytes:
    return data.replace(b"xmlns:w=", b"xmlns=").replace(b"<w:", b"<").replace(b"</w:", b"</")


@given(
    st.lists(st.tuples(st.integers(0, 19), st.sampled_from(PIECES), st.booleans()), min_size=1, max_size=3),
    st.booleans(),
)
@example([(10, "", False)], True)
def test_an_explanation_by_the_log_is_that_of_a_look_at_everything(
    changes: list[tuple[int, str, bool]], default_namespace: bool
) -> None:
    text = wmo305(START * 2).decode()
    for number, piece, within in changes:
        leaves = list(LEAF.finditer(text))
        leaf = leaves[number % len(leaves)]
        new = f"<{leaf[1]}>{piece}</{leaf[1]}>" if within else piece
        text = text[: leaf.start()] + new + text[leaf.end() :]
    data = text.encode()
    try:
        document = parse(with_default_namespace(data) if default_namespace else data)
    except XmlProblem:
        assume(False)
    faulty = faulty_elements(document.root, log_of(document))
    if faulty is not None:
        assert walk(document, model("WMO305"), faulty) == walk(document, model("WMO305"))


@pytest.mark.parametrize("change", [bytes, with_default_namespace])
def test_the_elements_around_a_fault_are_all_that_is_looked_at(change: Any) -> None:
    data = changed("<w:Geslacht>1", "<w:Geslacht>man").replace(b"2025-02-03", b"morgen")
    document = parse(change(data))
    found = faulty_elements(document.root, log_of(document))
    assert found is not None
    assert found.values_only
    assert names(found.elements()) == {"Client", "Geslacht", "StartProducten", "StartProduct", "Begindatum"}


def test_the_one_of_several_that_is_at_fault_is_found() -> None:
    document = parse(wmo305(START + START.replace(">1<", ">x<") + START))
    found = faulty_elements(document.root, log_of(document))
    assert found is not None
    products = document.root.iterfind(".//{*}StartProduct")
    assert [each in found.elements() for each in products] == [False, True, False]


@pytest.mark.parametrize(
    "data",
    [
        changed("<w:Geslacht>", "<w:Geslacht x='1'>"),
        changed("<w:Geslacht>", "<w:Geslacht xsi:nil='true'>"),
        wmo305(START.replace(">1<", ">x<") * 21),
        wmo305(),
    ],
    ids=["an attribute", "nil", "too much", "nothing"],
)
def test_a_log_that_may_not_tell_all_is_not_gone_by(data: bytes) -> None:
    document = parse(data)
    assert faulty_elements(document.root, log_of(document)) is None
