"""The case file of one client, loaded in one statement, and the starts and stops that a message adds to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gateway.rules.case import CaseFile, Identiteit, Start, Stop, Toewijzing
from gateway.standard.findings import Outcome
from gateway.store.database import Connection
from gateway.store.ledger import AS_JUDGED, OORDEEL, Bericht, Booking, digest, identificatie
from gateway.store.toewijzingen import SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What there is to know before a message of a provider about a client is judged."""

    client_id: UUID | None
    """None: the municipality knows no client with this BSN."""
    case: CaseFile
    aangesloten: bool
    """The municipality takes part."""
    extern: bool
    """It does so by another gateway, which has its books: the case file is empty but for the Identificatie."""
    eerder: UUID | None
    """The message that brought these very bytes before."""
    retour_identificatie: str
    """A fresh Identificatie for the return message."""
    beleid: str | None = None
    """The region whose policy the municipality chose."""


_LOAD = f"""
with client as (select id from clienten where gemeente = $1 and bsn_zoek = ($2::zoekbaar).hash)
select
    (select id from client) as client_id,
    case when $8 then nextval('identificaties') else 0 end as volgnummer,
    (select jsonb_build_array(productverschil_is_signaal, extern, beleid) from organisaties
        where code = $1 and soort = 'gemeente') as instellingen,
    (select jsonb_agg(jsonb_build_object('id', id, 'gelijk', sha256 = $6, 'oordeel', case
            when exists (select from berichten r where r.gemeente = b.gemeente and r.heenbericht_id = b.id
                and r.uitkomst = 'afgekeurd') then 'afgekeurd'
            else {OORDEEL} end))
        from {AS_JUDGED}
        where gemeente = $1 and verzender = $3 and soort = $4 and identificatie = $5) as eerder,
    (select jsonb_agg(jsonb_build_array(nummer, categorie, code, ingangsdatum, einddatum, verwijderd, eerste)) from (
        select distinct on (v.nummer) v.*, (
            select e.toewijzingsdatum from toewijzing_versies e
            where e.gemeente = v.gemeente and e.nummer = v.nummer and e.versie = 1
        ) as eerste
        from toewijzingen t
        join toewijzing_versies v on v.gemeente = t.gemeente and v.nummer = t.nummer
        where t.gemeente = $1 and t.client_id = (select id from client) and t.aanbieder = $7 and {SENT}
        order by v.nummer, v.versie desc
    ) t) as toewijzingen,
    (select jsonb_agg(jsonb_build_array(toewijzing_nummer, categorie, code, begindatum)) from starts
        where gemeente = $1 and client_id = (select id from client) and aanbieder = $7
        and verwijderd_door is null) as starts,
    (select jsonb_agg(jsonb_build_array(toewijzing_nummer, categorie, code, begindatum, reden_beeindiging, einddatum))
        from stops where gemeente = $1 and client_id = (select id from client) and aanbieder = $7
        and verwijderd_door is null) as stops
"""


async def load(tx: Connection, entry: Bericht, bsn: str, aanbieder: str, *, numbered: bool = True) -> Dossier:
    """The case between municipality and provider that this message is about.

    Consistent when the caller holds the client's lock. `numbered`: an Identificatie for the answer is drawn.
    """
    row = await tx.fetchrow(
        _LOAD,
        entry.gemeente,
        bsn,
        entry.verzender,
        entry.soort,
        entry.identificatie,
        digest(entry.inhoud),
        aanbieder,
        numbered,
    )
    assert row is not None
    eerder: list[Mapping[str, Any]] = row["eerder"] or []
    productverschil, extern, beleid = row["instellingen"] or (False, False, None)
    return Dossier(
        client_id=row["client_id"],
        case=CaseFile(
            toewijzingen={values[0]: _toewijzing(values) for values in row["toewijzingen"] or ()},
            starts=tuple(_start(values) for values in row["starts"] or ()),
            stops=tuple(_stop(values) for values in row["stops"] or ()),
            identificatie_gebruikt=any(_holds(each, entry.id) for each in eerder),
            productverschil_is_signaal=productverschil,
        ),
        aangesloten=row["instellingen"] is not None,
        extern=extern,
        eerder=next((UUID(each["id"]) for each in eerder if each["gelijk"]), None),
        retour_identificatie=identificatie(row["volgnummer"]),
        beleid=beleid,
    )


async def known_numbers(tx: Connection, gemeente: str, nummers: Sequence[int]) -> dict[int, Identiteit]:
    """What each of these numbers stands for that this municipality has used."""
    rows = await tx.fetch(
        """
        select t.nummer, c.bsn, t.aanbieder, v.categorie, v.code, v.ingangsdatum
        from toewijzingen t
        join clienten c on c.gemeente = t.gemeente and c.id = t.client_id
        join toewijzing_versies v on v.gemeente = t.gemeente and v.nummer = t.nummer and v.versie = 1
        where t.gemeente = $1 and t.nummer = any($2::bigint[])
        """,
        gemeente,
        nummers,
    )
    return {
        row["nummer"]: Identiteit(
            bsn=row["bsn"].decode(),
            aanbieder=row["aanbieder"],
            categorie=row["categorie"],
            code=row["code"],
            ingangsdatum=row["ingangsdatum"],
        )
        for row in rows
    }


def _holds(eerder: Mapping[str, Any], id: UUID) -> bool:
    """Whether an earlier message keeps its Identificatie from the one with this id, which has other bytes.

    One that was refused counts as never sent (OP286). One that is parked may yet be approved, so it keeps out what
    came after it; it doesn't what came before and is judged again.
    """
    if eerder["gelijk"] or eerder["oordeel"] == Outcome.AFGEKEURD:
        return False
    return eerder["oordeel"] == Outcome.GOEDGEKEURD or UUID(eerder["id"]) < id


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _toewijzing(values: Sequence[Any]) -> Toewijzing:
    nummer, categorie, code, ingangsdatum, einddatum, verwijderd, eerste = values
    return Toewijzing(
        toewijzing_nummer=nummer,
        categorie=categorie,
        code=code,
        ingangsdatum=date.fromisoformat(ingangsdatum),
        einddatum=_day(einddatum),
        verwijderd=verwijderd,
        verzonden_op=date.fromisoformat(eerste),
    )


def _start(values: Sequence[Any]) -> Start:
    nummer, categorie, code, begindatum = values
    return Start(toewijzing_nummer=nummer, categorie=categorie, code=code, begindatum=date.fromisoformat(begindatum))


def _stop(values: Sequence[Any]) -> Stop:
    nummer, categorie, code, begindatum, reden, einddatum = values
    return Stop(
        toewijzing_nummer=nummer,
        categorie=categorie,
        code=code,
        begindatum=date.fromisoformat(begindatum),
        reden_beeindiging=reden,
        einddatum=date.fromisoformat(einddatum),
    )


async def reported(tx: Connection, gemeente: str, nummer: int) -> list[date]:
    """The begin dates of the starts and stops that stand on this assignment."""
    rows = await tx.fetch(
        """
        select begindatum from starts where gemeente = $1 and toewijzing_nummer = $2 and verwijderd_door is null
        union
        select begindatum from stops where gemeente = $1 and toewijzing_nummer = $2 and verwijderd_door is null
        """,
        gemeente,
        nummer,
    )
    return [row["begindatum"] for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an approved 305 or 307 does to the case: first what it takes back, then what it adds."""

    tabel: str
    """"starts" or "stops"."""
    verwijderd: tuple[Start, ...] | tuple[Stop, ...] = ()
    toegevoegd: tuple[Start, ...] | tuple[Stop, ...] = ()
    ingangsdata: tuple[date | None, ...] = ()
    """ToewijzingIngangsdatum of each addition."""


_SLEUTEL = {
    "starts": ("toewijzing_nummer bigint", "categorie text", "code text", "begindatum date"),
    "stops": (
        "toewijzing_nummer bigint",
        "categorie text",
        "code text",
        "begindatum date",
        "reden_beeindiging text",
        "einddatum date",
    ),
}


def _columns(tabel: str, rijen: Iterable[object]) -> list[list[Any]]:
    """The rows turned into one list a column, as unnest wants them."""
    return [[getattr(rij, each.split()[0]) for rij in rijen] for each in _SLEUTEL[tabel]]


def book(booking: Booking, effect: Effect, bericht_id: UUID, client_id: UUID, aanbieder: str) -> None:
    """The effect becomes part of the booking of the message that has it."""
    namen = [each.split()[0] for each in _SLEUTEL[effect.tabel]]
    types = [each.split()[1] for each in _SLEUTEL[effect.tabel]]
    lijst = ", ".join(namen)
    daarna = ""
    if effect.verwijderd:
        arrays = ", ".join(f"{{{number}}}::{soort}[]" for number, soort in enumerate(types, 3))
        gelijk = " and ".join(f"t.{naam} is not distinct from k.{naam}" for naam in namen)
        eerst = booking.add(
            f"update {effect.tabel} t set verwijderd_door = {{0}} from unnest({arrays}) as k ({lijst})"
            f" where t.gemeente = $1 and t.client_id = {{1}} and t.aanbieder = {{2}}"
            f" and t.verwijderd_door is null and {gelijk} returning 1",
            bericht_id,
            client_id,
            aanbieder,
            *_columns(effect.tabel, effect.verwijderd),
        )
        daarna = f", (select count(*) from {eerst}) as eerst"
    if effect.toegevoegd:
        arrays = ", ".join(f"{{{number}}}::{soort}[]" for number, soort in enumerate((*types, "date"), 3))
        booking.add(
            f"insert into {effect.tabel} (gemeente, bericht_id, client_id, aanbieder, {lijst}, toewijzing_ingangsdatum)"
            f" select $1, {{0}}, {{1}}, {{2}}, k.* from unnest({arrays}) as k ({lijst}, ingangsdatum){daarna}",
            bericht_id,
            client_id,
            aanbieder,
            *_columns(effect.tabel, effect.toegevoegd),
            list(effect.ingangsdata),
        )
