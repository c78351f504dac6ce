"""The mailboxes: what waits until its receiver says that it has it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.delivery.outbox import let_followers_go
from gateway.store.ledger.berichten import legible


@dataclass(frozen=True, slots=True)
class Wachtend:
    """A message that waits in a mailbox."""

    volgnummer: int
    """Its place in the mailbox: lower is older."""
    bericht_id: UUID
    soort: str
    verzender: str
    identificatie: str
    vastgelegd_op: datetime


async def waiting(
    tx: Connection, ontvanger: str, na: int, aantal: int, soorten: Collection[str] | None = None
) -> list[Wachtend]:
    """Return at most `aantal` messages of these kinds that wait for this receiver, oldest first, from after place `na`.

    `soorten`: None is every kind. Those that could not be sent to it are among them; when it is frozen there are none.
    """
    rows = await tx.fetch(
        """
        select l.id as volgnummer, b.id as bericht_id, b.soort, b.verzender, b.identificatie, b.vastgelegd_op
        from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
        where l.ontvanger = $1 and (l.staat = 'opgegeven' or l.staat = 'wachtend' and l.kanaal = 'postvak')
            and l.id > $2 and ($4::text[] is null or b.soort = any($4))
            and not exists (select from organisaties where code = $1 and bevroren_op is not null)
        order by l.id limit $3
        """,
        ontvanger,
        na,
        aantal,
        None if soorten is None else list(soorten),
    )
    return [Wachtend(**{**dict(row), "identificatie": legible(row["identificatie"])}) for row in rows]


async def collected(tx: Connection, ontvanger: str, bericht_id: UUID, soorten: Collection[str] | None = None) -> bool:
    """The message no longer waits for this receiver; False when it never had such a message of these kinds.

    Saying so again changes nothing.
    """
    row = await tx.fetchrow(
        """
        with bericht as (
            select gemeente from berichten where id = $2 and ($3::text[] is null or soort = any($3))
        ), klaar as (
            update leveringen set staat = 'geleverd', onderweg = false, afgerond_op = now()
            where gemeente = (select gemeente from bericht)
                and bericht_id = $2 and ontvanger = $1 and staat <> 'geleverd'
            returning gemeente, bericht_id
        ), vermeld as (
            insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
            select gemeente, bericht_id, 'opgehaald', jsonb_build_object('ontvanger', $1::text) from klaar
        )
        select gemeente, id, kanaal from leveringen where gemeente = (select gemeente from bericht)
            and bericht_id = $2 and ontvanger = $1
        """,
        ontvanger,
        bericht_id,
        None if soorten is None else list(soorten),
    )
    if row is None:
        return False
    if row["kanaal"] != "postvak":
        await let_followers_go(tx, row["gemeente"], row["id"])
    return True
