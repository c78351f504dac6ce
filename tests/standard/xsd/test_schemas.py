"""The bundled schemas: two libraries load them and agree; findings agree with libxml2; what is odd but valid is so."""

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.standard.releases import BASIS_NAMESPACE, IWMO_3_2, MessageKind
from gateway.standard.resources import bundled
from gateway.standard.xml import guard
from gateway.standard.xml.parse import XmlProblem, parse, stream_errors
from gateway.standard.xsd.schemas import Schemas, Versions
from tests.standard.examples import BSN, START, changed, wmo305, wmo306
from tests.standard.xsd.grammar import bundled_folder, damaged, messages
from tests.support.examples import times

if TYPE_CHECKING:
    from xmlschema import XMLSchema

KINDS = list(IWMO_3_2.kinds)
SCHEMAS = Schemas()
FOLDER = bundled("xsd") / "iwmo-3.2"

quiet = settings(max_examples=times(1.5), deadline=None, suppress_health_check=list(HealthCheck))


@cache
def compiled(naam: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(FOLDER / IWMO_3_2.kinds[naam].schema))


@cache
def second_opinion(naam: str) -> "XMLSchema":
    from xmlschema import XMLSchema  # takes half a second, and of all processes that run tests only one has to

    return XMLSchema(str(FOLDER / IWMO_3_2.kinds[naam].schema))


@pytest.mark.parametrize("soort", IWMO_3_2.kinds.values(), ids=lambda soort: soort.name)
def test_each_schema_loads_in_both_libraries_and_names_itself(soort: MessageKind) -> None:
    compiled(soort.name)
    assert second_opinion(soort.name).target_namespace == soort.namespace
    assert SCHEMAS.versions(soort) == Versions("1.0.0", "1.0.0")
    stated = {
        etree.QName(element).localname: element.text
        for element in etree.fromstring(bundled_folder().files[soort.schema]).iterfind(".//{*}appinfo/*")
    }
    assert stated == {
        "standaard": "iwmo",
        "bericht": soort.prefix,
        "release": "3.2",
        **{f"{what}Xsd{bound}Versie": "1.0.0" for what in ("Bericht", "Basisschema") for bound in ("", "Min", "Max")},
    }


@quiet
@given(st.data())
def test_messages_grown_from_the_schema_are_valid(data: st.DataObject) -> None:
    root = data.draw(messages(data.draw(st.sampled_from(KINDS))))
    document = parse(etree.tostring(root, encoding="utf-8"))
    assert SCHEMAS.valid(document)
    assert SCHEMAS.findings(document) == []


@quiet
@given(st.data())
def test_both_libraries_give_the_same_verdict(data: st.DataObject) -> None:
    naam = data.draw(st.sampled_from(KINDS))
    root = data.draw(st.one_of(messages(naam), damaged(naam)))
    text = etree.tostring(root, encoding="utf-8")
    # xmlschema takes a no-break space for white space and a comment for an element; XML Schema does neither.
    assume("\u00a0".encode() not in text and b"<!--" not in text)
    try:
        document = parse(text)
    except XmlProblem:
        return
    assert SCHEMAS.valid(document) == second_opinion(document.soort.name).is_valid(document.root)


@settings(quiet, max_examples=times(4))
@given(st.data())
def test_the_findings_name_the_very_elements_that_libxml2_names(data: st.DataObject) -> None:
    root = data.draw(damaged(data.draw(st.sampled_from(KINDS))))
    try:
        document = parse(etree.tostring(root, encoding="utf-8"))
    except XmlProblem:
        return
    schema = compiled(document.soort.name)
    valid = schema.validate(document.root)
    named = {entry.path for entry in schema.error_log}
    assert SCHEMAS.valid(document) is valid
    assert (not stream_errors(document.text, schema)) is valid
    findings = SCHEMAS.findings(document)
    if len(findings) <= 50:
        assert {finding.path for finding in findings} == named
    for finding in findings:
        assert finding.explanation
        assert finding.remedy
        assert finding.level == 1
        assert finding.code == "XSD"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1950-01-31", " 1950-01-31\n"),
        ("1950-01-31", "19500-01-31"),
        ("1950-01-31", "-1950-01-31"),
        ("1950-01-31", "1950-<!-- x -->01-31"),
        (">3<", "> 3 <"),
        (">2<", "><![CDATA[2]]><"),
        ("Jansen", "&#160;"),
        ("Jansen", "é" * 200),
        ("<w:Bsn>", '<w:Bsn xsi:type="i:LDT_BurgerServicenummer">'),
        (
            "<w:Client>",
            '<w:Client xsi:schemaLocation="http://127.0.0.1:9/x y" xsi:noNamespaceSchemaLocation="/etc/passwd">',
        ),
        ("<w:Client>", "<?p?><w:Client><!-- x -->"),
        ("<w:Begindatum>", "<w:ToewijzingNummer>+0000000000000000000012</w:ToewijzingNummer><w:Begindatum>"),
        (BSN, "000000000"),
    ],
)
def test_what_is_odd_but_valid_stays_valid(old: str, new: str) -> None:
    document = parse(changed(old, new))
    assert SCHEMAS.valid(document)
    assert SCHEMAS.findings(document) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">3<", ">03<"),
        (">2<", ">+2<"),
        (">418<", "> 418<"),
        (">418<", ">999<"),
        (BSN, f" {BSN}"),
        (BSN, "\u0669" * 9),
        ("1950-01-31", "1950-01-31Z"),
        ("1950-01-31", "1950-01-31+01:00"),
        ("1950-01-31", "1950-02-29"),
        ("1950-01-31", "0000-01-31"),
        ("Jansen", "Jan\nsen"),
        ("Jansen", "Jan&#13;sen"),
        ("Jansen", "é" * 201),
        ("<w:Bsn>", '<w:Bsn xsi:nil="false">'),
        ("<w:Bericht ", '<w:Bericht xsi:nil="ja" '),
        ("<w:Bsn>", '<w:Bsn xsi:type="i:LDT_Naam">'),
        ("<w:BerichtCode>", '<w:BerichtCode xsi:type="i:LDT_BerichtCode">'),
        ("<w:Bsn>", '<w:Bsn xml:lang="nl">'),
        ("<w:Client>", "<w:Client>los"),
        ("</w:Client>", "</w:Client><w:Client/>"),
    ],
)
def test_what_is_odd_and_invalid_is_explained(old: str, new: str) -> None:
    document = parse(changed(old, new))
    assert not SCHEMAS.valid(document)
    assert len(SCHEMAS.findings(document)) == 1


def test_xinclude_is_an_element_that_does_not_belong() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    (finding,) = SCHEMAS.findings(parse(changed("<w:Bsn>", f"{include}<w:Bsn>")))
    assert finding.path == "/w:Bericht/w:Client/xi:include"
    assert "include hoort niet in Client. Verwacht: Bsn." in finding.explanation


def test_only_the_message_itself_is_a_root() -> None:
    for name in ("Header", "Client", "StartProduct"):
        with pytest.raises(XmlProblem):
            parse(f'<{name} xmlns="{IWMO_3_2.kinds["WMO305"].namespace}"/>'.encode())


@pytest.mark.parametrize("size", [1, 2_000])
def test_a_large_message_gets_the_same_verdict(size: int) -> None:
    assert SCHEMAS.valid(parse(wmo305(START * size)))
    for bad in ("<w:StartProduct/>", START.replace(">1<", ">4<"), "los"):
        assert not SCHEMAS.valid(parse(wmo305(START * size + bad)))
    bom = b"\xef\xbb\xbf" + wmo305(START * size)
    assert SCHEMAS.valid(parse(bom))


def test_a_large_message_may_be_damaged_in_its_last_bytes() -> None:
    data = wmo305(START * 2_000)
    assert SCHEMAS.findings(parse(data)) == []
    for end in (b"<x/></w:Bericht>", b"los</w:Bericht>"):
        (finding,) = SCHEMAS.findings(parse(data.replace(b"</w:Bericht>", end)))
        assert finding.path.startswith("/w:Bericht")


def test_an_element_of_the_basisschema_keeps_to_its_namespace() -> None:
    document = parse(wmo306().replace(BASIS_NAMESPACE.encode(), b"urn:x"))
    assert not SCHEMAS.valid(document)


LONG = 600 * 1024
"""Characters: more than a message can have in one place without its length being seen."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("START-1", "S" * LONG),
        ("START-1", f"<![CDATA[{'<' * LONG}]]>"),
        ("START-1", "S" * LONG + "<!-- x -->" + "S" * LONG),
        ("1950-01-31", " " * LONG + "1950-01-31"),
        ("1950-01-31", "1950-01-31<!-- " + "x" * LONG + " -->"),
        ("1950-01-31", "1950-01-31<?x " + "x" * LONG + "?>"),
        ("<w:Client>", " " * LONG + "<w:Client>"),
        ("<w:Client>", "x" * LONG + "<w:Client>"),
        ("1950-01-31", "1" * LONG),
    ],
    ids=["text", "CDATA", "in pieces", "date in space", "comment", "instruction", "space", "stray text", "digits"],
)
def test_a_very_long_text_is_judged_as_libxml2_does(old: str, new: str) -> None:
    document = parse(changed(old, new))
    assert SCHEMAS.valid(document) is compiled("WMO305").validate(document.root)
    assert len(SCHEMAS.findings(document)) == (not SCHEMAS.valid(document))


@given(st.binary(min_size=20).map(lambda data: data.replace(b"<", b"x")), st.binary(), st.binary())
def test_a_long_text_never_escapes_the_look_at_few_bytes(text: bytes, before: bytes, after: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "WINDOW", 10)
        assert guard.may_have_long_text(before + b"<" + text + b"<" + after)
        assert not guard.may_have_long_text(b"<a>bcdefg" * 10)
