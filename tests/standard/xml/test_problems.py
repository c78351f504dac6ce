"""What is no XML or no message is refused in Dutch, with a place and a stable code."""

import codecs

import pytest

from gateway.standard.releases import BASIS_NAMESPACE
from gateway.standard.xml.problems import too_deep, unknown_root
from tests.standard.examples import BSN
from tests.standard.xml.refused import NS, OPEN, problem, within


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n"])
def test_nothing_is_refused_as_empty(data: bytes) -> None:
    assert problem(data).code == "leeg"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<a>\n<b></a>", "eindtag </a> past niet bij begintag <b> van regel 3"),
        (b"<a b='1' b='2'/>", "attribuut b staat er dubbel"),
        (b"<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "attribuut b staat er dubbel (zelfde namespace)"),
        (b"<p:a/>", "namespace-prefix p is niet gedeclareerd (xmlns:p ontbreekt)"),
        (b"<a b=x/>", "niet tussen aanhalingstekens"),
        (b"<a b/>", "attribuut b heeft geen waarde"),
        (b"<a b='<'/>", "schrijf &lt;"),
        (b"x & y", "&amp;"),
        (b"&lt x", "puntkomma"),
        (b"]]>", "']]>'"),
        (b"<!-- a -- b -->", "'--'"),
        (b"<?xml version='1.0'?>", "XML-declaratie"),
        (b"<? a?>", "verwerkingsinstructie"),
        (b"\x01", "teken dat in XML niet mag"),
        (b"&#0;", "teken dat in XML niet mag"),
        (b"&#xZ;", "tekenverwijzing"),
        (b"<a xmlns:b=''/>", "namespace-declaratie"),
    ],
)
def test_what_is_not_well_formed_is_told_in_dutch(content: bytes, words: str) -> None:
    found = problem(within(b"\n" + content))
    assert found.code == "niet-welgevormd"
    assert words in found.text
    assert f"regel {found.line}, kolom {found.column}" in found.text
    assert found.line is not None
    assert found.line >= 2
    assert "parser meldt" not in found.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hallo", "begint niet met een XML-element"),
        (OPEN + b"<a ", "de tag a wordt niet afgesloten met '>'"),
        (OPEN, "houdt op binnen element <Bericht>"),
        (OPEN + b"<a b='", "sluitend aanhalingsteken"),
        (within(b"") + b"<b/>", "na het einde van het rootelement"),
        (b" <?xml version='1.0'?><a/>", "XML-declaratie mag alleen helemaal aan het begin"),
        (b"<?xml version='2.0'?><a/>", "onbekende versie"),
        (b"<?xml encoding='UTF-8'?><a/>", "version"),
        (b"<?xml version='1.0'", "er ontbreekt een spatie"),
        (b"<?xml version='1.0' ><a/>", "XML-declaratie wordt niet afgesloten"),
    ],
)
def test_a_broken_frame_is_told_in_dutch(data: bytes, words: str) -> None:
    found = problem(data)
    assert found.code == "niet-welgevormd"
    assert words in found.text
    assert found.line == 1


def test_a_problem_shows_no_bsn() -> None:
    assert BSN not in problem(within(f"<b{BSN}></a>".encode())).text
    assert BSN not in problem(f'<a xmlns="urn:{BSN}"/>'.encode()).text


@pytest.mark.parametrize(
    ("root", "code", "words"),
    [
        ("<Bericht/>", "namespace", "geen namespace"),
        ('<Bericht xmlns="urn:x"/>', "namespace", "'urn:x'"),
        ('<Bericht xmlns="http://www.istandaarden.nl/iwmo/3_2/wmo399/schema"/>', "namespace", "iWmo 3.2"),
        ('<Bericht xmlns="http://www.istandaarden.nl/iwmo/3_1/wmo305/schema"/>', "release", "iWmo 3.1"),
        ('<Bericht xmlns="http://www.istandaarden.nl/iwmo/2_4/wmo305/schema"/>', "release", "iWmo 2.4"),
        ('<Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw305/schema"/>', "release", "iJw 3.2"),
        (f'<Berigt xmlns="{NS}"/>', "root", "Berigt"),
        (f'<Bericht xmlns="{BASIS_NAMESPACE}"/>', "root", "Bericht"),
    ],
)
def test_what_is_no_message_of_a_known_release_is_refused(root: str, code: str, words: str) -> None:
    found = problem(root.encode())
    assert (found.code, found.line) == (code, 1)
    assert words in found.text


def test_a_depth_is_told_with_its_bound() -> None:
    found = too_deep(64, 3, 7)
    assert (found.code, found.line, found.column) == ("te-diep", 3, 7)
    assert found.text == "De elementen zijn meer dan 64 niveaus diep genest."


def test_an_unknown_root_is_shown_without_a_bsn() -> None:
    found = unknown_root(f"urn:{BSN}", "Bericht", None)
    assert found.code == "namespace"
    assert BSN not in found.text
