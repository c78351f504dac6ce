"""The audit of policy as signals: raised when an operator asks for them, ended when an audit no longer finds the cause.

The refresh of signals audits the clients who have such a signal and ends what is gone; it raises none, since who
decides sees the findings of the decision itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.signals import audit
from gateway.exchange.signals.audit import AuditedClient, audit_clients, chosen_policy
from gateway.policy.codes import DECISIONS, REPORTS, check_codes
from gateway.policy.watch_file import PolicyOn, ReportFinding, Signal
from gateway.standard.findings import Finding
from gateway.store.care import clienten, message_view, toewijzingen
from gateway.store.db.database import Connection
from gateway.store.signals import causes, signaal_rondes
from gateway.store.signals.causes import LastingSignal

AUDIT_TERM: Final = timedelta(days=28)
"""Time to look at what an audit found on care that runs; on care to come, its Ingangsdatum is the last day."""

CODES: Final = check_codes(DECISIONS) | check_codes(REPORTS)
"""Of the signals that an audit raises; no check on dates has one of these."""


async def raise_audit_signals(gateway: Gateway, gemeente: str) -> int:
    """Raise a signal for each finding on care that stands, judged by the policy chosen; return how many are new.

    A cause that has a signal keeps it, also when that was handled. Left out: what a consulent overruled by name, and
    what is a signal already since the start came in. Raises NotFound, Conflict when no policy is chosen, UnknownRegion
    or PolicyError.
    """
    raised, last, today = 0, audit.BEFORE_EVERY_ID, gateway.today()
    policy_on = (await chosen_policy(gateway, gemeente)).policy_on
    while True:
        async with gateway.db.transaction() as tx:
            await signaal_rondes.await_turn(tx, gemeente)
            page = await clienten.fetch_page(tx, gemeente, last, audit.CLIENTS_PER_PAGE)
            audited = await audit_clients(tx, gemeente, page, policy_on, today)
            raised += await _raise(tx, gateway, gemeente, audited)
        if len(page) < audit.CLIENTS_PER_PAGE:
            return raised
        last = page[-1].id


async def _raise(tx: Connection, gateway: Gateway, gemeente: str, audited: Sequence[AuditedClient]) -> int:
    told = await message_view.load_findings(tx, gemeente, [each.client for each in audited])
    overruled = await _overruled(tx, gemeente, audited)
    new: list[tuple[UUID | None, Signal]] = []
    for client in audited:
        findings = told.get(client.client, ())
        new += (
            (client.client, signal)
            for signal, finding in _signals(client, gateway.today())
            if not (finding.overridable and overruled & {signal.toewijzing_nummer, *finding.other_assignments})
            and not _is_told(finding, findings)
        )
    return await causes.add(tx, gemeente, new, gateway.now()) if new else 0


async def _overruled(tx: Connection, gemeente: str, audited: Sequence[AuditedClient]) -> set[int | None]:
    """Return the assignments that a consulent let through."""
    nummers = [one.care.nummer for each in audited for one in each.care if one.care.nummer is not None]
    return {nummer for nummer, _ in await toewijzingen.list_overrides(tx, gemeente, nummers)}


def _is_told(finding: Finding, told: Sequence[ReportFinding]) -> bool:
    """Return True when a report said the same, be it as a check on reports, which may add its source."""
    return any(each.text.startswith(finding.explanation) for each in told)


def _signals(client: AuditedClient, day: date) -> list[tuple[Signal, Finding]]:
    """Return a signal for each finding of a check that ran."""
    found: list[tuple[Signal, Finding]] = []
    for audited in client.care:
        care = audited.care
        times: dict[str, int] = {}
        for finding in audited.findings:
            if _has_crashed(finding):
                continue
            others = ",".join(str(each) for each in sorted(finding.other_assignments))
            key = f"{care.nummer}:{finding.path}:{others}"
            number = times[finding.code + key] = times.get(finding.code + key, 0) + 1
            signal = Signal(
                code=finding.code,
                sleutel=f"{key}:{number}",
                uiterlijk=care.ingangsdatum if care.ingangsdatum > day else day + AUDIT_TERM,
                text=f"Toewijzing {care.nummer} aan aanbieder {care.aanbieder}: {finding.explanation}",
                bron=finding.source,
                aanbieder=care.aanbieder,
                toewijzing_nummer=care.nummer,
            )
            found.append((signal, finding))
    return found


def _has_crashed(finding: Finding) -> bool:
    """Return True for the finding that a check could not be carried out: that one rests on no text."""
    return not finding.source


async def judge_again(
    tx: Connection,
    gemeente: str,
    lasting: Mapping[UUID | None, Sequence[LastingSignal]],
    policy_on: PolicyOn,
    day: date,
) -> tuple[dict[UUID, dict[tuple[str, str], Signal]], set[str]]:
    """Return by client, code and key the lasting signals of audits as they are today, and the codes that crashed.

    One that is left out has lost its cause, unless its check crashed. Each keeps the day by which it is due.
    """
    ids = [client for client, rows in lasting.items() if client is not None and any(row.code in CODES for row in rows)]
    if not ids:
        return {}, set()
    standing: dict[UUID, dict[tuple[str, str], Signal]] = {}
    crashed: set[str] = set()
    for audited in await audit_clients(tx, gemeente, await clienten.fetch_several(tx, gemeente, ids), policy_on, day):
        crashed |= {each.code for one in audited.care for each in one.findings if _has_crashed(each)}
        now = {(signal.code, signal.sleutel): signal for signal, _ in _signals(audited, day)}
        standing[audited.client] = {
            (row.code, row.sleutel): replace(now[row.code, row.sleutel], uiterlijk=row.uiterlijk)
            for row in lasting[audited.client]
            if (row.code, row.sleutel) in now
        }
    return standing, crashed
