"""Every encoding that is taken, what is refused, and that neither changes what a message says."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.xml.encoding import MAX_TEXT_BYTES, check_charset
from gateway.standard.xml.parse import Document, XmlProblem, parse
from gateway.standard.xml.places import Lines
from gateway.standard.xsd.schemas import Schemas
from tests.standard.examples import changed, wmo305

BOMS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-8-sig": codecs.BOM_UTF8,
}
WAYS = [
    ("us-ascii", "US-ASCII"),
    ("us-ascii", "ascii"),
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "utf-8"),
    ("iso-8859-1", "ISO-8859-1"),
    ("iso-8859-1", "latin1"),
    ("iso-8859-1", "iso8859-1"),
    ("iso-8859-1", "ISO_8859-1"),
    ("iso-8859-15", "iso-8859-15"),
    ("iso-8859-15", "Latin-9"),
    ("cp1252", "windows-1252"),
    ("cp1252", "CP1252"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "utf-16"),
    ("utf-16-le", "UTF-16LE"),
    ("utf-16-be", "UTF-16BE"),
]
SCHEMAS = Schemas()


def encoded(text: str, codec: str, name: str | None) -> bytes:
    """Return the text with a declaration, in this codec; what ASCII lacks becomes a character reference."""
    body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    declared = "" if name is None else f'<?xml version="1.0" encoding="{name}"?>'
    plain = codec.removesuffix("-sig")
    return BOMS.get(codec, b"") + (declared + body).encode(plain, "xmlcharrefreplace")


def problem(data: bytes) -> XmlProblem:
    with pytest.raises(XmlProblem) as caught:
        parse(data)
    return caught.value


def shape(document: Document) -> list[tuple[str, str | None, int]]:
    return [(element.tag, element.text, element.sourceline) for element in document.root.iter()]


@pytest.mark.parametrize(("codec", "name"), WAYS)
def test_a_message_reads_the_same_in_every_encoding(codec: str, name: str) -> None:
    text = wmo305().decode()
    data = encoded(text, codec, name)
    document = parse(data)
    assert document.data is data
    assert shape(document) == shape(parse(encoded(text, "utf-8", "UTF-8")))
    assert SCHEMAS.valid(document)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_needs_no_declaration(codec: str) -> None:
    assert SCHEMAS.valid(parse(encoded(wmo305().decode(), codec, None)))


@settings(max_examples=60, deadline=None)
@given(
    way=st.sampled_from(WAYS),
    name=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2100, exclude_categories=["Cs", "Cc"]), max_size=60),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_findings_do_not_depend_on_the_encoding(way: tuple[str, str], name: str, line_end: str) -> None:
    safe = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = changed("Jansen", safe).decode().replace("\r\n", "\n").replace("\n", line_end)
    codec, declared = way
    text.encode("utf-8")
    document = parse(encoded(text, "utf-8", "UTF-8"))
    other = parse(encoded(text, codec, declared))
    assert shape(other) == shape(document)
    assert SCHEMAS.valid(other) is SCHEMAS.valid(document)
    assert SCHEMAS.findings(other) == SCHEMAS.findings(document)


@pytest.mark.parametrize(("codec", "name"), WAYS)
def test_a_large_message_reads_the_same_in_every_encoding(codec: str, name: str) -> None:
    text = wmo305().decode().replace("?>", "?><!--" + "é x " * 30_000 + "-->", 1)
    body = text[text.index("?>") + 2 :]
    assert SCHEMAS.valid(parse(encoded(body.replace("é", "e") if codec == "us-ascii" else body, codec, name)))


@pytest.mark.parametrize(("codec", "name"), WAYS)
@pytest.mark.parametrize("large", [False, True])
def test_a_doctype_is_refused_in_every_encoding(codec: str, name: str, large: bool) -> None:
    body = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>' + ("<!--" + "x" * 70_000 + "-->" if large else "")
    assert problem(encoded(body, codec, name)).code == "doctype"


@pytest.mark.parametrize(("codec", "name"), WAYS)
def test_an_entity_is_refused_in_every_encoding(codec: str, name: str) -> None:
    text = wmo305().decode().replace("<w:Client>", "<w:Client>&x;", 1)
    assert problem(encoded(text, codec, name)).code == "entiteit"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
        codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="UTF-16"?><a/>',
        codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="US-ASCII"?><a/>',
        b'<?xml version="1.0" encoding="UTF-16"?><a/>',
        b'<?xml version="1.0" encoding="UTF-16LE"?><a/>',
        encoded("<a/>", "utf-16-le", "UTF-8"),
        encoded("<a/>", "utf-16-be", "ISO-8859-1"),
        encoded("<a/>", "utf-16-le", "UTF-16BE"),
        encoded("<a/>", "utf-16-be", "UTF-16LE"),
        b'<?xml version="1.0" encoding="US-ASCII"?><a>\xc3\xa9</a>',
        b'<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>',
        b"<a>\xe9</a>",
    ],
)
def test_bytes_that_contradict_their_declaration_are_refused(data: bytes) -> None:
    assert problem(data).code == "codering"


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_windows_1252_lacks_is_refused_with_its_place(byte: int) -> None:
    found = problem(b'<?xml version="1.0" encoding="windows-1252"?>\r\r<a>\xe9' + bytes([byte]) + b"</a>")
    assert (found.code, found.line) == ("codering", 3)
    assert f"0x{byte:02X}" in found.text


@pytest.mark.parametrize("name", ["ISO-8859-1", "ISO-8859-15"])
def test_control_characters_of_iso_8859_are_text_as_for_libxml2(name: str) -> None:
    text = wmo305().decode().replace("\r\n", "\n")
    at = text.index("</i:Achternaam>")
    text = text[:at] + "\x80\x85\x9f" + text[at:]
    document = parse(encoded(text, name.lower(), name))
    assert "\x80\x85\x9f" in "".join(document.root.itertext())
    assert shape(document) == shape(parse(encoded(text, "utf-8", "UTF-8")))


@pytest.mark.parametrize(
    "wrong", [b"<", b"\x00\xd8<\x00", b"\x00\xdc<\x00"], ids=["half", "first of a pair", "second of a pair"]
)
def test_broken_utf16_is_refused(wrong: bytes) -> None:
    assert problem(codecs.BOM_UTF16_LE + "<a>".encode("utf-16-le") + wrong).code == "codering"


def test_nul_in_utf16_is_refused() -> None:
    assert problem(codecs.BOM_UTF16_LE + "<a>\0</a>".encode("utf-16-le")).code == "nul"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", [None, "utf-8", "UTF-16"])
def test_b13_a_second_byte_order_mark_is_refused(codec: str, name: str | None) -> None:
    plain = codec.removesuffix("-sig")
    text = wmo305().decode()
    body = text[text.index("?>") + 2 :]
    declared = "" if name is None else f'<?xml version="1.0" encoding="{name}"?>'
    assert problem(BOMS[codec] + ("\ufeff" + declared + body).encode(plain)).code == "niet-welgevormd"
    assert problem(BOMS[codec] + ("\ufeff\ufeff" + declared + body).encode(plain)).code == "niet-welgevormd"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16-le"])
def test_b13_a_byte_order_mark_after_white_space_or_the_declaration_is_refused(codec: str) -> None:
    plain = codec.removesuffix("-sig")
    for text in (" \ufeff<a/>", "<?xml version='1.0'?>\ufeff<a/>", "<a/>\ufeff"):
        assert problem(BOMS[codec] + text.encode(plain)).code == "niet-welgevormd"


def test_b13_a_zero_width_space_within_text_is_text() -> None:
    text = wmo305().decode().replace("</i:Achternaam>", "\ufeff</i:Achternaam>", 1)
    assert parse(text.encode()).root is not None


def test_what_grows_beyond_50_mb_is_refused() -> None:
    size = MAX_TEXT_BYTES // 3 + 1
    data = b'<?xml version="1.0" encoding="windows-1252"?><a>' + b"\x80" * size + b"</a>"
    assert problem(data).code == "te-groot"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp1252"])
def test_b14_lines_are_those_of_an_editor(codec: str, line_end: str) -> None:
    lines = wmo305().decode().replace("\r\n", "\n").split("\n")
    at = next(number for number, line in enumerate(lines, 1) if "StatusAanlevering" in line)
    lines[at - 1] = lines[at - 1].replace("StatusAanlevering>1<", "StatusAanlevering>X<")
    lines[0] = lines[0].replace("UTF-8", {"utf-16-le": "UTF-16", "cp1252": "windows-1252"}.get(codec, codec))
    data = BOMS.get(codec, b"") + line_end.join(lines).encode(codec)
    (finding,) = SCHEMAS.findings(parse(data))
    assert finding.line == at
    broken = data[: data.index("</w:StatusAanlevering".encode(codec))]
    assert problem(broken).line == at


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_b14_a_problem_is_on_the_line_of_an_editor(line_end: str) -> None:
    assert problem(line_end.encode() * 3 + b"<!DOCTYPE a><a/>").line == 4
    assert problem(b"<a>" + line_end.encode() * 3 + b"\xff</a>").line == 4
    assert problem(b"<a>" + line_end.encode() * 3 + b"\0</a>").line == 4


def test_b14_line_ends_of_every_kind_may_be_mixed() -> None:
    text = wmo305().decode().replace("\r\n", "\n")
    head, rest = text.split("\n", 1)
    document = parse((head + "\r\r\n\n\r" + rest).encode())
    assert document.root.sourceline == parse(text.encode()).root.sourceline + 3


@pytest.mark.parametrize(
    ("charset", "data", "agrees"),
    [
        ("utf-8", b"<a>\xc3\xa9</a>", True),
        ("UTF8", codecs.BOM_UTF8 + b"<a/>", True),
        ("iso-8859-1", b"<a/>", True),
        ("us-ascii", b"<a/>", True),
        ("us-ascii", b"<a>\xc3\xa9</a>", False),
        ("iso-8859-1", b"<a>\xc3\xa9</a>", False),
        ("utf-8", b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', False),
        ("latin1", b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', True),
        ("utf-16", encoded("<a/>", "utf-16-be", None), True),
        ("utf-16le", encoded("<a/>", "utf-16-be", None), False),
        ("utf-8", encoded("<a/>", "utf-16-be", None), False),
        ("utf-16", b"<a/>", False),
        ("nonsense", b"<a/>", False),
    ],
)
def test_a_charset_beside_the_message_may_not_contradict_it(charset: str, data: bytes, agrees: bool) -> None:
    if agrees:
        check_charset(charset, data)
        return
    with pytest.raises(XmlProblem, match="charset"):
        check_charset(charset, data)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", [65_530, 65_533, 70_000])
def test_b14_lines_beyond_65535_are_those_of_an_editor(line_end: str, before: int) -> None:
    text = wmo305().decode().replace("\r\n", "\n").replace("><", ">\n<")
    head, rest = text.split("\n", 1)
    filler = "<!-- <a> -->" + "\n" * before
    lines = (head + filler + rest.replace("StatusAanlevering>1<", "StatusAanlevering>X<")).split("\n")
    at = next(number for number, line in enumerate(lines, 1) if "StatusAanlevering" in line)
    document = parse(line_end.join(lines).encode())
    assert [finding.line for finding in SCHEMAS.findings(document)] == [at]
    exact = Lines(document.root, document.text)
    for element in document.root.iter(etree.Element):
        tag = f"<{element.prefix}:{etree.QName(element).localname}"
        line = exact.of(element)
        assert line is not None
        assert lines[line - 1].startswith(tag)


def test_b14_a_contradicting_code_far_down_has_its_line() -> None:
    text = changed("<w:Header>", "\n" * 70_000 + "<w:Header>").decode().replace(">418<", ">414<")
    found = problem(text.encode())
    assert (found.code, found.line) == ("berichtcode", text[: text.index("<w:BerichtCode")].count("\n") + 1)
