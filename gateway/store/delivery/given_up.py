"""Deliveries that were given up, counted and offered again many at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.store.db.database import Connection
from gateway.store.parties.operator_log import Actor


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A choice among the deliveries that are given up now."""

    sinds: datetime | None = None
    """Those last given up at this instant or later; None: whenever that was."""
    ontvanger: str | None = None
    """None: for any receiver."""
    soorten: Collection[str] | None = None
    """None: every kind of message."""


@dataclass(frozen=True, slots=True)
class GivenUpCount:
    """The number of deliveries in such a choice."""

    aan_te_bieden: int
    gewist: int
    """Of messages whose content was erased after its term: nothing is left to deliver."""


# `opgegeven_op` is when it was first given up; `niet_voor` is set whenever it is given up, so also the second time.
_CHOSEN: Final = """
    from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
    where l.staat = 'opgegeven' and ($1::timestamptz is null or greatest(l.opgegeven_op, l.niet_voor) >= $1)
        and ($2::text is null or l.ontvanger = $2) and ($3::text[] is null or b.soort = any($3))
"""
# By its size first, so that a large content is not read to see that it is there.
_ERASED: Final = "(pg_column_size(b.inhoud) < 100 and b.inhoud = row(0, '')::geheim)"


def _values(choice: GivenUp) -> tuple[datetime | None, str | None, list[str] | None]:
    return choice.sinds, choice.ontvanger, None if choice.soorten is None else sorted(choice.soorten)


async def count_given_up(tx: Connection, choice: GivenUp) -> GivenUpCount:
    """Return how many deliveries are given up and chosen."""
    row = await tx.fetchrow(
        f"select count(*) filter (where not {_ERASED}), count(*) filter (where {_ERASED}) {_CHOSEN}", *_values(choice)
    )
    assert row is not None, "an aggregate has a row"
    return GivenUpCount(*row)


async def offer_again(tx: Connection, choice: GivenUp, after: int, limit: int, actor: Actor) -> list[int]:
    """Make at most `limit` chosen deliveries due now, oldest first, from beyond number `after`; return their numbers.

    The same bytes are sent once more, each at its old place among the messages about its client, with its whole term
    before it; a receiver that rests is tried at once. Each counts as given up until it is made, and the actor is an
    event of each message. A row that another transaction has locked is awaited, and passed over when it is no longer
    given up: an older delivery of a series is so never offered after a younger one. Fewer than
    `limit`: no more are left.
    """
    rows = await tx.fetch(
        f"""
        with gekozen as (
            select l.gemeente, l.id {_CHOSEN} and not {_ERASED} and l.id > $4 order by l.id limit $5 for update of l
        ), aangeboden as (
            update leveringen l set staat = 'wachtend', kanaal = o.kanaal, sinds = now(), niet_voor = now(),
                opgegeven_op = coalesce(l.opgegeven_op, now()), afgerond_op = null, wacht_op = null, onderweg = false
            from gekozen g, organisaties o
            where l.gemeente = g.gemeente and l.id = g.id and o.code = l.ontvanger
            returning l.gemeente, l.id, l.bericht_id, l.ontvanger
        ), vermeld as (
            insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
            select gemeente, bericht_id, 'opnieuw_aangeboden', $6 from aangeboden order by id
        )
        select id, ontvanger from aangeboden order by id
        """,
        *_values(choice),
        after,
        limit,
        actor.to_json(),
    )
    # In the order of their codes, so that two of these never wait for each other.
    await tx.execute(
        """
        with rustend as (
            select ontvanger from bestemmingen where ontvanger = any($1) and rust_tot > now()
            order by ontvanger for update
        )
        update bestemmingen b set rust_tot = now() from rustend r where b.ontvanger = r.ontvanger
        """,
        sorted({row["ontvanger"] for row in rows}),
    )
    return [row["id"] for row in rows]
