"""Every way in which bytes are refused, with its own code and words; and what is let through."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import MAX_DEPTH, Document, XmlProblem, parse, parse_schema
from tests.standard.examples import START, changed, wmo305, wmo306
from tests.standard.xml.refused import CLOSE, OPEN, problem, within


def test_a_message_is_read_with_its_kind_and_its_bytes() -> None:
    data = wmo305()
    document = parse(data)
    assert document.soort.name == "WMO305"
    assert document.data is data
    assert etree.QName(document.root).localname == "Bericht"


@pytest.mark.parametrize("soort", IWMO_3_2.kinds.values(), ids=lambda soort: soort.name)
def test_every_kind_is_known_by_its_namespace(soort) -> None:
    assert parse(f'<x:Bericht xmlns:x="{soort.namespace}"/>'.encode()).soort is soort


# --- encodings


@pytest.mark.parametrize(
    "declaration",
    [
        "",
        '<?xml version="1.0"?>',
        "<?xml version='1.0' encoding='UTF-8'?>",
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n',
        '<?xml version="1.0" encoding = "Utf-8" ?>',
        '<?xml version="1.1" encoding="UTF-8"?>',
        '<?xml-stylesheet href="x" encoding="UTF-16"?>',
    ],
)
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
def test_utf8_is_read_however_it_is_declared(declaration: str, bom: bytes) -> None:
    document = parse(bom + declaration.encode() + within("<x>é€😀</x>".encode()))
    assert document.root[0].text == "é€😀"


@pytest.mark.parametrize("name", ["UTF-7", "UTF-32", "x", "EBCDIC-CP-NL", "UTF-8 ", "ISO-8859-2", "UCS-2"])
def test_another_declared_encoding_is_refused(name: str) -> None:
    found = problem(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode())
    assert (found.code, found.line) == ("codering", 1)
    assert f"'{name}'" in found.text
    assert "UTF-8" in found.text


def test_utf7_cannot_smuggle_markup() -> None:
    data = b"<?xml version='1.0' encoding='UTF-7'?>" + within(b"+ADw-x/+AD4-")
    assert problem(data).code == "codering"
    undeclared = parse(within(b"+ADw-x/+AD4-"))
    assert undeclared.root.text == "+ADw-x/+AD4-"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_refused_by_name(encoding: str) -> None:
    found = problem(wmo305().decode().encode(encoding))
    assert found.code == "codering"
    assert encoding[:6].upper() in found.text


@pytest.mark.parametrize(("start", "name"), [(b"+/v8-<a/>", "UTF-7"), (b"\x4c\x6f\xa7\x94\x93", "EBCDIC")])
def test_other_encodings_are_refused_by_their_first_bytes(start: bytes, name: str) -> None:
    found = problem(start)
    assert found.code == "codering"
    assert name in found.text


@pytest.mark.parametrize(
    "wrong", [b"\xff", b"\xe9", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xc3<"]
)
def test_invalid_utf8_is_refused_with_the_place_of_the_byte(wrong: bytes) -> None:
    found = problem(OPEN + b"\n\nabc" + wrong + CLOSE)
    assert (found.code, found.line) == ("codering", 3)
    assert f"Byte {len(OPEN) + 6} (0x{wrong[0]:02X})" in found.text


def test_nul_is_refused_with_its_place() -> None:
    found = problem(OPEN + b"\nab\0" + CLOSE)
    assert (found.code, found.line) == ("nul", 2)
    assert f"teken {len(OPEN) + 4}" in found.text


# --- DOCTYPE and entities


@pytest.mark.parametrize("content", [b"&foo;", b"<a b='&foo;'/>", b"<a>x &nbsp; y</a>"])
def test_entities_are_refused(content: bytes) -> None:
    found = problem(within(content))
    assert found.code == "entiteit"
    assert "&amp;" in found.text


def test_predefined_entities_and_character_references_are_text() -> None:
    assert parse(within(b"&lt;&amp;&gt;&quot;&apos;&#233;&#x20AC;")).root.text == "<&>\"'é€"


@pytest.mark.timeout(30)
def test_entity_bombs_do_nothing() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE b [<!ENTITY l0 "ha">{laughs}]><b>&l11;</b>'.encode()
    blowup = f'<!DOCTYPE b [<!ENTITY a "{"a" * 100_000}">]><b>{"&a;" * 100_000}</b>'.encode()
    assert problem(bomb).code == "doctype"
    assert problem(blowup).code == "doctype"


# --- size


def test_nesting_is_bounded_exactly() -> None:
    inner = MAX_DEPTH - 1
    assert parse(within(b"<a>" * inner + b"</a>" * inner)).soort.name == "WMO305"
    for data in (
        within(b"<a>" * (inner + 1) + b"</a>" * (inner + 1)),
        within(b"<a>" * inner + b"<a/>" + b"</a>" * inner),
    ):
        assert problem(data).code == "te-diep"
    assert problem(within(b"<a>" * 5000 + b"</a>" * 5000)).code == "te-diep"
    assert "64 niveaus" in problem(within(b"<a>" * 300 + b"</a>" * 300)).text


def test_a_text_of_more_than_ten_million_characters_is_read() -> None:
    assert len(parse(within(b"x" * 12_000_000)).root.text or "") == 12_000_000


# --- kind


def test_a_header_that_contradicts_the_namespace_is_refused() -> None:
    found = problem(changed(">418<", ">420<"))
    assert (found.code, found.line, found.soort) == ("berichtcode", 3, IWMO_3_2.kinds["WMO305"])
    assert found.text == ("BerichtCode 420 hoort bij WMO307, maar de namespace is die van WMO305 (BerichtCode 418).")


@pytest.mark.parametrize("text", ["41<!-- x -->4", " 414\n", "<![CDATA[414]]>", "&#52;14", "<!-- x -->414"])
def test_the_contradiction_is_found_however_the_code_is_written(text: str) -> None:
    assert problem(changed(">418<", f">{text}<")).code == "berichtcode"


@pytest.mark.parametrize("text", ["418", "41<!-- x -->8", "999", "", "x", " 418 "])
def test_any_other_code_is_left_to_the_schema(text: str) -> None:
    assert parse(changed(">418<", f">{text}<")).soort.name == "WMO305"


def test_a_contradiction_is_found_behind_comments_and_other_elements() -> None:
    data = changed("<w:Header>", "<!-- x --><w:Header><!-- y --><w:Afzender/>")
    assert parse(data).soort.name == "WMO305"
    assert problem(data.replace(b">418<", b">414<!-- --><")).code == "berichtcode"


def test_a_contradiction_later_in_the_header_counts() -> None:
    data = changed("</w:XsdVersie>", "</w:XsdVersie><w:BerichtCode>420</w:BerichtCode>")
    assert parse(data).soort.name == "WMO305"  # the schema refuses a second BerichtCode
    moved = data.replace(b"<w:BerichtCode>418</w:BerichtCode>", b"")
    assert problem(moved).code == "berichtcode"


# --- what looks dangerous is inert


def test_xinclude_and_schema_hints_are_inert(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<geheim/>")
    data = within(
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'
        f'<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x {secret.as_uri()}"/>'.encode()
    )
    document = parse(data)
    assert [etree.QName(child).localname for child in document.root] == ["include", "a"]
    assert b"geheim" not in etree.tostring(document.root)


def test_a_stylesheet_instruction_is_inert() -> None:
    assert parse(b'<?xml-stylesheet href="file:///etc/passwd" type="text/xsl"?>' + wmo306()[39:]).soort.name == "WMO306"


# --- comments


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (wmo305(), False),
        (b"<!-- before -->" + within(b"a!"), False),
        (b"<?before?>" + within(b"a"), False),
        (within(b"<![CDATA[<!-- -->]]>"), False),
        (within(b"<a><!-- --></a>"), True),
        (within(b"<?p?>"), True),
        (codecs.BOM_UTF8 + b"<?xml version='1.0'?>" + within(b"<?p?>"), True),
    ],
)
def test_comments_are_noticed_inside_the_root(data: bytes, expected: bool) -> None:
    assert parse(data).has_comments is expected


def test_without_comments_the_text_is_joined_and_the_lines_stay() -> None:
    document = parse(codecs.BOM_UTF8 + within(b"\n<a>12<!-- x\n -->34<?p?>5<![CDATA[6]]></a>\n<b/>"))
    bare = document.without_comments()
    assert document.root[0].text == "12"
    assert bare.root[0].text == "123456"
    assert bare.root[1].sourceline == 4
    assert not Document(bare.soort, bare.root, b"", etree.tostring(bare.root)).has_comments
    plain = parse(within(b"<a/>"))
    assert plain.without_comments() is plain


_PARTS = st.lists(
    st.sampled_from(
        [" ", "\n", "\t", "\r\n", "\r", " " * 400, "x", "&#32;", "&#13;", "&amp;", "<!---->", "<?p?>", "<b/>"]
    ),
    max_size=5,
)


@given(st.lists(_PARTS, min_size=1, max_size=4))
def test_no_value_loses_white_space(texts: list[list[str]]) -> None:
    data = within("\n  ".join(f"<a>{''.join(parts)}</a>" for parts in texts).encode())

    def values(root: etree._Element) -> list[str | None]:
        return [each.text for each in root.iter() if not len(each) or each[0].tag is etree.Comment]

    assert values(parse(data).root) == values(etree.fromstring(data))


@pytest.mark.parametrize("start", [b"", b"<?xml version='1.0'?>", b"<!-- before --> <?before?>\n"])
def test_white_space_between_elements_is_left_out(start: bytes) -> None:
    root = parse(start + within(b"\n  <a> </a>\n  <b/>\n")).root
    assert (root.text, root[0].text, root[0].tail, root[1].tail) == (None, " ", None, None)


def test_a_schema_is_parsed_without_reading_anything_else() -> None:
    assert parse_schema(b"<a/>").tag == "a"
    with pytest.raises(etree.XMLSyntaxError):
        parse_schema(b"<a>")


# --- anything at all


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_message_or_a_problem(data: bytes) -> None:
    _message_or_problem(data)


PIECES = [
    b"<", b">", b"/>", b"</", b"<a>", b"</a>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml ", b"<?p", b"?>",
    b"<!DOCTYPE a", b"[<!ENTITY b 'c'>]>", b"&b;", b"&#", b"&lt;", b"=", b'"', b"'", b" ", b"\n", b"\0", b"\xff",
    b"\xc3\xa9", b"xmlns:p='u'", b"p:", b"encoding='UTF-7'", b"version='1.0'", codecs.BOM_UTF8, OPEN, CLOSE, b"x",
]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join), st.booleans())
def test_any_markup_is_a_message_or_a_problem(data: bytes, framed: bool) -> None:
    _message_or_problem(within(data) if framed else data)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(wmo305(START * 3))), st.integers(0, 40), st.sampled_from(PIECES))
def test_any_damage_leaves_a_message_or_a_problem(at: int, length: int, piece: bytes) -> None:
    data = wmo305(START * 3)
    _message_or_problem(data[:at] + piece + data[at + length :])


def _message_or_problem(data: bytes) -> None:
    try:
        document = parse(data)
    except XmlProblem:
        return
    assert document.soort.name in IWMO_3_2.kinds
    assert not document.without_comments().has_comments
