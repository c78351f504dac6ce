"""The organisations that take part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

import asyncpg

from gateway.standard.channels import ADDRESS_COLUMNS, MAILBOX, ChannelName
from gateway.store.db.database import Connection

Soort = Literal["gemeente", "aanbieder", "beheerder", "intermediair"]


@dataclass(frozen=True, slots=True)
class Organisatie:
    """A municipality (by gemeentecode), a provider (by AGB code), or an operator or intermediary (by its own name)."""

    code: str
    soort: Soort
    naam: str
    afleveradres: str | None = None
    """The URL its messages are pushed to, with channel push."""
    productverschil_is_signaal: bool = False
    """Of a municipality: a start or stop with another product than assigned (IV075) is not refused for it."""
    beleid: str | None = None
    """Of a municipality: name of the region whose policy holds here; None: no policy is checked."""
    extern: bool = False
    """Of a municipality: it uses another gateway, and keeps its books there; here messages are passed on to it."""
    kanaal: ChannelName = MAILBOX
    """How it gets its messages: it collects them, or they are pushed, or put in a folder."""
    aflevermap: str | None = None
    """The folder on the machine of the worker, with channel map."""
    gewerkte_feestdagen: frozenset[str] = frozenset()
    """Of a municipality: the holidays of the law that count as working days here, of `calendar.WORKABLE`."""
    bevroren_op: datetime | None = None
    """From then on nothing is delivered to it; None: it is not frozen."""
    bevroren_reden: str | None = None
    via: str | None = None
    """The intermediary that acts for it in this request; None: it acts itself."""
    berichtsoorten: frozenset[str] | None = None
    """The messages that this intermediary may handle for it."""

    @property
    def address(self) -> str | None:
        """The URL or folder that its channel delivers to; None when it collects its messages."""
        column = ADDRESS_COLUMNS.get(self.kanaal)
        found: str | None = getattr(self, column) if column else None
        return found

    def may_handle(self, soort: str) -> bool:
        """Return True when the caller, perhaps an intermediary, may handle this kind of message for it."""
        return self.berichtsoorten is None or soort in self.berichtsoorten


LOCAL_OPERATOR: Final = Organisatie("opdrachtregel", "beheerder", "de opdrachtregel van de gateway")
"""The operator at the machine itself, who is no row of the table."""


def as_organisatie(row: asyncpg.Record) -> Organisatie:
    """Return the row as an object."""
    return Organisatie(
        row["code"],
        cast(Soort, row["soort"]),
        row["naam"],
        row["afleveradres"],
        row["productverschil_is_signaal"],
        row["beleid"],
        row["extern"],
        cast(ChannelName, row["kanaal"]),
        row["aflevermap"],
        frozenset(row["gewerkte_feestdagen"]),
        row["bevroren_op"],
        row["bevroren_reden"],
    )


async def save(tx: Connection, organisatie: Organisatie) -> None:
    """Write the organisation with this name, channel and settings. Raises ValueError when its kind would change.

    It stays frozen or not, as it was: see `freeze` and `release`.
    """
    row = await tx.fetchrow(
        """
        insert into organisaties (code, soort, naam, afleveradres, productverschil_is_signaal, kanaal, aflevermap,
            beleid, extern, gewerkte_feestdagen)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (code) do update set naam = excluded.naam, afleveradres = excluded.afleveradres,
            productverschil_is_signaal = excluded.productverschil_is_signaal, kanaal = excluded.kanaal,
            aflevermap = excluded.aflevermap, beleid = excluded.beleid,
            extern = excluded.extern, gewerkte_feestdagen = excluded.gewerkte_feestdagen
            where organisaties.soort = excluded.soort
        returning code
        """,
        organisatie.code,
        organisatie.soort,
        organisatie.naam,
        organisatie.afleveradres,
        organisatie.productverschil_is_signaal,
        organisatie.kanaal,
        organisatie.aflevermap,
        organisatie.beleid,
        organisatie.extern,
        sorted(organisatie.gewerkte_feestdagen),
    )
    if row is None:
        raise ValueError(f"{organisatie.code} staat al ingeschreven als een andere soort organisatie.")


async def freeze(tx: Connection, code: str, reden: str | None) -> None:
    """Stop deliveries to the organisation. One that was frozen already keeps the time at which it was."""
    await tx.execute(
        "update organisaties set bevroren_op = coalesce(bevroren_op, now()), bevroren_reden = $2 where code = $1",
        code,
        reden,
    )


async def release(tx: Connection, code: str) -> None:
    """Allow deliveries to the organisation again."""
    await tx.execute("update organisaties set bevroren_op = null, bevroren_reden = null where code = $1", code)


async def find(tx: Connection, code: str) -> Organisatie | None:
    """Return the organisation with this code."""
    row = await tx.fetchrow("select * from organisaties where code = $1", code)
    return as_organisatie(row) if row else None


async def list_worked_holidays(tx: Connection, gemeente: str | None) -> dict[str, frozenset[str]]:
    """Return by municipality, in order, the holidays on which it works; of one, or of all when it is None."""
    rows = await tx.fetch(
        "select code, gewerkte_feestdagen from organisaties"
        " where soort = 'gemeente' and ($1::text is null or code = $1) order by code",
        gemeente,
    )
    return {row["code"]: frozenset(row["gewerkte_feestdagen"]) for row in rows}


async def lock(tx: Connection, code: str) -> None:
    """Make other transactions that lock this organisation wait until this one ends.

    Whoever replaces a register of a municipality as a whole holds it.
    """
    await tx.execute("select from organisaties where code = $1 for update", code)


async def list_organisaties(tx: Connection) -> list[Organisatie]:
    """Return all organisations, by code."""
    return [as_organisatie(row) for row in await tx.fetch("select * from organisaties order by code")]
