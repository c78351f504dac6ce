"""The verdict on a message, for programs: the same as `gateway validate` gives, as typed objects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gateway.exchange.receiving.validate import judge_bytes
from gateway.standard.findings import Outcome, Severity
from gateway.standard.xsd.schemas import Schemas, schemas_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with a message, in words a person can act on (Dutch)."""

    code: str
    """Code of the rule ("TR134"), "XSD" for a fault against the schema, "XML" for what is no readable message."""
    text: str
    """What is wrong, with the actual values; a BSN is masked."""
    level: int | None = None
    """Control level of the standard; None: the rule crashed, and says nothing of the message."""
    severity: Severity | None = None
    """None: the rule crashed."""
    retourcode: str | None = None
    """What a return message says of it; None: such a message doesn't."""
    path: str = ""
    """Where: absolute path of the element; "" when the rule crashed."""
    line: int | None = None
    """Line of the XML, from 1; None when unknown, and for a message that was built."""
    remedy: str = ""
    """What to do."""
    source: str = ""
    """Where the rule stands."""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The values concerned, by element name; a BSN is masked."""
    also_at: tuple[str, ...] = ()
    """Further paths that take part."""

    def __str__(self) -> str:
        """Return the finding as `gateway validate` shows it: code and place, text, what to do."""
        return "\n".join(lines_of(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The verdict on one message by levels 1 and 2 of the standard."""

    message: str
    """Kind of the message, such as "WMO305"; "" when the bytes hold no message."""
    xsd_valid: bool
    """True when it passed level 1, its schema."""
    verdict: Outcome
    """Parked (geparkeerd) when a rule crashed, so that the message is neither approved nor refused."""
    findings: tuple[Finding, ...]
    """Empty when the message is in order. Of each rule, and of the schema, the first fifty and how many more."""

    @property
    def approved(self) -> bool:
        """True when the verdict is goedgekeurd."""
        return self.verdict is Outcome.GOEDGEKEURD

    def __str__(self) -> str:
        """Return the verdict and its findings as `gateway validate` shows them, less the name of the file."""
        return "\n".join([f"{self.message} {self.verdict}".strip(), *map(str, self.findings)])


def validate(data: bytes) -> Report:
    """Return the verdict on the bytes of a message, by the bundled schemas of iWmo 3.2 and the rules of level 2.

    Whatever the bytes are, there is a report: what is no XML, too large (25 MB) or unsafe gets a finding that says so.
    Nothing is kept. Safe to call from any number of threads. Raises TypeError for anything but bytes.
    """
    if not isinstance(data, bytes):
        raise TypeError(f"validate wil de bytes van een bericht, geen {type(data).__name__}")
    return report_on(schemas_of(None), data)


def report_on(schemas: Schemas, data: bytes) -> Report:
    """Return the verdict on these bytes by these schemas."""
    report = judge_bytes(schemas, data)
    return Report(
        message=report.soort,
        xsd_valid=report.schema_geldig,
        verdict=report.oordeel,
        findings=tuple(finding_of(each) for each in report.bevindingen),
    )


def finding_of(found: Mapping[str, Any]) -> Finding:
    """Return the finding that has this form in JSON; of policy, without what only policy says."""
    severity = found.get("severity")
    return Finding(
        code=found["code"],
        text=found["text"],
        level=found.get("level"),
        severity=None if severity is None else Severity(severity),
        retourcode=found.get("retourcode"),
        path=found.get("path") or "",
        line=found.get("line"),
        remedy=found.get("remedy") or "",
        source=found.get("source") or "",
        values=found.get("values") or {},
        also_at=tuple(found.get("alsoAt") or ()),
    )


def lines_of(finding: Finding, code: str | None = None) -> Iterator[str]:
    """Yield the lines of a finding: its code, where, what is wrong and what to do.

    `code`: how to show the code, such as in bold; None: as it is.
    """
    where = [f"niveau {finding.level}" if finding.level else "", f"regel {finding.line}" if finding.line else ""]
    yield f"  {code or finding.code}  {', '.join(filter(None, [*where, finding.path]))}"
    yield f"    {finding.text}"
    if finding.remedy:
        yield f"    → {finding.remedy}"
