"""Who looked at what is personal: rows are added and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import AS_JUDGED

SubjectKind = Literal[
    "bericht", "client", "toewijzing", "signaal", "signalen", "inzages", "proefbericht", "bewaarplichten"
]
ReadOutcome = Literal["toegestaan", "geweigerd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAccess:
    """One look at what is personal, by the fields of NEN 7513."""

    organisatie: str
    """Who saw it, or for whom an intermediary did."""
    via: str | None
    """That intermediary."""
    ingang: str
    """By which key, token or certificate; on the command line which user of the system."""
    actie: str
    """Method and route, or command."""
    soort: SubjectKind
    onderwerp: str | None
    """Id of what was looked at; of an assignment municipality/number. None: a list, or no id."""
    gemeente: str | None = None
    """Whose client it is, when the subject doesn't say so itself. None: that is not known, or there is none."""
    clienten: tuple[UUID, ...] = ()
    """Whom it was about, as far as the subject doesn't say so itself."""
    doel: str
    uitkomst: ReadOutcome
    aanvraag: str
    """The name of the request in the log."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A look, as it is on record."""

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


_NIETS: Final = "select null::text as gemeente, null::uuid as client_id where false"
_OVER: Final[Mapping[SubjectKind, str]] = {
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
"""By kind of subject: of which municipality it is and which client it is about. `$1` is who looks, `$7` the id."""


async def record_read(tx: Connection, lezing: ReadAccess) -> None:
    """The look is on record with the client it was about; one statement, which needs no transaction."""
    await tx.execute(
        f"""
        insert into inzages (gemeente, organisatie, via, ingang, actie, soort, onderwerp, clienten, doel, uitkomst,
            aanvraag)
        select coalesce(max(o.gemeente), $11, $1::text), $1::text, $2, $3, $4, $5::text, $7::text,
            array(select distinct c from unnest($6::uuid[] || array_agg(o.client_id)) c where c is not null),
            $8, $9, $10
        from ({_OVER.get(lezing.soort, _NIETS)}) o
        """,
        lezing.organisatie,
        lezing.via,
        lezing.ingang,
        lezing.actie,
        lezing.soort,
        lezing.clienten,
        lezing.onderwerp,
        lezing.doel,
        lezing.uitkomst,
        lezing.aanvraag,
        lezing.gemeente,
    )


async def find_municipality(tx: Connection, client: UUID) -> str | None:
    """Whose client this is."""
    found: str | None = await tx.fetchval("select gemeente from clienten where id = $1", client)
    return found


async def fetch_page(tx: Connection, gemeente: str | None, client: UUID, na: int, aantal: int) -> list[ReadRecord]:
    """Return at most `aantal` looks at this client, oldest first, from after number `na`; `gemeente` None: whosever it
    is.
    """
    rows = await tx.fetch(
        "select id, op, organisatie, via, ingang, actie, soort, onderwerp, doel, uitkomst, aanvraag from inzages"
        " where clienten @> array[$2::uuid] and ($1::text is null or gemeente = $1) and id > $3 order by id limit $4",
        gemeente,
        client,
        na,
        aantal,
    )
    return [ReadRecord(*row) for row in rows]
