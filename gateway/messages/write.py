"""From a message to bytes that any receiver accepts.

The layout is fixed: UTF-8 without a byte order mark, one element a line, lines that end in CR LF (OP192), elements in
the order of the schema, the prefixes iwmo and that of the type (wmo305) declared on the root. So one message always
gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from gateway.messages.common import Knoop, Samengesteld
from gateway.messages.registry import REGISTRY, Bericht
from gateway.messages.shape import Veld, velden
from gateway.standard.findings import Finding, Severity
from gateway.standard.releases import BASIS_NAMESPACE
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas


class InvalidMessage(ValueError):
    """The message can't leave: `findings` tell what its schema has against it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        meer = f" (en nog {len(self.findings) - 1})" if len(self.findings) > 1 else ""
        super().__init__(f"{self.findings[0].explanation}{meer}")


@dataclass(frozen=True, slots=True)
class _Regel:
    """How to write one field at one place of one message type."""

    naam: str
    begin: str
    """Line feed, indentation and start tag."""
    inspringing: str
    """Line feed and indentation, before an end tag that doesn't follow its start tag."""
    eind: str
    onder: tuple["_Regel", ...] | None = None
    """How to write what is in it when that is a class."""
    lid: "_Regel | None" = None
    """How to write each item when the field is a list."""


def write(message: Bericht, schemas: Schemas) -> bytes:
    """Return the message as XML that was parsed and held against its schema like any message from outside.

    Raises InvalidMessage when it doesn't pass.
    """
    try:
        data = serialise(message)
        document = parse(data)
    except XmlProblem as problem:
        raise InvalidMessage([_finding(problem.text, problem.line)]) from None
    except UnicodeEncodeError:
        raise InvalidMessage([_finding("Een tekst bevat een teken dat niet in XML kan staan.")]) from None
    if not schemas.valid(document):
        raise InvalidMessage(schemas.findings(document))
    return data


def serialise(message: Bericht) -> bytes:
    """Return the message as XML, not held against anything: `write` is what messages leave by."""
    kop, regels, staart = _vorm(message.soort.name)
    uit = [kop]
    _velden(message, regels, uit)
    uit.append(staart)
    # A line feed in a text becomes CR LF too; every parser gives it back as a line feed.
    return "".join(uit).replace("\n", "\r\n").encode()


def _finding(explanation: str, line: int | None = None) -> Finding:
    return Finding(
        code="XSD",
        level=1,
        severity=Severity.AFKEUR,
        path="/Bericht",
        line=line,
        explanation=explanation,
        remedy="Pas de waarde aan en bied het bericht opnieuw aan.",
    )


def _velden(knoop: Knoop, regels: Sequence[_Regel], uit: list[str]) -> None:
    for regel in regels:
        inhoud = getattr(knoop, regel.naam)
        if inhoud is None or inhoud == ():
            continue
        if regel.lid is None:
            _element(inhoud, regel, uit)
        else:
            uit.append(regel.begin)
            for lid in inhoud:
                _element(lid, regel.lid, uit)
            uit += regel.inspringing, regel.eind


def _element(inhoud: Any, regel: _Regel, uit: list[str]) -> None:
    uit.append(regel.begin)
    if regel.onder is None:
        # A bare carriage return would come back as a line feed.
        uit.append(escape(inhoud, quote=False).replace("\r", "&#13;"))
    else:
        gevuld = len(uit)
        _velden(inhoud, regel.onder, uit)
        if len(uit) > gevuld:
            uit.append(regel.inspringing)
    uit.append(regel.eind)


@cache
def _vorm(naam: str) -> tuple[str, tuple[_Regel, ...], str]:
    """Return the text before the children of the root element, how to write those, and the text after them."""
    entry = REGISTRY[naam]
    soort = entry.soort
    kop = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{soort.prefix}:Bericht xmlns:{soort.prefix}="{soort.namespace}" xmlns:iwmo="{BASIS_NAMESPACE}">'
    )
    return kop, _regels(entry.klasse, soort.prefix, 1), f"\n</{soort.prefix}:Bericht>\n"


def _regels(klasse: type[Knoop], prefix: str, diepte: int) -> tuple[_Regel, ...]:
    eigen = "iwmo" if issubclass(klasse, Samengesteld) else prefix
    return tuple(_regel(veld, eigen, prefix, diepte) for veld in velden(klasse))


def _regel(veld: Veld, eigen: str, prefix: str, diepte: int) -> _Regel:
    if veld.item is None:
        onder = _regels(veld.klasse, prefix, diepte + 1) if veld.klasse else None
        return _Regel(veld.naam, *_tags(eigen, veld.element, diepte), onder)
    onder = _regels(veld.klasse, prefix, diepte + 2) if veld.klasse else None
    lid = _Regel(veld.item, *_tags(prefix, veld.item, diepte + 1), onder)
    return _Regel(veld.naam, *_tags(eigen, veld.element, diepte), lid=lid)


def _tags(prefix: str, naam: str, diepte: int) -> tuple[str, str, str]:
    inspringing = "\n" + "  " * diepte
    return f"{inspringing}<{prefix}:{naam}>", inspringing, f"</{prefix}:{naam}>"
