"""Paths and lines of elements, exact in documents of any length."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.xml.parse import parse
from gateway.standard.xml.places import LAST_EXACT_LINE, Lines, Places, line_of
from tests.standard.xml.refused import within

PIECES = ["\n", "<a/>", "<a>x\n</a>", "<!-- <a> \n -->", "<![CDATA[<a>\n]]>", "<?p <a>?>"]


def test_a_tree_without_lines_has_none() -> None:
    root = etree.Element("a")
    assert line_of(root) is None
    assert Places().path(root) == "/a"


def test_lines_beyond_65535_are_known() -> None:
    document = parse(within(b"\n" * 70_000 + b"<a/>"))
    assert document.root[0].sourceline == 70_001


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), st.randoms())
def test_a_path_leads_to_its_element_in_whatever_order_it_is_asked(names: list[str], random) -> None:
    root = etree.fromstring(f"<r>{''.join(f'<{name}/>' for name in names)}</r>")
    children = [*root]
    random.shuffle(children)
    places = Places()
    for child in children:
        path = places.path(child)
        assert root.getroottree().xpath(path) == [child]
        assert path.endswith("]") is (names.count(child.tag) > 1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_lines_are_those_of_libxml2_as_far_as_it_knows_them(pieces: list[str]) -> None:
    far = "\n" * LAST_EXACT_LINE
    near, moved = (parse(within(f"{start}{''.join(pieces)}".encode())) for start in ("\n", far))
    lines = Lines(moved.root, moved.text)
    found = [lines.of(element) for element in moved.root.iter(etree.Element)]
    shift = LAST_EXACT_LINE - 1
    expected = [line_of(element) for element in near.root.iter(etree.Element)]
    assert found == [expected[0], *(line + shift for line in expected[1:])]
