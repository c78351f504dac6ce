"""The verdict on one file. A fault in one file never keeps another from its verdict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from gateway.cli.judging.sources import Source, Unreadable
from gateway.cli.session.trouble import Trouble
from gateway.exchange.receiving.validate import Validation, judge_bytes, judge_twice
from gateway.messages.claim_answer import ClaimDecision
from gateway.standard.xsd.schemas import Schemas, schemas_of

_ALWAYS: Final = ("code", "level", "severity", "path", "line", "text")


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one file, with its findings."""

    file: str
    message: str
    """"WMO305"; "" when the file holds no message."""
    xsd_valid: bool
    verdict: str
    """goedgekeurd, afgekeurd or geparkeerd."""
    findings: list[dict[str, Any]]
    judged: bool = True
    """False when the file could not be read or judged."""
    claim: ClaimDecision | None = None
    """What would become of a claim that counts; None: any other message, or the ledger was not asked."""
    second_opinion: dict[str, Any] | None = None
    """The verdict of another schema processor on level 1; None: not asked for, or the file holds no message."""

    @property
    def in_order(self) -> bool:
        """True when there is no finding, and no differing second opinion."""
        return not self.findings and (self.second_opinion is None or self.second_opinion["agrees"] is not False)


def judge(schemas: Schemas, source: Source, *, second: bool = False) -> Judged:
    """Return the verdict on one file by levels 1 and 2; `second`: with a second opinion on level 1."""
    return judged(source, partial(judge_twice if second else judge_bytes, schemas))


def judged(source: Source, report_on: Callable[[bytes], Validation]) -> Judged:
    """Return the verdict on one file; a file that can't be read or judged gets a finding that says so.

    Raises Trouble when `report_on` does: a cause that keeps all files from a verdict.
    """
    try:
        report = report_on(source.read())
    except Unreadable as error:
        return unjudged(source.name, str(error), judged=not error.out_of_reach)
    except Trouble:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the fault, the next file is judged
        return unjudged(source.name, f"Dit bestand kon niet worden getoetst ({type(error).__name__}). Meld dit.")
    findings = [_complete(each) for each in report.bevindingen]
    return Judged(
        source.name,
        report.soort,
        report.schema_geldig,
        report.oordeel.value,
        findings,
        claim=report.declaratie,
        second_opinion=report.tweede_oordeel,
    )


def unjudged(name: str, text: str, *, judged: bool = False) -> Judged:
    """Return the verdict on a file that can't be judged, with this text; `judged`: the text is about its content."""
    finding = {"code": "BESTAND", "level": 1, "severity": "afkeur", "path": "/", "line": None, "text": text}
    return Judged(name, "", False, "afgekeurd", [finding], judged=judged)


def _complete(finding: Mapping[str, Any]) -> dict[str, Any]:
    """Return the finding with all keys that readers count on; None for an unknown value."""
    return {**dict.fromkeys(_ALWAYS), **finding}


_schemas_once = cache(schemas_of)
"""Schemas by folder, which a process that judges reads once."""


def judge_all(folder: Path | None, sources: list[Source], *, second: bool = False) -> list[Judged]:
    """Return the verdicts on these files by the schemas of `folder`, which this process reads once."""
    schemas = _schemas_once(folder)
    return [judge(schemas, source, second=second) for source in sources]
