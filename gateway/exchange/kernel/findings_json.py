"""Findings in the form in which they are kept and shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from gateway.rules.engine import Crash, Verdict
from gateway.standard.findings import VISIBLE_TO_PROVIDER, Finding, Outcome

BOOKING: Final = "BOEKING"
"""Code of what went wrong outside the rules, while the case file was read or the outcome was booked."""


def to_json(finding: Finding) -> dict[str, Any]:
    """Return the finding with the keys of the API; what is empty is left out."""
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
        "overrulebaar": finding.overridable or None,
        "toewijzingNummer": finding.assignment,
        "betreft": list(finding.other_assignments),
        "dagen": [_range_to_json(*each) for each in finding.days],
        "overruled": finding.overruled or None,
        VISIBLE_TO_PROVIDER: finding.visible_to_provider or None,
    }
    return {key: value for key, value in full.items() if value not in (None, "", {}, [])}


def _range_to_json(first: date, last: date) -> dict[str, str]:
    """Return a range of days; one without end has no "tot"."""
    return {"van": str(first), **({} if last == date.max else {"tot": str(last)})}


def range_from_json(given: Mapping[str, str]) -> tuple[date, date]:
    """Return the range of days that `to_json` wrote."""
    last = given.get("tot")
    return date.fromisoformat(given["van"]), date.max if last is None else date.fromisoformat(last)


_PARKED = "Het bericht is goed- noch afgekeurd: zo'n bericht wordt geparkeerd en kan opnieuw worden beoordeeld."
_REJECTED = "Het bericht is al om een andere bevinding afgekeurd; meld deze fout aan de beheerder."


def crash_to_json(crash: Crash, oordeel: Outcome) -> dict[str, Any]:
    """Return a rule that could not judge a message that got this verdict, in the same form."""
    who = "De gateway" if crash.code == BOOKING else f"Regel {crash.code}"
    consequence = _PARKED if oordeel is Outcome.GEPARKEERD else _REJECTED
    return {
        "code": crash.code,
        "text": f"{who} kon dit bericht niet beoordelen ({crash.error}). {consequence}",
        "crash": crash.error,
    }


def verdict_to_json(verdict: Verdict) -> list[dict[str, Any]]:
    """Return all that the rules found, and which of them could not judge."""
    found = [to_json(each) for each in verdict.findings]
    return found + [crash_to_json(each, verdict.outcome) for each in verdict.crashes]
