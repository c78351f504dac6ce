"""The calendar of freezes: periods in which nothing goes by a channel, or nothing is taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.store.db.database import Connection
from gateway.store.parties.operator_log import Actor

COMING_IN: Final = "binnenkomst"
"""Instead of a channel: what others bring."""
OPEN_DAYS: Final = 92
_LOCK: Final = 0x69576D6F_0007


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """A period in which a channel, or what comes in, stands still."""

    volgnummer: int
    kanaal: str
    """The name of a channel, or `COMING_IN`."""
    soorten: Sequence[str]
    """Kinds of message; empty: every kind."""
    van: datetime
    """Inclusive."""
    tot: datetime
    """Not inclusive; the moment at which it was ended, when that came first."""
    reden: str | None
    door: str
    wachtend: int
    """Messages that wait now to go by this channel."""
    open: int
    """Messages of the last `OPEN_DAYS` days that went by it and have no return message: to close before it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFreeze:
    """A freeze that is not in the calendar yet."""

    kanaal: str
    soorten: Sequence[str]
    van: datetime
    tot: datetime
    reden: str | None


async def add(tx: Connection, new: NewFreeze, actor: Actor) -> int:
    """Write the freeze into the calendar, and return its number."""
    id: int = await tx.fetchval(
        "insert into stilstanden (kanaal, soorten, van, tot, reden, door, ingang) values ($1, $2, $3, $4, $5, $6, $7)"
        " returning id",
        new.kanaal,
        list(new.soorten),
        new.van,
        new.tot,
        new.reden,
        actor.organisatie,
        actor.ingang,
    )
    return id


async def end(tx: Connection, id: int, actor: Actor) -> bool:
    """End this freeze now, or withdraw it when it has not begun. Return False when it is over already, or isn't there.

    One that is withdrawn keeps its row, with an end before its beginning.
    """
    ended = await tx.fetchval(
        "update stilstanden set tot = now(), beeindigd_door = $2, beeindigd_ingang = $3"
        " where id = $1 and tot > now() returning true",
        id,
        actor.organisatie,
        actor.ingang,
    )
    return bool(ended)


async def list_freezes(tx: Connection, answered: Sequence[str]) -> list[Freeze]:
    """Return the freezes that last or are to come, in the order in which they begin.

    `answered`: the kinds of message that are answered. Looks at each message of `OPEN_DAYS` days.
    """
    rows = await tx.fetch(
        """
        select s.id as volgnummer, s.kanaal, s.soorten, s.van, s.tot, s.reden, s.door, (
            select count(*) from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
            where l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.kanaal = s.kanaal
                and (s.soorten = '{}' or b.soort = any(s.soorten))
        ) as wachtend, (
            select count(*) from berichten b join leveringen l
                on l.gemeente = b.gemeente and l.bericht_id = b.id and l.ontvanger = b.ontvanger
            where b.vastgelegd_op > now() - make_interval(days => $2) and b.soort = any($1)
                and b.oordeel = 'goedgekeurd' and l.kanaal = s.kanaal and l.staat in ('geleverd', 'stil')
                and (s.soorten = '{}' or b.soort = any(s.soorten))
                and not exists (select from berichten a where a.gemeente = b.gemeente and a.heenbericht_id = b.id)
        ) as open
        from stilstanden s where s.tot > now() and s.tot > s.van order by s.van, s.id
        """,
        list(answered),
        OPEN_DAYS,
    )
    return [Freeze(**row) for row in rows]


async def lock_and_find_overlap(tx: Connection, new: NewFreeze) -> int | None:
    """Return the number of a freeze in the calendar that covers a part of this one already; None when none does.

    Nobody else plans one before this transaction ends.
    """
    await tx.execute("select pg_advisory_xact_lock($1)", _LOCK)
    found: int | None = await tx.fetchval(
        """
        select id from stilstanden where kanaal = $1 and tot > van and tot > now() and van < $4 and tot > $3
            and (soorten = '{}' or cardinality($2::text[]) = 0 or soorten && $2) order by id limit 1
        """,
        new.kanaal,
        list(new.soorten),
        new.van,
        new.tot,
    )
    return found


async def intake_frozen_until(tx: Connection) -> tuple[datetime, float] | None:
    """Return until when nothing is taken in, and how many seconds that is from now; None: it is taken in."""
    row = await tx.fetchrow(
        "select max(tot), extract(epoch from max(tot) - now())::float8 from stilstanden"
        " where kanaal = $1 and van <= now() and tot > now()",
        COMING_IN,
    )
    return None if row is None or row[0] is None else (row[0], row[1])
