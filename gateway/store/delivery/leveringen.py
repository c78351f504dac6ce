"""Deliveries as an operator looks at them, and as one sends a message again by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import legible, log_event
from gateway.store.parties.operator_log import Actor

Staat = Literal["wachtend", "onderweg", "opgegeven", "geleverd"]


@dataclass(frozen=True, slots=True)
class Levering:
    """How the delivery of one message stands. No personal data."""

    volgnummer: int
    """Higher is later."""
    bericht_id: UUID
    gemeente: str
    soort: str
    identificatie: str
    ontvanger: str
    kanaal: str
    staat: Staat
    pogingen: int
    sinds: datetime
    volgende_poging: datetime | None
    """Not before then; None when it is not going to be sent, or an earlier message goes first."""


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """How it goes with one receiver to whom messages are sent, or that is frozen."""

    code: str
    naam: str
    kanaal: str
    wachtend: int
    oudste: datetime | None
    """Since when the message that waits longest does."""
    opgegeven: int
    fouten: int
    """Attempts in a row that did not reach it."""
    rust_tot: datetime | None
    bevroren_op: datetime | None
    bevroren_reden: str | None
    bevroren_door: str | None
    """None: it isn't frozen, or was before that was on record."""
    bevroren_ingang: str | None


_SELECT = """
    select l.id as volgnummer, l.bericht_id, l.gemeente, b.soort, b.identificatie, l.ontvanger, l.kanaal,
        case when l.staat = 'wachtend' and l.onderweg and l.niet_voor > now() then 'onderweg' else l.staat end as staat,
        l.pogingen, l.sinds, case
            when l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.wacht_op is null then l.niet_voor
        end as volgende_poging
    from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
"""


WAITS: Final = "(l.staat = 'wachtend' and l.kanaal = 'postvak' or l.staat = 'wachtend' and l.kanaal <> 'postvak')"
"""Said twice, for what is to be collected and what is to be sent each have an index of their own."""

_IN_STATE: Mapping[Staat | None, str] = {
    None: "true",
    "wachtend": f"{WAITS} and not (l.onderweg and l.niet_voor > now())",
    "onderweg": "l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.onderweg and l.niet_voor > now()",
    "opgegeven": "l.staat = 'opgegeven'",
    "geleverd": "l.staat = 'geleverd'",
}


def _levering(row: asyncpg.Record) -> Levering:
    return Levering(**{**dict(row), "identificatie": legible(row["identificatie"])})


async def page(tx: Connection, staat: Staat | None, ontvanger: str | None, na: int, aantal: int) -> list[Levering]:
    """Return at most `aantal` deliveries in this state, to this receiver, oldest first, from after number `na`."""
    to_whom = "true" if ontvanger is None else "l.ontvanger = $3"
    rows = await tx.fetch(
        f"{_SELECT} where {_IN_STATE[staat]} and {to_whom} and l.id > $1 order by l.id limit $2",
        na,
        aantal,
        *([] if ontvanger is None else [ontvanger]),
    )
    return [_levering(row) for row in rows]


async def again(tx: Connection, bericht_id: UUID, wie: Actor) -> Levering | None:
    """The message is going to be delivered, as soon as may be; None: it has no delivery.

    Whatever had become of it before: the same bytes are sent once more, at its old place among the messages about its
    client, and a receiver that rests is tried at once. One that is under way stays so.
    """
    row = await tx.fetchrow(
        """
        update leveringen l set staat = 'wachtend', kanaal = o.kanaal, sinds = now(), afgerond_op = null,
            wacht_op = null, onderweg = l.onderweg and l.niet_voor > now(),
            niet_voor = case when l.onderweg then greatest(l.niet_voor, now()) else now() end
        from organisaties o where l.bericht_id = $1 and o.code = l.ontvanger
        returning l.gemeente, l.id, l.ontvanger
        """,
        bericht_id,
    )
    if row is None:
        return None
    await tx.execute("update bestemmingen set rust_tot = least(rust_tot, now()) where ontvanger = $1", row["ontvanger"])
    await log_event(tx, row["gemeente"], bericht_id, "opnieuw_aangeboden", **wie.to_json())
    found = await tx.fetchrow(f"{_SELECT} where l.gemeente = $1 and l.id = $2", row["gemeente"], row["id"])
    return _levering(found) if found else None


async def given_up(tx: Connection, ontvanger: str) -> list[UUID]:
    """Return the messages that were given up for this receiver, oldest first."""
    rows = await tx.fetch(
        "select bericht_id from leveringen where ontvanger = $1 and staat = 'opgegeven' order by id", ontvanger
    )
    return [row["bericht_id"] for row in rows]


async def receivers(tx: Connection) -> list[Ontvanger]:
    """Return all to whom messages are sent, and all that are frozen, by code."""
    rows = await tx.fetch(
        """
        with te_sturen as (
            select ontvanger, count(*) as aantal, min(sinds) as oudste from leveringen
            where staat = 'wachtend' and kanaal <> 'postvak' group by ontvanger
        ), in_postvak as (
            select o.code as ontvanger, count(*) as aantal, min(l.sinds) as oudste
            from organisaties o join leveringen l on l.ontvanger = o.code
            where o.bevroren_op is not null and l.staat = 'wachtend' and l.kanaal = 'postvak' group by o.code
        ), opgegeven as (
            select ontvanger, count(*) as aantal from leveringen where staat = 'opgegeven' group by ontvanger
        )
        select o.code, o.naam, o.kanaal, coalesce(t.aantal, 0) + coalesce(p.aantal, 0), least(t.oudste, p.oudste),
            coalesce(g.aantal, 0), coalesce(b.fouten, 0), b.rust_tot, o.bevroren_op, o.bevroren_reden,
            w.door, w.ingang
        from organisaties o left join bestemmingen b on b.ontvanger = o.code
            left join te_sturen t on t.ontvanger = o.code left join in_postvak p on p.ontvanger = o.code
            left join opgegeven g on g.ontvanger = o.code
            left join lateral (
                select e.door, e.ingang from organisatie_gebeurtenissen e
                where e.organisatie = o.code and e.soort = 'bevroren' and e.op >= o.bevroren_op order by e.id limit 1
            ) w on true
        where o.kanaal <> 'postvak' or o.bevroren_op is not null order by o.code
        """
    )
    return [Ontvanger(*row) for row in rows]
