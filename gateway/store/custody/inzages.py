"""The read records of personal data: rows are added and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.ledger.latest_verdict import AS_JUDGED
from gateway.store.lists import listing
from gateway.store.lists.listing import Listing, Where

SubjectKind = Literal[
    "bericht",
    "berichten",
    "client",
    "clienten",
    "toewijzing",
    "toewijzingen",
    "signaal",
    "signalen",
    "inzages",
    "proefbericht",
    "bewaarplichten",
    "indicator",
    "verzoek",
    "verzoeken",
]
ReadOutcome = Literal["toegestaan", "geweigerd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAccess:
    """One access to personal data to be recorded, by the fields of NEN 7513."""

    organisatie: str
    """The organisation that saw it, or for which an intermediary did."""
    via: str | None
    """That intermediary; None: the organisation itself."""
    ingang: str
    """The API key, token or certificate; on the command line the user of the system."""
    actie: str
    """Method and route, or command."""
    soort: SubjectKind
    onderwerp: str | None
    """Id of the subject; of an assignment municipality/number. None: a list, or no id."""
    gemeente: str | None = None
    """The client's municipality, when it doesn't follow from the subject. None: not known, or there is none."""
    clienten: tuple[UUID, ...] = ()
    """The clients it was about, as far as they don't follow from the subject."""
    doel: str
    uitkomst: ReadOutcome
    aanvraag: str
    """The id of the request in the log."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A read record as it is kept."""

    volgnummer: int
    op: datetime
    organisatie: str
    via: str | None
    ingang: str
    actie: str
    soort: str
    onderwerp: str | None
    doel: str
    uitkomst: str
    aanvraag: str


_NOTHING: Final = "select null::text as gemeente, null::uuid as client_id where false"
_SUBJECT_OF: Final[Mapping[SubjectKind, str]] = {
    "bericht": (
        f"select b.gemeente, coalesce(nu_client_id, b.client_id) as client_id from {AS_JUDGED}"
        " where b.id = $7::text::uuid"
    ),
    "client": "select gemeente, id as client_id from clienten where gemeente = $1 and id = $7::text::uuid",
    "toewijzing": (
        "select gemeente, client_id from toewijzingen where gemeente = split_part($7::text, '/', 1)"
        " and nummer = nullif(split_part($7::text, '/', 2), '')::bigint"
    ),
    "signaal": "select gemeente, client_id from signalen where gemeente = $1 and id = $7::text::uuid",
}
"""By kind of subject the SQL that finds its municipality and client. `$1` is the reading organisation, `$7` the id."""


async def record_read(tx: Connection, access: ReadAccess) -> None:
    """Write the read record, with the client it is about; one statement, which needs no transaction."""
    await tx.execute(
        f"""
        insert into inzages (gemeente, organisatie, via, ingang, actie, soort, onderwerp, clienten, doel, uitkomst,
            aanvraag)
        select coalesce(max(o.gemeente), $11, $1::text), $1::text, $2, $3, $4, $5::text, $7::text,
            array(select distinct c from unnest($6::uuid[] || array_agg(o.client_id)) c where c is not null),
            $8, $9, $10
        from ({_SUBJECT_OF.get(access.soort, _NOTHING)}) o
        """,
        access.organisatie,
        access.via,
        access.ingang,
        access.actie,
        access.soort,
        access.clienten,
        access.onderwerp,
        access.doel,
        access.uitkomst,
        access.aanvraag,
        access.gemeente,
    )


async def find_municipality(tx: Connection, client: UUID) -> str | None:
    """Return the municipality of this client; None when there is no such client."""
    found: str | None = await tx.fetchval("select gemeente from clienten where id = $1", client)
    return found


READS: Final = Listing(
    columns="id as volgnummer, op, organisatie, via, ingang, actie, soort, onderwerp, doel, uitkomst, aanvraag",
    source="inzages",
    key={"id": "bigint"},
)


def where_of(gemeente: str | None, client: UUID) -> Where:
    """Return the conditions of the read records of this client. `gemeente`: whose it has to be; None: anybody's."""
    where = Where()
    where.add("clienten @> array[{}::uuid]", client)
    where.add_given("gemeente = {}", gemeente)
    return where


def as_record(row: asyncpg.Record) -> ReadRecord:
    """Return the row of `READS` as an object."""
    return ReadRecord(**{name: row[name] for name in ReadRecord.__dataclass_fields__})


async def fetch_page(tx: Connection, gemeente: str | None, client: UUID, na: int, aantal: int) -> list[ReadRecord]:
    """Return at most `aantal` read records of this client, oldest first, from after number `na`.

    `gemeente`: only when the client is of this municipality; None: of any.
    """
    rows = await listing.fetch_page(tx, READS, where_of(gemeente, client), (na,), aantal, newest_first=False)
    return [as_record(row) for row, _ in rows]
