"""Clients examined: their signals made to match their care, whatever they were before."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import structlog

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.signals.audit_signals import judge_again
from gateway.policy.care.ceilings import ProductFact
from gateway.policy.report import still_holds
from gateway.policy.watch import date_checks
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.store.care import watch_view
from gateway.store.db.database import Connection
from gateway.store.signals import causes
from gateway.store.signals.causes import LastingSignal

_CLIENTS_PER_TURN: Final = 20
"""Clients that are examined before the event loop has its turn: some milliseconds."""
REFUSED_LOOK_BACK: Final = timedelta(days=60)
"""A refused message about nobody that is known is a signal this long: nothing else says that it was made good."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class RefreshCount:
    """What a refresh did: how many clients it examined, and what became of their signals."""

    examined: int = 0
    """Clients."""
    passed: int = 0
    """Clients, also those that could be skipped."""
    expected: int | None = None
    """Clients to pass; None: nobody knows."""
    raised: int = 0
    reworded: int = 0
    lapsed: int = 0
    failed: list[str] = field(default_factory=list)
    """Codes of the municipalities that could not be refreshed; the log says why."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The day, the policy and the working days by which the clients of one municipality are judged."""

    gemeente: str
    today: date
    beleid: PolicyOn
    maatstaf: bytes
    worked: frozenset[str]
    facts: Sequence[ProductFact] = ()
    """Of the products under the policy, to count what is committed."""


async def bring_up_to_date(
    tx: Connection,
    gateway: Gateway,
    yardstick: Yardstick,
    clienten: list[UUID],
    count: RefreshCount,
    *,
    without_client: bool,
) -> None:
    """Add, reword and end the signals of these clients, so that they match their care.

    `without_client`: also the signals about messages without a client that the municipality knows, contracts,
    tariffs and ceilings.
    """
    watch_files = await watch_view.load_watch_files(
        tx,
        yardstick.gemeente,
        clienten,
        without_client=without_client,
        worked=yardstick.worked,
        refused_since=gateway.now() - REFUSED_LOOK_BACK,
        facts=yardstick.facts,
    )
    lasting = await causes.list_lasting(tx, yardstick.gemeente, clienten, without_client=without_client)
    audits, crashed_audits = await judge_again(tx, yardstick.gemeente, lasting, yardstick.beleid, yardstick.today)
    new: list[tuple[UUID | None, Signal]] = []
    changed: list[tuple[UUID, Signal]] = []
    gone: list[UUID] = []
    crashes: dict[str, str] = {}
    for number, (client, watch_file) in enumerate(watch_files.items()):
        if number % _CLIENTS_PER_TURN == 0:
            await asyncio.sleep(0)
        standing, crashed = _find_signals(_with_lasting_findings(watch_file, yardstick.beleid), yardstick)
        crashes |= crashed
        if client is not None:
            standing |= audits.get(client, {})
        for row in lasting.get(client, ()):
            signal = standing.pop((row.code, row.sleutel), None)
            if signal is None:
                if row.code not in crashed and row.code not in crashed_audits:
                    gone.append(row.id)
            elif not _is_same_signal(row, signal):
                changed.append((row.id, signal))
        new += ((client, each) for each in standing.values())
    for code, error in crashes.items():
        log.error("signals.check_crashed", municipality=yardstick.gemeente, code=code, error=error)
    op = gateway.now()
    if gone:
        await causes.end_causes(tx, yardstick.gemeente, gone, op)
    if changed:
        await causes.reword(tx, yardstick.gemeente, changed, op)
    if new:
        await causes.add(tx, yardstick.gemeente, new, op)
    count.examined += len(clienten)
    count.raised += len(new)
    count.reworded += len(changed)
    count.lapsed += len(gone)


def _with_lasting_findings(watch_file: WatchFile, policy_on: PolicyOn) -> WatchFile:
    """Return the watch file without the findings on reports whose cause is gone; the same object when none is."""
    lasting = tuple(each for each in watch_file.findings if still_holds(each, watch_file.care, policy_on))
    return watch_file if len(lasting) == len(watch_file.findings) else replace(watch_file, findings=lasting)


def _find_signals(watch_file: WatchFile, yardstick: Yardstick) -> tuple[dict[tuple[str, str], Signal], dict[str, str]]:
    """Return the signals that this client should have, by code and key, and of each crashed check the kind of error.

    The signals of a check that crashed stay as they are.
    """
    found: dict[tuple[str, str], Signal] = {}
    crashed: dict[str, str] = {}
    for date_check in date_checks():
        try:
            found.update(
                ((each.code, each.sleutel), each)
                for each in date_check.check(watch_file, yardstick.beleid, yardstick.today)
            )
        except Exception as error:  # noqa: BLE001 - one client's odd affairs must not stop the watch on all others
            crashed[date_check.card.code] = type(error).__name__
    return found, crashed


def _is_same_signal(row: LastingSignal, signal: Signal) -> bool:
    return (row.uiterlijk, row.tekst, row.bron) == (signal.uiterlijk, signal.text, signal.bron)
