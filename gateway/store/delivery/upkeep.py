"""Upkeep of the outbox: gives up what waited too long, and repairs what fell between two transactions."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.store.alerts.attenderingen import raise_given_up
from gateway.store.db.database import Connection
from gateway.store.delivery.outbox import release_followers

_LOCK: Final = 0x69576D6F_0002
_MAX_GIVEN_UP: Final = 1000
"""Deliveries given up in one transaction."""

# Rows that another transaction has locked are left for the next time, so that upkeep waits for no other work.
_TO_BE_SENT: Final = """
    with elders as (
        select l.gemeente, l.id, o.kanaal from organisaties o join leveringen l on l.ontvanger = o.code
        where o.kanaal <> 'postvak' and l.staat = 'wachtend' and l.kanaal = 'postvak'
        for update of l skip locked
    )
    update leveringen l set kanaal = e.kanaal from elders e where l.gemeente = e.gemeente and l.id = e.id
"""
_TO_BE_COLLECTED: Final = """
    with elders as (
        select l.gemeente, l.id from organisaties o join leveringen l on l.ontvanger = o.code
        where o.kanaal = 'postvak' and l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.wacht_op is null
        for update of l skip locked
    )
    update leveringen l set kanaal = 'postvak' from elders e where l.gemeente = e.gemeente and l.id = e.id
"""
_MAX_AHEAD: Final = "interval '2 days'"
"""Longer than any wait is: of a retry, a lease, or as a receiver asks."""
# While the clock of the database was ahead, it was written down as a moment that is years from now.
_FROM_A_WRONG_CLOCK: Final = f"""
    with later as (
        select l.gemeente, l.id from organisaties o join leveringen l on l.ontvanger = o.code
        where o.kanaal <> 'postvak' and l.staat = 'wachtend' and l.kanaal <> 'postvak'
            and (l.niet_voor > now() + {_MAX_AHEAD} or l.sinds > now() + {_MAX_AHEAD})
        for update of l skip locked
    )
    update leveringen l set sinds = least(l.sinds, now()),
        onderweg = l.onderweg and l.niet_voor <= now() + {_MAX_AHEAD},
        niet_voor = case when l.niet_voor > now() + {_MAX_AHEAD} then now() else l.niet_voor end
    from later w where l.gemeente = w.gemeente and l.id = w.id
"""
_RESTS_FROM_A_WRONG_CLOCK: Final = f"update bestemmingen set rust_tot = now() where rust_tot > now() + {_MAX_AHEAD}"
_NOTHING_TO_WAIT_FOR: Final = """
    with vrij as (
        select l.gemeente, l.id from leveringen l where l.wacht_op is not null and l.staat = 'wachtend' and not exists (
            select from leveringen e where e.gemeente = l.gemeente and e.id = l.wacht_op and e.staat = 'wachtend')
        for update of l skip locked
    )
    update leveringen l set wacht_op = null from vrij v where l.gemeente = v.gemeente and l.id = v.id
"""


async def tidy_outbox(tx: Connection, term: timedelta) -> list[tuple[str, UUID]]:
    """Give up deliveries that waited longer than `term`; return municipality and id of each message given up.

    None is given up when another worker is at it.

    Deliveries that were booked at the moment their receiver changed its channel move to the new one. Deliveries that
    wait for one that no longer waits are released. What a clock that was ahead put off for years is due now.
    """
    if not await tx.fetchval("select pg_try_advisory_xact_lock($1)", _LOCK):
        return []
    for statement in (
        _TO_BE_SENT,
        _TO_BE_COLLECTED,
        _NOTHING_TO_WAIT_FOR,
        _FROM_A_WRONG_CLOCK,
        _RESTS_FROM_A_WRONG_CLOCK,
    ):
        await tx.execute(statement)
    return await _give_up(tx, term)


async def _give_up(tx: Connection, term: timedelta) -> list[tuple[str, UUID]]:
    """Give up deliveries that waited longer than the term and are not under way, with an alert.

    Nothing is given up for a frozen receiver, or within the term after a freeze of its channel: it is not its fault.
    """
    rows = await tx.fetch(
        """
        with te_lang as (
            select l.gemeente, l.id from organisaties o join leveringen l on l.ontvanger = o.code
            where o.kanaal <> 'postvak' and o.bevroren_op is null and l.staat = 'wachtend' and l.kanaal <> 'postvak'
                and l.sinds < now() - $1::interval and not exists (
                    select from stilstanden s where s.kanaal = o.kanaal and s.tot > s.van and s.van <= now()
                        and s.tot > now() - $1::interval)
                and not (l.onderweg and l.niet_voor > now())
            order by l.id limit $2 for update of l skip locked
        ), opgegeven as (
            update leveringen l set staat = 'opgegeven', onderweg = false, wacht_op = null,
                niet_voor = now(), opgegeven_op = coalesce(opgegeven_op, clock_timestamp())
            from te_lang t where l.gemeente = t.gemeente and l.id = t.id
            returning l.gemeente, l.id, l.bericht_id, l.pogingen
        ), vermeld as (
            insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
            select gemeente, bericht_id, 'opgegeven', jsonb_build_object('pogingen', pogingen) from opgegeven
        )
        select gemeente, id, bericht_id from opgegeven
        """,
        term,
        _MAX_GIVEN_UP,
    )
    for row in rows:
        await release_followers(tx, row["gemeente"], row["id"])
    given_up = [(row["gemeente"], row["bericht_id"]) for row in rows]
    await raise_given_up(tx, given_up)
    return given_up
