"""Signals on dates, brought up to date: raised when their cause comes up, ended when it is gone.

The first refresh of a day examines every client for whom the calendar may matter; later ones examine only the clients
of new messages, so that a refresh without news costs next to nothing. Each step is one transaction for at most
`CLIENTS_PER_TRANSACTION` clients; any number of workers may take steps at once.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.signals.examine import RefreshCount, Yardstick, bring_up_to_date
from gateway.policy.care.ceilings import product_facts
from gateway.policy.loading.regions import load_region
from gateway.policy.watch import watch_fingerprint
from gateway.policy.watch_file import PolicyOn
from gateway.store.care import clienten, watched_clients
from gateway.store.db.database import UNAVAILABLE
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.store.signals import causes, signaal_rondes
from gateway.store.signals.signaal_rondes import BEFORE_EVERY_ID, Round

CLIENTS_PER_TRANSACTION: Final = 200
"""Of a step by the calendar; of a step by messages, the number of messages."""
LATE_COMMIT: Final = timedelta(minutes=5)
"""A message is committed at most this long after its id was drawn: locks and statements wait a minute at most."""
MAX_ROUND_GAP: Final = timedelta(days=30)
"""After a longer time without a refresh, all clients are examined."""
CARE_LOOK_BACK: Final = timedelta(days=400)
"""Clients whose care ended and was decided longer ago are skipped: no cause comes up that late (NL-802)."""

log = structlog.get_logger(__name__)


async def refresh_signals(gateway: Gateway, *, full: bool = False, count: RefreshCount | None = None) -> RefreshCount:
    """Bring the signals of all municipalities here up to date, and return what changed; `count` grows along.

    `full`: examine every client, also those that could be skipped. A municipality that another worker is busy with
    is left to that worker; one that fails is logged, and the others have their turn. Raises what the database raises
    when it is away.
    """
    count = RefreshCount() if count is None else count
    async with gateway.db.reading() as tx:
        municipalities = [
            each for each in await organisaties.list_organisaties(tx) if each.soort == "gemeente" and not each.extern
        ]
        if full:
            count.expected = await clienten.count(tx, [each.code for each in municipalities])
    for gemeente in municipalities:
        try:
            await _refresh_municipality(gateway, gemeente, count, full=full)
        except UNAVAILABLE:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others have their turn
            log.error("signals.refresh_failed", municipality=gemeente.code, error=type(error).__name__)
            count.failed.append(gemeente.code)
    return count


async def refresh_and_log(gateway: Gateway) -> None:
    """Bring all signals up to date and log what changed. Raises what `refresh_signals` raises."""
    count = await refresh_signals(gateway)
    if count.raised or count.reworded or count.lapsed:
        log.info(
            "signals.refreshed",
            examined=count.examined,
            raised=count.raised,
            changed=count.reworded,
            lapsed=count.lapsed,
        )


async def _refresh_municipality(gateway: Gateway, gemeente: Organisatie, count: RefreshCount, *, full: bool) -> None:
    yardstick = _yardstick(gateway, gemeente)
    done = await _take_step(gateway, yardstick, count, begin=True, full=full)
    while not done:
        done = await _take_step(gateway, yardstick, count, begin=False, full=False)


def _yardstick(gateway: Gateway, gemeente: Organisatie) -> Yardstick:
    """Return the yardstick of this municipality for today. Raises UnknownRegion, PolicyError or OSError."""
    yardstick_hash = _yardstick_hash(gemeente.beleid, gateway.policy_dir, gemeente.gewerkte_feestdagen)
    region = None if gemeente.beleid is None else load_region(gemeente.beleid, gateway.policy_dir)
    beleid: PolicyOn = (lambda dag: None) if region is None else region.policy_on
    return Yardstick(
        gemeente.code,
        gateway.today(),
        cache(beleid),
        yardstick_hash,
        gemeente.gewerkte_feestdagen,
        () if region is None else product_facts(region.versions),
    )


@cache
def _yardstick_hash(naam: str | None, folder: Path | None, worked: frozenset[str]) -> bytes:
    return watch_fingerprint(() if naam is None else load_region(naam, folder).versions, worked)


async def _take_step(gateway: Gateway, yardstick: Yardstick, count: RefreshCount, *, begin: bool, full: bool) -> bool:
    """Take the next step of the round. Return True when there is no more to do, or another worker does it."""
    async with gateway.db.transaction() as tx:
        claimed, now = await signaal_rondes.claim_step(tx, yardstick.gemeente)
        if not claimed:
            return True
        settled_until = signaal_rondes.first_id_after(now - LATE_COMMIT)
        former = await signaal_rondes.find(tx, yardstick.gemeente)
        round_now = _this_round(former, yardstick, settled_until, begin=begin, full=full)
        if round_now is None:
            return True
        if round_now.tot_client is not None:
            page = await watched_clients.list_clients_to_watch(
                tx, yardstick.gemeente, round_now.tot_client, round_now.sinds, CLIENTS_PER_TRANSACTION
            )
            chosen, done = page.clienten, False
            round_now = replace(round_now, tot_client=page.last)
            count.passed += page.passed
        else:
            chosen, next_message = await watched_clients.list_changed_clients(
                tx, yardstick.gemeente, round_now.tot_bericht, CLIENTS_PER_TRANSACTION
            )
            round_now, done = replace(round_now, tot_bericht=next_message or settled_until), next_message is None
        await bring_up_to_date(tx, gateway, yardstick, chosen, count, without_client=done)
        await signaal_rondes.save(tx, yardstick.gemeente, round_now)
        if former is None:
            await causes.analyze(tx)
    return done


def _this_round(
    round_now: Round | None, yardstick: Yardstick, settled_until: UUID, *, begin: bool, full: bool
) -> Round | None:
    """Return the round to go on with, a new one when that is due; None when another worker leads the round.

    After a round under another policy or of another day comes a new one, but only at the beginning of a refresh: two
    workers that differ (an upgrade, midnight) would else keep starting over, each in its turn.
    """
    if round_now is None:
        return _new_round(yardstick, date.min, settled_until)
    same = round_now.dag == yardstick.today and round_now.maatstaf == yardstick.maatstaf
    if round_now.dag > yardstick.today or not (begin or same):
        return None
    if same and not full:
        return round_now
    broken_off = round_now.tot_client is not None and round_now.sinds == date.min
    changed = round_now.maatstaf != yardstick.maatstaf or yardstick.today - round_now.dag > MAX_ROUND_GAP
    sinds = date.min if full or broken_off or changed else yardstick.today - CARE_LOOK_BACK
    return _new_round(yardstick, sinds, round_now.tot_bericht)


def _new_round(yardstick: Yardstick, sinds: date, tot_bericht: UUID) -> Round:
    return Round(
        dag=yardstick.today,
        maatstaf=yardstick.maatstaf,
        sinds=sinds,
        tot_client=BEFORE_EVERY_ID,
        tot_bericht=tot_bericht,
    )
