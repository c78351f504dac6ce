"""The case file of one client, loaded in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from gateway.rules.case import AssignmentIdentity, CaseFile, Start, Stop, Toewijzing
from gateway.standard.findings import Outcome
from gateway.standard.identifiers import may_hold_bsn
from gateway.store.care.toewijzing_verzendingen import SENT
from gateway.store.db.database import Connection
from gateway.store.db.days import from_json, from_json_or_none
from gateway.store.db.places import CLIENT_BSN, Findable
from gateway.store.ledger.berichten import Bericht, format_identificatie
from gateway.store.ledger.latest_verdict import AS_JUDGED, VERDICT


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCase:
    """What the books hold that a message about a client is judged on: the case file, and what surrounds it."""

    client_id: UUID | None
    """None: the municipality knows no client with this BSN."""
    case: CaseFile
    takes_part: bool
    """The municipality takes part."""
    extern: bool
    """It does so by another gateway, which has its books: the case file is empty but for the Identificatie."""
    standing: UUID | None
    """The message that brought these very bytes before, and stands: it was approved, or is parked."""
    refused_before: UUID | None = None
    """The last message that brought these very bytes before, and was refused here."""
    retour_identificatie: str
    """A fresh Identificatie for the return message."""
    beleid: str | None = None
    """The region whose policy the municipality chose."""
    gewerkte_feestdagen: frozenset[str] = frozenset()
    """The holidays that the municipality counts as working days."""


_EARLIER = f"""select jsonb_agg(jsonb_build_object('id', id, 'gelijk', b.sha256 = vraag.sha256, 'oordeel', case
            when exists (select from berichten r where r.gemeente = b.gemeente and r.heenbericht_id = b.id
                and r.uitkomst = 'afgekeurd') then 'afgekeurd'
            else {VERDICT} end, 'hier_geweigerd', {VERDICT} = 'afgekeurd'))
        from {AS_JUDGED}"""
"""The messages under the Identificatie that `vraag` has, as JSON."""

_LOAD = f"""
select
    client.id as client_id,
    case when $8 then nextval('identificaties') else 0 end as volgnummer,
    (select jsonb_build_array(productverschil_is_signaal, extern, beleid, gewerkte_feestdagen)
        from organisaties
        where code = vraag.gemeente and soort = 'gemeente') as instellingen,
    ({_EARLIER} where gemeente = vraag.gemeente and verzender = vraag.verzender and soort = vraag.soort
            and identificatie in (vraag.identificatie, vraag.open_identificatie)) as eerder,
    (select jsonb_agg(jsonb_build_array(t.nummer, categorie, code, ingangsdatum, einddatum, verwijderd, (
            select v.toewijzingsdatum from toewijzing_versies v
            where v.gemeente = t.gemeente and v.nummer = t.nummer and {SENT} order by v.versie limit 1
        ), volume, eenheid, frequentie, budget))
        from toewijzingen t
        cross join lateral (
            select * from toewijzing_versies v where v.gemeente = t.gemeente and v.nummer = t.nummer and {SENT}
            order by coalesce(v.toewijzingsdatum > vraag.bekend_op, false), v.versie desc limit 1
        ) laatste
        where t.gemeente = vraag.gemeente and t.client_id = client.id and t.aanbieder = vraag.aanbieder
    ) as toewijzingen,
    (select jsonb_agg(jsonb_build_array(toewijzing_nummer, categorie, code, begindatum)) from starts
        where gemeente = vraag.gemeente and client_id = client.id and aanbieder = vraag.aanbieder
        and verwijderd_door is null) as starts,
    (select jsonb_agg(jsonb_build_array(toewijzing_nummer, categorie, code, begindatum, reden_beeindiging, einddatum))
        from stops where gemeente = vraag.gemeente and client_id = client.id and aanbieder = vraag.aanbieder
        and verwijderd_door is null) as stops
from unnest($1::text[], $2::zoekbaar[], $10::zoekbaar[], $3::text[], $4::text[], $5::kenmerk[], $6::bytea[], $7::text[],
    $9::text[], $11::date[])
    with ordinality as vraag (gemeente, bsn_zoek, bsn_zoek_oud, verzender, soort, identificatie, sha256, aanbieder,
        open_identificatie, bekend_op, nr)
cross join lateral (
    select (
        select id from clienten
        where gemeente = vraag.gemeente and bsn_zoek in (vraag.bsn_zoek, vraag.bsn_zoek_oud)
    ) as id
) client
order by nr
"""
"""`open_identificatie` is how messages from before there were pseudonyms keep an Identificatie that may hold a BSN."""


async def load(
    tx: Connection,
    asked: Sequence[tuple[Bericht, str]],
    *,
    known_on: Sequence[date | None] = (),
    numbered: bool = True,
) -> list[LoadedCase]:
    """Return the case between municipality and provider that each of these messages is about; with it comes the BSN.

    Consistent when the caller holds the clients' locks. `known_on`: by message the day on which its sender knew the
    assignments, so that each is there in the version of then (OP095); None, or none given: in the last version.
    `numbered`: an Identificatie for the answer is drawn.
    """
    rows = await tx.fetch(
        _LOAD,
        [entry.gemeente for entry, _ in asked],
        [Findable("bsn", entry.gemeente, bsn) for entry, bsn in asked],
        [entry.verzender for entry, _ in asked],
        [entry.soort for entry, _ in asked],
        [entry.identificatie for entry, _ in asked],
        [entry.sha256 for entry, _ in asked],
        [entry.aanbieder for entry, _ in asked],
        numbered,
        [entry.identificatie if may_hold_bsn(entry.identificatie) else None for entry, _ in asked],
        [bsn for _, bsn in asked],
        known_on,
    )
    return [_loaded_case(row, entry, row["eerder"] or ()) for row, (entry, _) in zip(rows, asked, strict=True)]


def _loaded_case(row: asyncpg.Record, entry: Bericht, earlier: Sequence[Mapping[str, Any]]) -> LoadedCase:
    mismatch_is_signal, extern, beleid, worked = row["instellingen"] or (False, False, None, ())
    same = [each for each in earlier if each["gelijk"]]
    return LoadedCase(
        client_id=row["client_id"],
        case=CaseFile(
            toewijzingen={values[0]: _assignment(values) for values in row["toewijzingen"] or ()},
            starts=tuple(_start(values) for values in row["starts"] or ()),
            stops=tuple(_stop(values) for values in row["stops"] or ()),
            identificatie_used=any(_holds(each, entry.id) for each in earlier),
            productverschil_is_signaal=mismatch_is_signal,
        ),
        takes_part=row["instellingen"] is not None,
        extern=extern,
        standing=_last(each for each in same if each["oordeel"] != Outcome.AFGEKEURD),
        refused_before=_last(each for each in same if each["hier_geweigerd"]),
        retour_identificatie=format_identificatie(row["volgnummer"]),
        beleid=beleid,
        gewerkte_feestdagen=frozenset(worked),
    )


async def find_known_numbers(tx: Connection, gemeente: str, numbers: Sequence[int]) -> dict[int, AssignmentIdentity]:
    """Return what each of these numbers stands for; a number that this municipality never used is not in it."""
    rows = await tx.fetch(
        """
        select t.nummer, c.id as client_id, c.bsn, t.aanbieder, v.categorie, v.code, v.ingangsdatum
        from toewijzingen t
        join clienten c on c.gemeente = t.gemeente and c.id = t.client_id
        join toewijzing_versies v on v.gemeente = t.gemeente and v.nummer = t.nummer and v.versie = 1
        where t.gemeente = $1 and t.nummer = any($2::bigint[])
        """,
        gemeente,
        numbers,
    )
    return {
        row["nummer"]: AssignmentIdentity(
            bsn=row["bsn"].open(CLIENT_BSN.at(gemeente, row["client_id"])).decode(),
            aanbieder=row["aanbieder"],
            categorie=row["categorie"],
            code=row["code"],
            ingangsdatum=row["ingangsdatum"],
        )
        for row in rows
    }


def _holds(earlier: Mapping[str, Any], id: UUID) -> bool:
    """Return True when an earlier message keeps its Identificatie from the one with this id, which has other bytes.

    One that was refused counts as never sent (OP286). One that is parked may yet be approved, so it keeps out what
    came after it; it doesn't what came before and is judged again.
    """
    if earlier["gelijk"] or earlier["oordeel"] == Outcome.AFGEKEURD:
        return False
    return earlier["oordeel"] == Outcome.GOEDGEKEURD or UUID(earlier["id"]) < id


def _last(berichten: Iterable[Mapping[str, Any]]) -> UUID | None:
    """Return the id of the last of these messages; None when there is none."""
    return max((UUID(each["id"]) for each in berichten), default=None)


def _assignment(values: Sequence[Any]) -> Toewijzing:
    nummer, categorie, code, ingangsdatum, einddatum, verwijderd, first_sent, *size = values
    volume, eenheid, frequentie, budget = size
    return Toewijzing(
        toewijzing_nummer=nummer,
        categorie=categorie,
        code=code,
        ingangsdatum=from_json(ingangsdatum),
        einddatum=from_json_or_none(einddatum),
        verwijderd=verwijderd,
        sent_on=from_json(first_sent),
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        budget=budget,
    )


def _start(values: Sequence[Any]) -> Start:
    nummer, categorie, code, begindatum = values
    return Start(toewijzing_nummer=nummer, categorie=categorie, code=code, begindatum=from_json(begindatum))


def _stop(values: Sequence[Any]) -> Stop:
    nummer, categorie, code, begindatum, reden, einddatum = values
    return Stop(
        toewijzing_nummer=nummer,
        categorie=categorie,
        code=code,
        begindatum=from_json(begindatum),
        reden_beeindiging=reden,
        einddatum=from_json(einddatum),
    )
