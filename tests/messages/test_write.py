"""Writing: always the same bytes, never a message that its schema refuses."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from gateway.messages.kinds.start import Wmo306
from gateway.messages.registry import Message
from gateway.messages.write import InvalidMessage, write
from gateway.standard.findings import Severity
from tests.support.messages.messages import as_read, schemas, start_product, wmo301, wmo305, wmo307, xml
from tests.support.messages.strategies import all_messages


@given(all_messages)
def test_write_read_write_gives_the_same_bytes(message: Message) -> None:
    data = xml(message)
    assert xml(as_read(message)) == data
    assert xml(message) == data


def test_the_layout_is_fixed() -> None:
    expected = Path(__file__).with_name("wmo305.xml").read_bytes()
    assert xml(wmo305()) == expected


@pytest.mark.parametrize("message", [wmo301(), wmo305(), wmo307()], ids=lambda message: message.soort.name)
def test_declaration_and_prefixes_stand_at_the_top(message: Message) -> None:
    declaratie, root, *_ = xml(message).decode().splitlines()
    prefix = message.soort.prefix
    assert declaratie == '<?xml version="1.0" encoding="UTF-8"?>'
    assert root.startswith(f'<{prefix}:Bericht xmlns:{prefix}="{message.soort.namespace}" xmlns:iwmo="')
    assert xml(message).count(b"xmlns") == 2


@pytest.mark.parametrize("text", ["a & b", "<b>", "]]>", "&amp;", "\"'", "a\rb\r\nc\n", "\u00a0é😀", "\u0085\u2028"])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    message = wmo301(commentaar=text)
    assert as_read(message).client.toegewezen_producten[0].commentaar == text


def test_what_the_schema_refuses_does_not_leave() -> None:
    with pytest.raises(InvalidMessage) as fault:
        xml(wmo305(status_aanlevering="7"))
    findings = fault.value.findings
    assert findings
    assert {(finding.level, finding.severity) for finding in findings} == {(1, Severity.AFKEUR)}
    assert any("StatusAanlevering" in finding.path for finding in findings)
    assert str(fault.value).startswith(findings[0].explanation)


@pytest.mark.parametrize(
    "message",
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
def test_nothing_invalid_leaves(message: Message) -> None:
    with pytest.raises(InvalidMessage) as fault:
        xml(message)
    assert all(finding.explanation for finding in fault.value.findings)


def test_the_message_of_the_error_counts_the_other_findings() -> None:
    faults = tuple(start_product(status_aanlevering="7", begindatum="gisteren") for _ in range(2))
    with pytest.raises(InvalidMessage, match=r"\(en nog \d+\)$"):
        xml(wmo305(start_producten=faults))


def test_a_return_message_needs_its_codes() -> None:
    forward = wmo305()
    without = Wmo306(header=replace(forward.header, bericht_code="419"), client=forward.client)
    with pytest.raises(InvalidMessage):
        write(without, schemas())
