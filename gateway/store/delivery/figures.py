"""How things stand in the database, as figures for who watches over it."""

from dataclasses import dataclass
from datetime import datetime

from gateway.store.db.database import Connection
from gateway.store.delivery import workers
from gateway.store.delivery.leveringen import WAITS


@dataclass(frozen=True, slots=True)
class Wachtrij:
    """What waits on one channel."""

    kanaal: str
    aantal: int
    oudste: datetime
    """When the message that waits longest came into the ledger."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The state of affairs at one moment."""

    nu: datetime
    """By the clock of the database."""
    wachtrijen: tuple[Wachtrij, ...]
    opgegeven: int
    """Messages that could not be delivered in time, and wait in the mailbox."""
    rustend: int
    """Receivers that are left in peace for a while because they could not be reached."""
    workers: int
    geparkeerd: int
    """Messages that wait for someone to have them judged again."""
    laatste_zegel: datetime | None
    """When the ledger was last sealed, in whichever municipality; None: never."""


async def load(tx: Connection) -> Stand:
    """Return the state of affairs now. Reads what waits, never the whole ledger."""
    rijen = await tx.fetch(
        f"""
        select l.kanaal, count(*) as aantal, min(b.vastgelegd_op) as oudste
        from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
        where {WAITS} group by l.kanaal order by l.kanaal
        """
    )
    row = await tx.fetchrow(
        """
        select clock_timestamp() as nu, (select max(op) from zegels) as zegel,
            (select count(*) from leveringen where staat = 'opgegeven') as opgegeven,
            (select count(*) from bestemmingen where rust_tot > now()) as rustend, (
            select count(*) from berichten b where b.oordeel = 'geparkeerd' and not exists (
                select from beoordelingen o where o.gemeente = b.gemeente and o.bericht_id = b.id
                and o.oordeel <> 'geparkeerd')) as geparkeerd
        """
    )
    assert row is not None
    wachtrijen = tuple(Wachtrij(each["kanaal"], each["aantal"], each["oudste"]) for each in rijen)
    return Stand(
        nu=row["nu"],
        wachtrijen=wachtrijen,
        opgegeven=row["opgegeven"],
        rustend=row["rustend"],
        workers=await workers.living(tx),
        geparkeerd=row["geparkeerd"],
        laatste_zegel=row["zegel"],
    )
