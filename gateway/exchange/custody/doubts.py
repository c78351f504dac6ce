"""Reasons to doubt that a term is really over. Erasing can't be undone, so a person decides where there is one.

A clock that is years ahead makes every term seem over. It shows: the clocks of the gateway and the database differ, the
newest row is older or younger than it can be, far more is past its term than one day can bring, or there was a long
silence not long ago: when both clocks went ahead, the rows of since are as new as they should be.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.calendar import DUTCH_TIME
from gateway.store.custody import retention, seals
from gateway.store.custody.retention import Signs

MAX_CLOCK_DIFFERENCE: Final = timedelta(minutes=5)
"""Between gateway and database, and between either of them and a row from the future."""
MAX_SILENCE: Final = timedelta(days=31)
"""A ledger without any new row for longer than this is not in use, or its clock is ahead."""
MAX_SHARE_PER_RUN: Final = 0.1
"""Of the messages of a municipality; in daily use, terms of years make it far less than a hundredth."""


async def list_doubts(gateway: Gateway, due: Mapping[str, int], due_reads: Mapping[str, int]) -> list[str]:
    """Return in Dutch each reason to doubt the clock.

    `due`, `due_reads`: how many messages and read records would be erased, by municipality.
    """
    now = gateway.now()
    async with gateway.db.reading() as tx:
        signs = await retention.read_signs(tx, await seals.list_tenants(tx), now - MAX_SILENCE)
        held = {gemeente: await retention.count_messages(tx, gemeente) for gemeente in due}
        held_reads = {gemeente: await retention.count_reads(tx, gemeente) for gemeente in due_reads}
    return [
        *_clock_doubts(now, signs),
        *_share_doubts("berichten", due, held),
        *_share_doubts("inzages", due_reads, held_reads),
    ]


def _share_doubts(what: str, due: Mapping[str, int], held: Mapping[str, int]) -> list[str]:
    return [
        f"{count} van de {held[gemeente]} {what} van {gemeente} zou in één keer worden gewist, meer dan "
        f"{MAX_SHARE_PER_RUN:.0%}"
        for gemeente, count in sorted(due.items())
        if count > held[gemeente] * MAX_SHARE_PER_RUN
    ]


def _clock_doubts(now: datetime, signs: Signs) -> list[str]:
    doubts = []
    if abs(now - signs.database_now) > MAX_CLOCK_DIFFERENCE:
        doubts.append(f"de klok van de gateway zegt {_local(now)}, die van de database {_local(signs.database_now)}")
    if signs.before is not None and signs.after is not None and signs.after - signs.before > MAX_SILENCE:
        doubts.append(
            f"tussen {_local(signs.before)} en {_local(signs.after)} kwam er niets bij, en dat is nog geen "
            f"{MAX_SILENCE.days} dagen geleden: misschien ging de klok toen vooruit"
        )
    if signs.newest is None:
        return doubts
    if now - signs.newest > MAX_SILENCE:
        doubts.append(f"het is {_local(now)}, terwijl de nieuwste rij van {_local(signs.newest)} is")
    if signs.newest - min(now, signs.database_now) > MAX_CLOCK_DIFFERENCE:
        doubts.append(f"de nieuwste rij is van {_local(signs.newest)}, en dat moet nog komen")
    return doubts


def _local(moment: datetime) -> str:
    return moment.astimezone(DUTCH_TIME).strftime("%d-%m-%Y %H:%M")
