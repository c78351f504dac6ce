"""What only libxml2's log tells of an invalid message."""

from pathlib import Path

from gateway.standard.xml.parse import parse
from gateway.standard.xsd.log import MAX_LINES, from_log
from gateway.standard.xsd.schemas import Schemas
from tests.standard.examples import BSN, START, changed, wmo305
from tests.standard.xsd.folders import copied
from tests.standard.xsd.test_explain import only


def test_what_the_walk_does_not_find_is_told_from_the_log() -> None:
    finding = only(changed("<w:BerichtCode>", '<w:BerichtCode xsi:type="i:LDT_BerichtCode">'))
    assert finding.path == "/w:Bericht/w:Header/w:BerichtCode"
    assert finding.line == 3
    assert finding.explanation == "BerichtCode heeft een attribuut xsi:type dat een ander type noemt."


def test_what_the_walk_does_not_find_in_a_large_message_has_no_place() -> None:
    data = wmo305(START * 1_000).replace(b"<w:BerichtCode>", b'<w:BerichtCode xsi:type="i:LDT_BerichtCode">')
    finding = only(data)
    assert finding.path == "//BerichtCode"
    assert finding.line is None


def test_a_schema_unlike_those_of_the_standard_is_explained_from_the_log(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    basis = folder / "basisschema.xsd"
    text = basis.read_text("utf-8")
    basis.write_text(
        text.replace('<xs:maxLength value="9"/>', '<xs:maxLength value="9"/><xs:whiteSpace value="preserve"/>'), "utf-8"
    )
    bad = START.replace(">1<", f">{BSN}<")
    found = Schemas(folder).findings(parse(wmo305(bad * 60)))
    assert len(found) == 50
    assert len({finding.path for finding in found}) == 50
    assert found[0].explanation == "StatusAanlevering heeft een te lange waarde."
    assert all(BSN not in repr(finding) for finding in found)


def test_an_empty_log_still_gives_a_finding() -> None:
    (finding,) = from_log(parse(wmo305()), [])
    assert finding.explanation == "Het bericht voldoet niet aan het schema."


def test_one_finding_is_given_for_each_place_and_none_shows_a_bsn() -> None:
    class Entry:
        def __init__(self, path: str) -> None:
            self.path, self.line, self.type_name = path, 7, "SCHEMAV_CVC_ENUMERATION_VALID"
            self.message = f"Element '{{urn:x}}Geslacht': the value '{BSN}' is wrong"

    found = from_log(parse(wmo305()), [Entry(f"/a[{n // 2}]") for n in range(4 * MAX_LINES)])
    assert len(found) == MAX_LINES
    assert found[0].line == 7
    assert found[0].explanation == "Geslacht heeft een waarde die niet in de codelijst staat."
    assert all(BSN not in repr(finding) for finding in found)
