"""Findings in the form in which they are kept and shown."""

from collections.abc import Mapping
from typing import Any

from gateway.rules.engine import Crash
from gateway.standard.findings import Finding


def to_json(finding: Finding) -> dict[str, Any]:
    """The finding with the keys of the API; what is empty is left out."""
    full: Mapping[str, Any] = {
        "code": finding.code,
        "level": finding.level,
        "severity": finding.severity.value,
        "retourcode": finding.retourcode,
        "path": finding.path,
        "line": finding.line,
        "text": finding.explanation,
        "remedy": finding.remedy,
        "source": finding.source,
        "values": dict(finding.values),
        "alsoAt": list(finding.also_at),
        "overrulebaar": finding.overrulebaar or None,
        "betreft": list(finding.betreft),
    }
    return {key: value for key, value in full.items() if value not in (None, "", {}, [])}


def crash_to_json(crash: Crash) -> dict[str, Any]:
    """A rule that could not judge the message, in the same form."""
    return {
        "code": crash.code,
        "text": f"Regel {crash.code} kon dit bericht niet beoordelen ({crash.error}). Het bericht is goed- noch "
        "afgekeurd; de beheerder kan het opnieuw laten beoordelen.",
        "crash": crash.error,
    }
