"""The view of the watch on dates: the care of many clients at once, and the answers that are awaited.

Its statements don't share a snapshot. That does no harm: a change between two of them comes with a message, and a
client with a newer message is looked at again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
    sent = await _load_sent(tx, gemeente, clienten)
    unanswered = await _load_unanswered(tx, gemeente, clienten, without_client=without_client)
    refused = await message_view.load_refused(tx, gemeente, clienten)
    given_up = await message_view.load_given_up(tx, gemeente, clienten, without_client=without_client)
    findings = await message_view.load_findings(tx, gemeente, clienten)
    requests = await _load_requests(tx, gemeente, clienten)
    evaluations = await _load_evaluations(tx, gemeente, clienten)
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


async def _load_sent(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> Mapping[UUID, dict[int, SentVersion]]:
    found: dict[UUID, dict[int, SentVersion]] = defaultdict(dict)
    for row in await tx.fetch(_SENT, gemeente, clienten):
        found[row["client_id"]][row["nummer"]] = SentVersion(
            since=row["sinds"], einddatum=row["einddatum"], end_since=row["einde_sinds"]
        )
    return found


async def _load_unanswered(
    tx: Connection, gemeente: str, clienten: Sequence[UUID], *, without_client: bool
) -> Mapping[UUID | None, list[Unanswered]]:
    found: dict[UUID | None, list[Unanswered]] = defaultdict(list)
    for row in await tx.fetch(_UNANSWERED, gemeente, clienten, without_client):
        found[row["client_id"]].append(_unanswered(row))
    return found


async def _load_requests(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> Mapping[UUID, list[OpenRequest]]:
    found: dict[UUID, list[OpenRequest]] = defaultdict(list)
    still_open = await verzoeken.list_open(tx, gemeente, clienten)
    refused_answers = await verzoek_antwoorden.list_refused(tx, gemeente, [each.id for each in still_open])
    for each in still_open:
        found[each.client_id].append(_open_request(each, refused_answers.get(each.id)))
    return found


async def _load_evaluations(
    tx: Connection, gemeente: str, clienten: Sequence[UUID]
) -> Mapping[UUID, dict[int, tuple[date, ...]]]:
    found: dict[UUID, dict[int, tuple[date, ...]]] = defaultdict(dict)
    for row in await tx.fetch(_EVALUATIONS, gemeente, clienten):
        found[row["client_id"]][row["nummer"]] = tuple(row["evaluatie_op"])
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
