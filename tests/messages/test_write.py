"""Writing: always the same bytes, never a message that its schema refuses."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from gateway.messages.registry import Message
from gateway.messages.start import Wmo306
from gateway.messages.write import InvalidMessage, write
from gateway.standard.findings import Severity
from tests.support.messages.messages import gelezen, schemas, start_product, wmo301, wmo305, wmo307, xml
from tests.support.messages.strategies import alle_berichten


@given(alle_berichten)
def test_write_read_write_gives_the_same_bytes(bericht: Message) -> None:
    data = xml(bericht)
    assert xml(gelezen(bericht)) == data
    assert xml(bericht) == data


def test_the_layout_is_fixed() -> None:
    verwacht = Path(__file__).with_name("wmo305.xml").read_bytes()
    assert xml(wmo305()) == verwacht


@pytest.mark.parametrize("bericht", [wmo301(), wmo305(), wmo307()], ids=lambda bericht: bericht.soort.name)
def test_declaration_and_prefixes_stand_at_the_top(bericht: Message) -> None:
    declaratie, root, *_ = xml(bericht).decode().splitlines()
    prefix = bericht.soort.prefix
    assert declaratie == '<?xml version="1.0" encoding="UTF-8"?>'
    assert root.startswith(f'<{prefix}:Bericht xmlns:{prefix}="{bericht.soort.namespace}" xmlns:iwmo="')
    assert xml(bericht).count(b"xmlns") == 2


@pytest.mark.parametrize("tekst", ["a & b", "<b>", "]]>", "&amp;", "\"'", "a\rb\r\nc\n", "\u00a0é😀", "\u0085\u2028"])
def test_any_text_comes_back_as_it_was(tekst: str) -> None:
    bericht = wmo301(commentaar=tekst)
    assert gelezen(bericht).client.toegewezen_producten[0].commentaar == tekst


def test_what_the_schema_refuses_does_not_leave() -> None:
    with pytest.raises(InvalidMessage) as fout:
        xml(wmo305(status_aanlevering="7"))
    findings = fout.value.findings
    assert findings
    assert {(finding.level, finding.severity) for finding in findings} == {(1, Severity.AFKEUR)}
    assert any("StatusAanlevering" in finding.path for finding in findings)
    assert str(fout.value).startswith(findings[0].explanation)


@pytest.mark.parametrize(
    "bericht",
    [
        wmo305(start_producten=()),
        wmo305(retour_codes=("0200",)),
        wmo305(begindatum=""),
        wmo305(xslt_versie="2.10.5"),
        wmo305(bericht_code="420"),
        wmo305(bericht_code="999"),
        wmo301(commentaar="nul\x00teken"),
        wmo301(commentaar="bel\x07"),
        wmo301(commentaar="half paar \ud800"),
        wmo301(commentaar="\uffff"),
    ],
    ids=range(10),
)
def test_nothing_invalid_leaves(bericht: Message) -> None:
    with pytest.raises(InvalidMessage) as fout:
        xml(bericht)
    assert all(finding.explanation for finding in fout.value.findings)


def test_the_message_of_the_error_counts_the_other_findings() -> None:
    fouten = tuple(start_product(status_aanlevering="7", begindatum="gisteren") for _ in range(2))
    with pytest.raises(InvalidMessage, match=r"\(en nog \d+\)$"):
        xml(wmo305(start_producten=fouten))


def test_a_return_message_needs_its_codes() -> None:
    heen = wmo305()
    zonder = Wmo306(header=replace(heen.header, bericht_code="419"), client=heen.client)
    with pytest.raises(InvalidMessage):
        write(zonder, schemas())
