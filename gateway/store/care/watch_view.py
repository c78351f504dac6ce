"""The view of the watch on dates: the care of many clients at once, and the answers that are awaited.

Its statements don't share a snapshot. That does no harm: a change between two of them comes with a message, and a
client with a newer message is looked at again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from gateway.policy.care.ceilings import ProductFact
from gateway.policy.watch_file import OpenRequest, SentVersion, Unanswered, WatchFile
from gateway.rules.case import RequestAnswer
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.identifiers import mask_identificatie
from gateway.store.care import contracten, message_view, plafonds, policy_view, tarieven
from gateway.store.db.database import Connection
from gateway.store.requests import verzoek_antwoorden, verzoeken
from gateway.store.requests.verzoeken import KeptRequest

_DAY = "(b.vastgelegd_op at time zone 'Europe/Amsterdam')::date"

_SENT = f"""
with verzonden as (
    select t.client_id, t.nummer, v.versie, v.einddatum, min({_DAY}) as dag
    from toewijzingen t
    join toewijzing_versies v on v.gemeente = t.gemeente and v.nummer = t.nummer
    join toewijzing_verzendingen z on z.gemeente = v.gemeente and z.nummer = v.nummer and z.versie = v.versie
    join berichten b on b.gemeente = z.gemeente and b.id = z.bericht_id
    where t.gemeente = $1 and t.client_id = any($2::uuid[]) and not exists (
        select from berichten r
        where r.gemeente = b.gemeente and r.heenbericht_id = b.id and r.uitkomst = 'afgekeurd'
    )
    group by t.client_id, t.nummer, v.versie, v.einddatum
), laatste as (
    select distinct on (nummer) client_id, nummer, einddatum from verzonden order by nummer, versie desc
)
select l.client_id, l.nummer, min(v.dag) as sinds, l.einddatum,
    min(v.dag) filter (where v.einddatum is not distinct from l.einddatum) as einde_sinds
from laatste l join verzonden v using (nummer)
group by l.client_id, l.nummer, l.einddatum
"""

_UNANSWERED = f"""
with zonder_antwoord as (
    select t.client_id, z.bericht_id as id, t.aanbieder
    from toewijzingen t join toewijzing_verzendingen z on z.gemeente = t.gemeente and z.nummer = t.nummer
    where t.gemeente = $1 and t.client_id = any($2::uuid[])
    union
    select v.client_id, a.bericht_id, v.aanbieder
    from verzoeken v join verzoek_antwoorden a on a.gemeente = v.gemeente and a.verzoek_id = v.id
    where v.gemeente = $1 and v.client_id = any($2::uuid[])
    union
    select client_id, id, verzender from berichten
    where gemeente = $1 and oordeel = 'geparkeerd' and (client_id = any($2::uuid[]) or ($3 and client_id is null))
)
select w.client_id, b.id, b.soort, b.identificatie, w.aanbieder, {_DAY} as op
from zonder_antwoord w join berichten b on b.gemeente = $1 and b.id = w.id
where not exists (select from berichten r where r.gemeente = $1 and r.heenbericht_id = w.id)
"""
"""The 301s and 319s without an answer, and the messages that are parked; one that was judged again has an answer."""


_EVALUATIONS = """
select t.client_id, t.nummer, v.evaluatie_op from toewijzingen t cross join lateral (
    select evaluatie_op from toewijzing_versies where gemeente = t.gemeente and nummer = t.nummer
    order by versie desc limit 1
) v
where t.gemeente = $1 and t.client_id = any($2::uuid[]) and v.evaluatie_op <> '{}'
"""


async def load_watch_files(
    tx: Connection,
    gemeente: str,
    clienten: Sequence[UUID],
    *,
    without_client: bool,
    worked: frozenset[str] = frozenset(),
    refused_since: datetime,
    facts: Sequence[ProductFact] = (),
) -> Mapping[UUID | None, WatchFile]:
    """Return the watch file of each of these clients.

    With `without_client` also, under None, the messages about someone the municipality doesn't know that are parked,
    were given up, or were refused since `refused_since`, and the contracts, tariffs and what is committed. `worked`:
    the holidays that it counts as working days. `facts`: of the products under its policy.
    """
    care = await policy_view.load_care(tx, gemeente, clienten)
    sent: dict[UUID, dict[int, SentVersion]] = {}
    for row in await tx.fetch(_SENT, gemeente, clienten):
        sent.setdefault(row["client_id"], {})[row["nummer"]] = SentVersion(
            since=row["sinds"], einddatum=row["einddatum"], end_since=row["einde_sinds"]
        )
    unanswered: dict[UUID | None, list[Unanswered]] = {}
    for row in await tx.fetch(_UNANSWERED, gemeente, clienten, without_client):
        unanswered.setdefault(row["client_id"], []).append(_unanswered(row))
    refused = await message_view.load_refused(tx, gemeente, clienten)
    given_up = await message_view.load_given_up(tx, gemeente, clienten, without_client=without_client)
    findings = await message_view.load_findings(tx, gemeente, clienten)
    requests: dict[UUID, list[OpenRequest]] = {}
    still_open = await verzoeken.list_open(tx, gemeente, clienten)
    refused_answers = await verzoek_antwoorden.list_refused(tx, gemeente, [each.id for each in still_open])
    for each in still_open:
        requests.setdefault(each.client_id, []).append(_open_request(each, refused_answers.get(each.id)))
    evaluations: dict[UUID, dict[int, tuple[date, ...]]] = {}
    for row in await tx.fetch(_EVALUATIONS, gemeente, clienten):
        evaluations.setdefault(row["client_id"], {})[row["nummer"]] = tuple(row["evaluatie_op"])
    found: dict[UUID | None, WatchFile] = {
        client: WatchFile(
            care=care.get(client, ()),
            sent=sent.get(client, {}),
            unanswered=tuple(unanswered.get(client, ())),
            requests=tuple(requests.get(client, ())),
            evaluations=evaluations.get(client, {}),
            refused=tuple(refused.get(client, ())),
            given_up=tuple(given_up.get(client, ())),
            findings=tuple(findings.get(client, ())),
            worked=worked,
        )
        for client in clienten
    }
    if without_client:
        found[None] = WatchFile(
            unanswered=tuple(unanswered.get(None, ())),
            given_up=tuple(given_up.get(None, ())),
            refused_of_nobody=tuple(await message_view.load_refused_of_nobody(tx, gemeente, refused_since)),
            contracts=tuple(await contracten.list_contracts(tx, gemeente)),
            tariffs=tuple(await tarieven.list_tariffs(tx, gemeente)),
            commitments=tuple(await plafonds.sum_commitments(tx, gemeente, None, facts)),
            worked=worked,
        )
    return found


def _open_request(kept: KeptRequest, refused: tuple[str, datetime] | None) -> OpenRequest:
    return OpenRequest(
        id=str(kept.id),
        bericht=str(kept.bericht_id),
        soort=kept.soort,
        aanbieder=kept.aanbieder,
        product=kept.code or kept.categorie,
        ingangsdatum=kept.ingangsdatum,
        received=kept.ontvangen_op.astimezone(DUTCH_TIME).date(),
        dagtekening=kept.dagtekening,
        investigated=kept.status == RequestAnswer.INVESTIGATED.value,
        refused=None if refused is None else (refused[0], refused[1].astimezone(DUTCH_TIME).date()),
    )


def _unanswered(row: asyncpg.Record) -> Unanswered:
    return Unanswered(
        bericht=str(row["id"]),
        soort=row["soort"],
        identificatie=mask_identificatie(row["identificatie"]),
        aanbieder=row["aanbieder"],
        day=row["op"],
    )


@dataclass(frozen=True, slots=True)
class ClientPage:
    """Some clients of a municipality, one after another by id."""

    last: UUID | None
    """The last one that was passed; None: there are no more."""
    clienten: list[UUID]
    """The clients among them whose dates may give rise to a signal."""
    passed: int
    """How many there are."""


async def list_clients_to_watch(tx: Connection, gemeente: str, after: UUID, sinds: date, limit: int) -> ClientPage:
    """Return the clients to look at among the next `limit` after the one with id `after`.

    These have an assignment that runs or was decided on `sinds` or later, a request that is open, a message that is
    parked, was refused or given up or has findings that stand, or a signal whose cause lasts.
    """
    rows = await tx.fetch(
        "select id from clienten where gemeente = $1 and id > $2 order by id limit $3", gemeente, after, limit
    )
    all_ids = [row["id"] for row in rows]
    to_watch = await tx.fetch(
        """
        select t.client_id from toewijzingen t cross join lateral (
            select einddatum, verwijderd, toewijzingsdatum from toewijzing_versies
            where gemeente = t.gemeente and nummer = t.nummer order by versie desc limit 1
        ) v
        where t.gemeente = $1 and t.client_id = any($2::uuid[]) and (v.toewijzingsdatum >= $3
            or (not v.verwijderd and (v.einddatum is null or v.einddatum >= $3)))
        union
        select client_id from signalen where gemeente = $1 and client_id = any($2::uuid[]) and vervallen_op is null
        union
        select client_id from verzoeken
        where gemeente = $1 and client_id = any($2::uuid[]) and status in ('open', 'in-onderzoek')
        union
        select client_id from berichten
        where gemeente = $1 and oordeel = 'geparkeerd' and client_id = any($2::uuid[])
        """,
        gemeente,
        all_ids,
        sinds,
    )
    found = {row["client_id"] for row in to_watch}
    found.update(
        await message_view.list_troubled_clients(tx, gemeente, [each for each in all_ids if each not in found])
    )
    return ClientPage(all_ids[-1] if len(all_ids) == limit else None, sorted(found), len(all_ids))


async def list_changed_clients(
    tx: Connection, gemeente: str, after: UUID, limit: int
) -> tuple[list[UUID], UUID | None]:
    """Return the clients that the first `limit` messages after `after` are about, and the last of those messages.

    None: there are no more messages.
    """
    rows = await tx.fetch(
        "select id, client_id from berichten where gemeente = $1 and id > $2 order by id limit $3",
        gemeente,
        after,
        limit,
    )
    clienten = dict.fromkeys(row["client_id"] for row in rows if row["client_id"] is not None)
    return list(clienten), rows[-1]["id"] if len(rows) == limit else None
