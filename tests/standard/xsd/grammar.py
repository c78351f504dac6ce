"""Valid messages of every kind, grown from their schemas, and damage done to them."""

from functools import cache

from hypothesis import strategies as st
from lxml import etree

from gateway.standard.releases import BASIS_NAMESPACE, IWMO_3_2
from gateway.standard.resources import bundled
from gateway.standard.xsd.folder import SchemaFolder, read_folder
from gateway.standard.xsd.model import Complex, Model, Simple, read_model

XSI = "http://www.w3.org/2001/XMLSchema-instance"

GOOD = {
    "[0-9]{4}": ["0983", "0000"],
    "[0-9]{8}": ["12345678"],
    "[0-9]{9}": ["999990019", "000000000"],
    ".*[^\\s].*": ["x", " é ", "\u00a0", "😀"],
    "([.\\s]*\\S+[.\\s]*)+": ["x", " a.b\n c ", "\n\u00a0", "..."],
    "[0-9]*": ["0", "0612345678"],
    "([a-zA-ZÀ-ỳ])+": ["AB", "éÿ", "ỳ"],
    "([a-zA-Z0-9])+": ["D1"],
    "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)": ["1.0.0", "0.10.200"],
}
DATES = ["2025-01-31", "2024-02-29", " 1950-12-31\n", "12025-01-01", "-0044-03-15"]
TIMES = ["09:30:00", "23:59:59.123456789", "24:00:00", "\t00:00:00 "]
ODD = [
    "", " ", "\n", "x", "a\nb", " 1", "1 ", "01", "1", "9", "0", "-1", "+3", "03", "3.0", "1e3", "99999999999999999999",
    "000000000000000000000000000001", "2025-02-30", "2023-02-29", "2025-13-01", "31-01-2025", "2025-01-01Z",
    "2025-01-01+01:00", "2025-01-01T00:00:00", "0000-01-01", "02025-01-01", "2025-1-1", "09:30", "24:00:01", "25:00:00",
    "09:30:00Z", "09:30:00-01:00", "09:30:60", "09:30:00.", "12345678", "123456789", "1234567890", "12345", "999", "nl",
    "NL", "0200", "1.0", "01.0.0", "1.0.0.0", "a b", "A.B.", "×", "ỽ", "\u0660\u0661\u0662\u0663", "1\u00a0", "x" * 37,
    "é" * 201, "0983 ", "+31612", "-0", "--1", "2025-01-31 x",
]  # fmt: skip


@cache
def bundled_folder() -> SchemaFolder:
    return read_folder(bundled("xsd") / "iwmo-3.2", IWMO_3_2)


@cache
def model(naam: str) -> Model:
    found = read_model(bundled_folder(), IWMO_3_2.kinds[naam])
    assert found is not None
    return found


def values(kind: Simple) -> list[str]:
    """Return some texts that a simple type allows."""
    if kind.codes is not None:
        return list(kind.codes)[:3]
    if kind.kind == "date":
        return DATES
    if kind.kind == "time":
        return TIMES
    sources = [pattern.source for pattern in kind.patterns]
    if sources and sources[-1].isalnum():
        return [sources[-1]]
    if kind.kind == "integer":
        return ["0", str(kind.max_inclusive), " +7\n", "007"]
    return [text for text in (GOOD[sources[-1]] if sources else ["x"]) if len(text) <= (kind.max_length or 99)]


@st.composite
def messages(draw: st.DrawFn, naam: str, most: int = 3) -> etree._Element:
    """Return a valid message of this kind."""
    kind = model(naam)
    root = etree.Element(
        f"{{{kind.soort.namespace}}}Bericht", nsmap={"w": kind.soort.namespace, "i": BASIS_NAMESPACE, "xsi": XSI}
    )
    _grow(draw, root, kind.root, most)
    return root


def _grow(draw: st.DrawFn, element: etree._Element, kind: Simple | Complex, most: int) -> None:
    if isinstance(kind, Simple):
        element.text = draw(st.sampled_from(values(kind)))
        return
    for child in kind.children:
        lowest = 1 if child.required else 0
        for _ in range(draw(st.integers(lowest, most if child.unbounded else 1))):
            _grow(draw, etree.SubElement(element, child.tag), child.type, most)


@st.composite
def damaged(draw: st.DrawFn, naam: str) -> etree._Element:
    """Return a message of this kind with one to four things changed, most of them for the worse."""
    root = draw(messages(naam))
    for _ in range(draw(st.integers(1, 4))):
        element = draw(st.sampled_from(list(root.iter("{*}*"))))
        _damage(draw, root, element)
    return root


def _damage(draw: st.DrawFn, root: etree._Element, element: etree._Element) -> None:
    parent = element.getparent()
    kind = draw(st.integers(0, 9))
    if kind <= 2:
        leaves = [leaf for leaf in root.iter("{*}*") if not len(leaf)]
        draw(st.sampled_from(leaves)).text = draw(st.sampled_from(ODD))
    elif kind == 3:
        element.set(
            draw(st.sampled_from(["a", f"{{{XSI}}}nil", f"{{{XSI}}}schemaLocation", f"{{{XSI}}}type"])), "i:LDT_Naam"
        )
    elif kind == 4:
        etree.SubElement(element, draw(st.sampled_from(["x", f"{{{BASIS_NAMESPACE}}}Datum", str(root.tag)])))
    elif kind == 5:
        comment = etree.Comment("c")
        comment.tail = draw(st.sampled_from(["", " ", "t"]))
        element.insert(0, comment)
    elif parent is None:
        element.text = "los"
    elif kind == 6:
        parent.remove(element)
    elif kind == 7:
        parent.append(element)
    elif kind == 8:
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        element.addnext(copy)
    else:
        name = etree.QName(element)
        other = root.nsmap["i"] if name.namespace == root.nsmap["w"] else root.nsmap["w"]
        element.tag = draw(
            st.sampled_from([f"{{{other}}}{name.localname}", f"{{{name.namespace}}}{name.localname}s", name.localname])
        )
