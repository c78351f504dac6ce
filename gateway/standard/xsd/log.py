"""libxml2's own log of a validation in Dutch words, for the rare error that the walk doesn't find."""

import re
from collections.abc import Iterable
from typing import Final

from gateway.standard.findings import Finding, Severity
from gateway.standard.identifiers import mask_in_text
from gateway.standard.xml.parse import Document

MAX_LINES: Final = 50

_ELEMENT: Final = re.compile(r"Element '(?:\{[^}]*\})?([^']{1,80})'")
_WORDS: Final = {
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "heeft een waarde die niet past bij het type",
    "SCHEMAV_CVC_ELT_1": "is geen bericht van dit schema",
    "SCHEMAV_CVC_ELT_3_1": "mag geen attribuut xsi:nil hebben",
    "SCHEMAV_CVC_ELT_4_2": "heeft een attribuut xsi:type dat geen bestaand type noemt",
    "SCHEMAV_CVC_ELT_4_3": "heeft een attribuut xsi:type dat een ander type noemt",
    "SCHEMAV_CVC_ENUMERATION_VALID": "heeft een waarde die niet in de codelijst staat",
    "SCHEMAV_CVC_LENGTH_VALID": "heeft een waarde van een verkeerde lengte",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "heeft een te grote waarde",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "heeft een te lange waarde",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "heeft een te kleine waarde",
    "SCHEMAV_CVC_MINLENGTH_VALID": "heeft een te korte waarde",
    "SCHEMAV_CVC_PATTERN_VALID": "heeft een waarde die niet past op het patroon",
    "SCHEMAV_CVC_TYPE_3_1_1": "heeft een attribuut dat er niet mag staan",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "heeft een attribuut dat er niet mag staan",
    "SCHEMAV_CVC_TYPE_3_1_2": "bevat een element waar alleen een waarde mag staan",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "bevat tekst waar alleen elementen mogen staan",
    "SCHEMAV_ELEMENT_CONTENT": "staat niet op zijn plaats, of mist een element",
}


def from_log(document: Document, log: Iterable[object]) -> list[Finding]:
    """Return the first lines of libxml2's log as findings, one for each place; never empty."""
    findings: dict[str, Finding] = {}
    for entry in log:
        element = _ELEMENT.search(getattr(entry, "message", ""))
        name = element[1] if element else document.soort.name
        path = getattr(entry, "path", None) or f"//{name}"
        words = _WORDS.get(getattr(entry, "type_name", ""), "voldoet niet aan het schema")
        findings.setdefault(path, _finding(document, path, f"{name} {words}.", getattr(entry, "line", 0)))
        if len(findings) >= MAX_LINES:
            break
    return list(findings.values()) or [_finding(document, "/", "Het bericht voldoet niet aan het schema.", 0)]


def _finding(document: Document, path: str, explanation: str, line: int) -> Finding:
    return Finding(
        code="XSD",
        level=1,
        severity=Severity.AFKEUR,
        path=mask_in_text(path),
        line=line or None,
        explanation=mask_in_text(explanation),
        remedy=f"Vergelijk het bericht met {document.soort.schema}.",
        source=document.soort.schema,
    )
