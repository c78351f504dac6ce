"""Verdicts, as text for people and as JSON for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import typer

from gateway.cli.judging.judging import Judged
from gateway.library.report import finding_of, lines_of
from gateway.messages.claim_answer import ClaimDecision
from gateway.standard.files.json_lines import json_line
from gateway.standard.money import signed_euros

_COLOURS = {"goedgekeurd": typer.colors.GREEN, "afgekeurd": typer.colors.RED, "geparkeerd": typer.colors.YELLOW}


def as_json(judged: Judged) -> str:
    """Return one line of JSON."""
    report: dict[str, Any] = {
        "file": judged.file,
        "message": judged.message,
        "xsd_valid": judged.xsd_valid,
        "verdict": judged.verdict,
        "findings": judged.findings,
    }
    if judged.claim is not None:
        report["claim"] = asdict(judged.claim)
    if judged.second_opinion is not None:
        opinion = dict(judged.second_opinion)
        report["second_opinion"] = {"processor": opinion.pop("processor"), "xsd_valid": opinion.pop("valid"), **opinion}
    return json_line(report)


def as_text(judged: Judged, *, colour: bool = False) -> str:
    """Return the verdict on one line, and its findings below it."""
    verdict = typer.style(judged.verdict, fg=_COLOURS[judged.verdict]) if colour else judged.verdict
    lines = [f"{judged.file}: {judged.message + ' ' if judged.message else ''}{verdict}"]
    if judged.claim is not None:
        lines.append(f"  {claim_line(judged.claim)}")
    for finding in judged.findings:
        lines += finding_lines(finding, colour=colour)
    if judged.second_opinion is not None:
        lines += _opinion_lines(judged.second_opinion)
    return "\n".join(lines)


def claim_line(claim: ClaimDecision) -> str:
    """Return what would become of a claim: what is granted, and how many Prestaties are not (Dutch)."""
    return (
        f"toegekend zou worden {signed_euros(claim.toegekend)} van {signed_euros(claim.ingediend)}; afgewezen "
        f"{claim.afgewezen} van {claim.prestaties} {'prestatie' if claim.prestaties == 1 else 'prestaties'}"
    )


def _opinion_lines(opinion: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a second opinion, and of each place where the two processors differ."""
    yield f"  tweede oordeel ({opinion['processor']}): {opinion['text']}"
    for each in opinion["differences"]:
        line = f"regel {each['line']}, " if each["line"] else ""
        yield f"    alleen {each['processor']}: {line}{each['path']}: {each['text']}"


def finding_lines(finding: Mapping[str, Any], *, colour: bool = False) -> Iterator[str]:
    """Yield the lines of a finding: its code, where, what is wrong and what to do."""
    yield from lines_of(finding_of(finding), typer.style(finding["code"], bold=True) if colour else None)


def summary(count: int, wrong: int) -> str:
    """Return the outcome of many files in one line."""
    begin = f"{_number(count)} bestanden getoetst: "
    if not wrong:
        return begin + "alles in orde."
    return begin + f"{_number(count - wrong)} in orde, {_number(wrong)} met bevindingen."


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
