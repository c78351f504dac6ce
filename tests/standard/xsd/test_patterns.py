"""The patterns of the schemas mean the same to every processor, in a message of any size."""

import re
from pathlib import Path

import pytest
from lxml import etree

from gateway.standard.resources import bundled
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas
from tests.standard.xsd.folders import copied
from tests.support.messages.messages import toegewezen_product, wmo301, xml

XSD = bundled("xsd") / "iwmo-3.2"
SCHEMAS = Schemas()
GOOD_TIMES = ["10:00:00", "00:00:00.123", "24:00:00", " 10:00:00 "]
BAD_TIMES = ["10:00:00-01:00", "10:00:00+01:00", "10:00:00Z", "10:00:00-14:00", "10:00:00.5-00:00"]
CODES = {path.name: path.read_text(encoding="utf-8") for path in sorted(XSD.glob("*.xsd"))}
PATTERNS = sorted({found for text in CODES.values() for found in re.findall(r'<xs:pattern value="([^"]*)"', text)})


def at(time: str, size: int = 0) -> bytes:
    data = xml(wmo301(toegewezen_producten=(toegewezen_product(toewijzingstijd="10:00:00"),)))
    assert data.count(b">10:00:00<") == 1
    filler = b"?><!-- " + b"x " * (size // 2) + b"-->" if size else b"?>"
    return data.replace(b">10:00:00<", f">{time}<".encode()).replace(b"?>", filler, 1)


@pytest.mark.parametrize("size", [0, 70_000, 300_000])
@pytest.mark.parametrize("time", [*GOOD_TIMES, *BAD_TIMES])
def test_a_time_has_no_zone_in_a_message_of_any_size(time: str, size: int) -> None:
    document = parse(at(time, size))
    assert SCHEMAS.valid(document) is (time in GOOD_TIMES)
    assert (not SCHEMAS.findings(document)) is (time in GOOD_TIMES)


@pytest.mark.parametrize("time", [*GOOD_TIMES, *BAD_TIMES])
def test_the_walk_sees_a_time_as_libxml2_does(time: str) -> None:
    findings = SCHEMAS.findings(parse(at(time)))
    assert [finding.path.rpartition(":")[2] for finding in findings] == ["Toewijzingstijd"] * (time in BAD_TIMES)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_is_written_in_a_way_that_a_processor_reads_otherwise(pattern: str) -> None:
    for inside in re.findall(r"\[\^?((?:[^\]\\]|\\.)*)\]", pattern):
        assert not inside.endswith("-") or inside.endswith("\\-"), "a hyphen at the end of a class"
        assert not inside.startswith("-"), "a hyphen at the start of a class"
        assert "[" not in inside, "class subtraction"
    assert not re.search(r"[\^$]", re.sub(r"\[\^", "[", pattern)), "anchors are plain characters in a pattern"
    assert not re.search(r"\\[dwcipPDWCI]", pattern), "a class of Unicode: processors know different versions"
    assert all(int(most) <= 100 for most in re.findall(r"[{,]([0-9]+)\}", pattern))


@pytest.mark.parametrize("pattern", [r"[^Z+-]+", r"[^+Z-]+", r"[^\-Z+]+", r"[^Z+\-]+"])
def test_a_hyphen_at_the_end_of_a_class_counts_in_a_folder_of_schemas_too(tmp_path: Path, pattern: str) -> None:
    folder = copied(tmp_path)
    basis = folder / "basisschema.xsd"
    text = basis.read_text(encoding="utf-8")
    (mine,) = re.findall(r'"\[\^[^"]*Z[^"]*\+[^"]*\]\+"', text)
    basis.write_text(text.replace(mine, f'"{pattern}"'), encoding="utf-8")
    schemas = Schemas(folder)
    for size in (0, 70_000):
        assert [schemas.valid(parse(at(time, size))) for time in GOOD_TIMES] == [True] * len(GOOD_TIMES)
        assert [schemas.valid(parse(at(time, size))) for time in BAD_TIMES] == [False] * len(BAD_TIMES)


@pytest.mark.parametrize("time", [*GOOD_TIMES, *BAD_TIMES])
def test_libxml2_alone_reads_the_pattern_of_a_time_right(time: str) -> None:
    (pattern,) = [each for each in PATTERNS if "Z" in each and "+" in each.partition("]")[0]]
    schema = etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType>'
            f'<xs:restriction base="xs:time"><xs:pattern value="{pattern}"/></xs:restriction></xs:simpleType>'
            "</xs:element></xs:schema>"
        )
    )
    assert schema.validate(etree.fromstring(f"<a>{time}</a>")) is (time in GOOD_TIMES)
