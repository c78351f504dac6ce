"""Deliveries as an operator sees them and retries them by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from gateway.standard.channels import DeliveryState
from gateway.standard.identifiers import mask_identificatie
from gateway.store.db.database import Connection
from gateway.store.ledger.gebeurtenissen import log_event
from gateway.store.lists.listing import Listing, Where
from gateway.store.lists.messages import IN_STATE, STATE
from gateway.store.parties.operator_log import Actor


@dataclass(frozen=True, slots=True)
class Delivery:
    """The state of the delivery of one message. No personal data."""

    volgnummer: int
    """Higher is later."""
    bericht_id: UUID
    gemeente: str
    soort: str
    identificatie: str
    ontvanger: str
    kanaal: str
    staat: DeliveryState
    pogingen: int
    sinds: datetime
    volgende_poging: datetime | None
    """The earliest moment; None when it is not going to be sent, or an earlier message goes first."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiver that messages are sent to, or that is frozen."""

    code: str
    naam: str
    kanaal: str
    wachtend: int
    oudste: datetime | None
    """When the oldest waiting message began to wait."""
    opgegeven: int
    fouten: int
    """Attempts in a row that did not reach it."""
    rust_tot: datetime | None
    gezien_op: datetime | None
    """When it last answered, to the minute; None: never since this is noted."""
    certificaat_tot: datetime | None
    """The end of its certificate, as the last trial saw it; None: not tried, or it showed none."""
    bevroren_op: datetime | None
    bevroren_reden: str | None
    bevroren_door: str | None
    """None: it isn't frozen, or was frozen before that was recorded."""
    bevroren_ingang: str | None


DELIVERIES: Final = Listing(
    columns=f"""l.id as volgnummer, l.bericht_id, l.gemeente, b.soort, b.identificatie, l.ontvanger, l.kanaal,
        {STATE} as staat, l.pogingen, l.sinds, case
            when l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.wacht_op is null then l.niet_voor
        end as volgende_poging""",
    source="leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id",
    key={"l.id": "bigint"},
    counted="leveringen l",
)
_SELECT: Final = f"select {DELIVERIES.columns} from {DELIVERIES.source}"


WAITS: Final = "(l.staat = 'wachtend' and l.kanaal = 'postvak' or l.staat = 'wachtend' and l.kanaal <> 'postvak')"
"""One condition in two halves: messages to be collected and messages to be sent have an index each."""


def as_delivery(row: asyncpg.Record) -> Delivery:
    """Return the row of `DELIVERIES` as an object."""
    values = {name: row[name] for name in Delivery.__dataclass_fields__}
    return Delivery(**{**values, "identificatie": mask_identificatie(row["identificatie"])})


def where_of(staat: DeliveryState | None, ontvanger: str | None) -> Where:
    """Return the conditions of deliveries in this state, to this receiver; None: whichever."""
    where = Where()
    if staat is not None:
        where.add(IN_STATE[staat])
    where.add_given("l.ontvanger = {}", ontvanger)
    return where


async def retry_delivery(tx: Connection, bericht_id: UUID, actor: Actor) -> Delivery | None:
    """Make this message due now, whatever became of it before, and record that. Return None when it has no delivery.

    The same bytes are sent once more, at its old place among the messages about its client; a receiver that rests is
    tried at once. A delivery that is under way stays so, and one that was given up counts as such until it is made.
    """
    row = await tx.fetchrow(
        """
        update leveringen l set staat = 'wachtend', kanaal = o.kanaal, sinds = now(), afgerond_op = null,
            antwoord_voor = null,
            opgegeven_op = case l.staat when 'opgegeven' then coalesce(l.opgegeven_op, now())
                when 'wachtend' then l.opgegeven_op end,
            wacht_op = null, onderweg = l.onderweg and l.niet_voor > now(),
            niet_voor = case when l.onderweg then greatest(l.niet_voor, now()) else now() end
        from organisaties o where l.bericht_id = $1 and o.code = l.ontvanger
        returning l.gemeente, l.ontvanger
        """,
        bericht_id,
    )
    if row is None:
        return None
    await tx.execute("update bestemmingen set rust_tot = least(rust_tot, now()) where ontvanger = $1", row["ontvanger"])
    await log_event(tx, row["gemeente"], bericht_id, "opnieuw_aangeboden", **actor.to_json())
    return await find_delivery(tx, row["gemeente"], bericht_id)


async def find_delivery(tx: Connection, gemeente: str, bericht_id: UUID) -> Delivery | None:
    """Return the delivery of this message; None when it is delivered to nobody."""
    found = await tx.fetchrow(f"{_SELECT} where l.gemeente = $1 and l.bericht_id = $2", gemeente, bericht_id)
    return as_delivery(found) if found else None


async def list_receivers(tx: Connection) -> list[Receiver]:
    """Return the receivers that messages are sent to and those that are frozen, by code."""
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
            coalesce(g.aantal, 0), coalesce(b.fouten, 0), b.rust_tot, b.gezien_op, b.certificaat_tot,
            o.bevroren_op, o.bevroren_reden, w.door, w.ingang
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
    return [Receiver(*row) for row in rows]
