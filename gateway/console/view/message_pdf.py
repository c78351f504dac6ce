"""A message as a document: what it is, what was found in it, and what it says by the names of the standard."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from gateway.console.view.words import kind, label, moment
from gateway.console.view.xml_view import MAX_LINES, Line
from gateway.exchange.kernel.paper.document import Document, Fact, Part, Width
from gateway.exchange.receiving.lookup import Found
from gateway.standard.calendar import dutch_days_in

_CUT: Final = f"Dit zijn de eerste {MAX_LINES} regels van het bericht; het bestand in XML bevat alles."


def message_document(found: Found, lines: Sequence[Line]) -> Document:
    """Return the message as a document. `lines`: what it says, at most `MAX_LINES` of it."""
    entry = found.entry
    findings = list(entry.bevindingen)
    said = "Er is niets gevonden dat niet klopt." if not findings else ""
    return Document(
        kind(entry.soort),
        f"van {entry.verzender} voor {entry.ontvanger}",
        (
            Part("Gegevens", facts=tuple(_about(found))),
            Part(
                "Wat er gevonden is", (said,) if said else (), columns=_FINDING, rows=[_row(each) for each in findings]
            ),
            Part(
                "Inhoud",
                (_CUT,) if len(lines) == MAX_LINES else (),
                facts=[Fact(each.name, _value(each), each.depth) for each in lines],
            ),
        ),
    )


_FINDING: Final[Sequence[tuple[str, Width]]] = (("Code", "smal"), ("Wat er is", "ruim"), ("Wat te doen", "ruim"))


def _about(found: Found) -> Iterator[Fact]:
    entry = found.entry
    yield Fact("Identificatie", entry.identificatie)
    yield Fact("Release", entry.release)
    yield Fact("Vastgelegd", moment(entry.vastgelegd_op))
    yield Fact("Oordeel", entry.oordeel.value)
    if found.outcome:
        yield Fact("Uitkomst", found.outcome)
    if found.answer:
        yield Fact("Beantwoord met", f"{kind(found.answer.soort)}, {moment(found.answer.vastgelegd_op)}")
    for each in found.events:
        yield Fact(label(each["soort"].replace("_", " ")), moment(each["op"]))


def _row(finding: Mapping[str, Any]) -> tuple[str, str, str]:
    return (finding["code"], dutch_days_in(finding.get("text", "")), dutch_days_in(finding.get("remedy", "")))


def _value(line: Line) -> str | None:
    if line.value is None or line.meaning is None:
        return line.value
    return f"{line.value} ({line.meaning})"
