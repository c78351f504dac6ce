"""Messages that were delivered and are not answered: noted as silent after a while, until they are answered."""

from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection

_MAX_NOTED: Final = 1000
"""Deliveries looked at in one transaction."""
_ANSWERED: Final = "exists (select from berichten a where a.gemeente = l.gemeente and a.heenbericht_id = l.bericht_id)"


async def note_silence(tx: Connection) -> list[tuple[str, UUID]]:
    """Mark the deliveries whose answer did not come in time as silent, each with an event.

    Return municipality and id of each. A delivery that was answered is looked at once, when its time is over; one that
    somebody else has locked is left for the next time.
    """
    rows = await tx.fetch(
        f"""
        with voorbij as (
            select l.gemeente, l.id, l.bericht_id, l.staat = 'geleverd' and not {_ANSWERED} as stil
            from leveringen l where l.antwoord_voor < now()
            order by l.antwoord_voor limit $1 for update of l skip locked
        ), bijgewerkt as (
            update leveringen l set antwoord_voor = null,
                staat = case when v.stil and b.oordeel = 'goedgekeurd' then 'stil' else l.staat end
            from voorbij v join berichten b on b.gemeente = v.gemeente and b.id = v.bericht_id
            where l.gemeente = v.gemeente and l.id = v.id
            returning l.gemeente, l.bericht_id, l.staat, l.kanaal, l.afgerond_op
        ), vermeld as (
            insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
            select gemeente, bericht_id, 'stil', jsonb_build_object('kanaal', kanaal, 'bezorgdOp', afgerond_op)
            from bijgewerkt where staat = 'stil'
        )
        select gemeente, bericht_id from bijgewerkt where staat = 'stil'
        """,
        _MAX_NOTED,
    )
    return [(row["gemeente"], row["bericht_id"]) for row in rows]


async def end_silence(tx: Connection) -> list[tuple[str, UUID]]:
    """Mark the silent deliveries that were answered since as delivered; return municipality and id of each."""
    rows = await tx.fetch(
        f"""
        with beantwoord as (
            select l.gemeente, l.id from leveringen l where l.staat = 'stil' and {_ANSWERED}
            limit $1 for update of l skip locked
        )
        update leveringen l set staat = 'geleverd' from beantwoord b
        where l.gemeente = b.gemeente and l.id = b.id returning l.gemeente, l.bericht_id
        """,
        _MAX_NOTED,
    )
    return [(row["gemeente"], row["bericht_id"]) for row in rows]
