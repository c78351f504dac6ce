"""`gateway policy audit`: all care of a municipality that stands, judged by a policy."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.progress import watching
from gateway.cli.session.recorded_read import Purpose, write_read_record
from gateway.cli.session.trouble import FINDINGS, Trouble

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from gateway.exchange.kernel.gateway import Gateway
    from gateway.exchange.signals.audit import AuditedClient
    from gateway.policy.care_file import Care
    from gateway.standard.findings import Finding

_COMMAND = "policy audit"


@dataclass(slots=True)
class _Tally:
    """Counts over the whole audit."""

    judged: int = 0
    """Assignments."""
    before_policy: int = 0
    """Assignments that began before the first text of the region."""
    with_findings: int = 0
    """Assignments."""
    by_code: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Findings, by code and severity."""


def audit(
    gemeente: Annotated[str, typer.Argument(metavar="GEMEENTECODE", help="Van welke gemeente.")],
    beleid: Annotated[
        str | None, typer.Option("--beleid", metavar="REGIO", help="Een ander beleid dan de gemeente koos, om te zien.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--op", "--on", metavar="DATUM", help="Wat op deze dag loopt of nog komt; zonder: vandaag."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Een JSON-object per bevinding, en een met de telling.")
    ] = False,
    signals: Annotated[
        bool, typer.Option("--signalen", "--signals", help="Zet elke bevinding ook als signaal op de werklijst.")
    ] = False,
    purpose: Purpose = None,
) -> None:
    """Toetst alle lopende en komende toewijzingen van een gemeente, en wat erop gestart is, aan het beleid.

    Verandert niets, tenzij met --signalen; een signaal vervalt als zijn oorzaak weg is. Eindigt met 0 als er niets op
    aan te merken is, met 1 als er bevindingen zijn.
    """
    if re.fullmatch("[0-9]{4}", gemeente) is None:
        raise typer.BadParameter("een gemeentecode heeft vier cijfers")
    if signals and (beleid is not None or on is not None):
        raise Trouble(
            "Signalen gaan over vandaag en over het beleid dat de gemeente koos: laat --beleid en --op weg. "
            "Koos zij nog geen, doe dat dan eerst: gateway accounts change GEMEENTECODE --beleid REGIO."
        )
    from gateway.exchange.kernel.advance import Advance

    day = None if on is None else given_day(on)
    tally = _Tally()
    with watching("toetsen aan beleid", "toewijzingen", lambda: Advance(tally.judged + tally.before_policy)):
        with_gateway(lambda gateway: _audit(gateway, gemeente, beleid, day, purpose, tally, as_json=as_json))
    if signals:
        with watching("signalen bijwerken", "signalen", Advance):
            raised = with_gateway(lambda gateway: _raise_signals(gateway, gemeente))
        typer.echo(f"{gemeente}: {raised} signalen ontstaan", err=True)
    if as_json:
        typer.echo(json.dumps({"telling": _counts(tally)}, ensure_ascii=False))
    else:
        _show_counts(gemeente, tally)
    if tally.by_code:
        raise typer.Exit(FINDINGS)


async def _audit(
    gateway: "Gateway",
    gemeente: str,
    beleid: str | None,
    day: "date | None",
    purpose: str | None,
    tally: _Tally,
    *,
    as_json: bool,
) -> None:
    """Print the findings page by page, each page after its read record; `tally` grows along."""
    from gateway.exchange.signals.audit import audit_municipality

    async for page in audit_municipality(gateway, gemeente, beleid, day):
        shown = {each.client for each in page if any(one.findings for one in each.care)}
        if shown:
            await write_read_record(gateway, _COMMAND, {gemeente: shown}, purpose)
        _show_page(page, tally, as_json=as_json)


async def _raise_signals(gateway: "Gateway", gemeente: str) -> int:
    from gateway.exchange.signals.audit_signals import raise_audit_signals

    return await raise_audit_signals(gateway, gemeente)


def given_day(text: str) -> "date":
    """Return the day that is written as 2026-03-01. Raises Trouble."""
    from gateway.standard import exact

    try:
        return exact.day(text)
    except ValueError:
        raise Trouble(f"{text!r} is geen datum; schrijf hem als 2026-03-01.") from None


def _show_page(page: "Sequence[AuditedClient]", tally: _Tally, *, as_json: bool) -> None:
    for client in page:
        for audited in client.care:
            tally.judged += audited.policy is not None
            tally.before_policy += audited.policy is None
            tally.with_findings += bool(audited.findings)
            for each in audited.findings:
                tally.by_code[each.code, each.severity.value] += 1
                typer.echo((_as_json if as_json else _as_text)(client.client, audited.care, each))


def _as_text(client: "UUID", care: "Care", finding: "Finding") -> str:
    about = f"toewijzing {care.nummer}, aanbieder {care.aanbieder}, cliënt {client}"
    return f"{about}: {finding.code} {finding.severity.value}: {finding.explanation} Te doen: {finding.remedy}"


def _as_json(client: "UUID", care: "Care", finding: "Finding") -> str:
    from gateway.exchange.kernel.findings_json import to_json

    about = {"clientId": str(client), "toewijzingNummer": care.nummer, "aanbieder": care.aanbieder}
    return json.dumps({**about, "bevinding": to_json(finding)}, ensure_ascii=False)


def _counts(tally: _Tally) -> dict[str, object]:
    return {
        "getoetst": tally.judged,
        "voorHetBeleid": tally.before_policy,
        "metBevindingen": tally.with_findings,
        "perToets": [
            {"code": code, "gevolg": severity, "aantal": number}
            for (code, severity), number in sorted(tally.by_code.items())
        ],
    }


def _show_counts(gemeente: str, tally: _Tally) -> None:
    from gateway.policy.table import cards

    statements = {each.code: each.statement for each in cards()}
    for (code, severity), number in sorted(tally.by_code.items()):
        typer.echo(f"{code} {severity}: {number} ({statements[code]})")
    typer.echo(f"{gemeente}: {tally.judged} toewijzingen getoetst, {tally.with_findings} met bevindingen", err=True)
    if tally.before_policy:
        typer.echo(
            f"{gemeente}: {tally.before_policy} begonnen voor het eerste beleid van de regio en zijn niet getoetst",
            err=True,
        )
