"""The requests that messages are judged on: all of a client, and those with a reference in the message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gateway.rules.case import Request, RequestAnswer
from gateway.store.db.database import Connection
from gateway.store.db.places import REQUEST_REFERENCE, Findable
from gateway.store.requests.verzoeken import EFFECTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The question of one message: on which requests is it judged?"""

    gemeente: str
    aanbieder: str
    client_id: UUID | None
    """None: the municipality knows no such client, or the message names none."""
    referenties: tuple[str, ...]
    sha256: bytes
    """Of the message: an answer that these very bytes gave doesn't count."""


_LOAD: Final = f"""
select vraag.nr, v.gemeente, v.id, v.referentie, v.soort, v.client_id, array(
    select distinct a.antwoord from verzoek_antwoorden a
    join berichten b on b.gemeente = a.gemeente and b.id = a.bericht_id
    where a.gemeente = v.gemeente and a.verzoek_id = v.id and b.sha256 <> vraag.sha256 and {EFFECTIVE}
) as antwoorden
from unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[]) with ordinality
    as vraag (gemeente, aanbieder, client_id, sha256, nr)
cross join lateral (
    select c.id from verzoeken c
    where c.gemeente = vraag.gemeente and c.client_id = vraag.client_id and c.aanbieder = vraag.aanbieder
    union
    select c.id from unnest($5::bigint[], $6::zoekbaar[]) as r (nr, hash)
    join verzoeken c on c.gemeente = vraag.gemeente and c.aanbieder = vraag.aanbieder and c.referentie_zoek = r.hash
    where r.nr = vraag.nr
) gevonden
join verzoeken v on v.gemeente = vraag.gemeente and v.id = gevonden.id and v.referentie_zoek is not null
"""


async def load(tx: Connection, asked: Sequence[Sought]) -> list[dict[str, Request]]:
    """Return for each of these messages the requests by their reference; one that was erased isn't among them.

    Consistent when the caller holds the locks on the clients and the references.
    """
    references = [(number, each.gemeente, name) for number, each in enumerate(asked, 1) for name in each.referenties]
    rows = await tx.fetch(
        _LOAD,
        [each.gemeente for each in asked],
        [each.aanbieder for each in asked],
        [each.client_id for each in asked],
        [each.sha256 for each in asked],
        [number for number, _, _ in references],
        [Findable("referentie", gemeente, name) for _, gemeente, name in references],
    )
    found: list[dict[str, Request]] = [{} for _ in asked]
    for row in rows:
        place = REQUEST_REFERENCE.at(row["gemeente"], row["id"])
        number = row["nr"] - 1
        found[number][row["referentie"].open(place).decode()] = Request(
            soort=row["soort"],
            of_client=row["client_id"] == asked[number].client_id,
            answers=frozenset(map(RequestAnswer, row["antwoorden"])),
        )
    return found
