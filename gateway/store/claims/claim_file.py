"""What a claim is judged on: a few statements for each piece of it, however many lines it has.

Consistent while the caller holds the lock on the provider's claims (`claims_lock`): every claim is judged and booked
under it, and a change that takes room from an assignment is decided under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import asyncpg

from gateway.rules.claim_file import ClaimedAssignment, ClaimFile, DebitKey, EarlierDebit, Omvang
from gateway.store.care.toewijzing_verzendingen import SENT
from gateway.store.claims.prestaties import STANDS, StandingClaims, sum_standing
from gateway.store.db.booking import pieces
from gateway.store.db.database import Connection
from gateway.store.db.places import Findable


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuestion:
    """What a claim asks the books about; each value once."""

    gemeente: str
    aanbieder: str
    nummer: str
    """DeclaratieNummer."""
    bsns: Sequence[str]
    numbers: Sequence[int]
    """ToewijzingNummers."""
    references: Sequence[str]
    formers: Sequence[str]
    """VorigReferentieNummers."""
    begins: Sequence[tuple[int, date]]
    """ToewijzingNummer and first day of each debit."""


@dataclass(frozen=True, slots=True)
class LoadedClaims:
    """The answer of the books."""

    file: ClaimFile
    clients: Mapping[str, UUID]
    """By BSN the clients in the claim whom the municipality has a file on."""


_CLIENTS: Final = """
select v.nr, c.id,
    exists (select from toewijzingen t join toewijzing_verzendingen z on z.gemeente = t.gemeente and z.nummer = t.nummer
        where t.gemeente = c.gemeente and t.client_id = c.id and t.aanbieder = $4)
    or exists (select from starts s where s.gemeente = c.gemeente and s.client_id = c.id and s.aanbieder = $4)
    or exists (select from stops s where s.gemeente = c.gemeente and s.client_id = c.id and s.aanbieder = $4)
    or exists (select from verzoeken r where r.gemeente = c.gemeente and r.client_id = c.id and r.aanbieder = $4)
    as bekend
from unnest($2::zoekbaar[], $3::zoekbaar[]) with ordinality as v (nu, oud, nr)
join clienten c on c.gemeente = $1 and c.bsn_zoek in (v.nu, v.oud)
"""
_ASSIGNMENTS: Final = f"""
select t.client_id, t.nummer, laatste.categorie, laatste.code, laatste.ingangsdatum, laatste.einddatum,
    laatste.verwijderd, laatste.volume, laatste.eenheid, laatste.frequentie, laatste.budget
from unnest($2::bigint[]) as n (nummer)
join toewijzingen t on t.gemeente = $1 and t.nummer = n.nummer and t.aanbieder = $3
cross join lateral (
    select * from toewijzing_versies v where v.gemeente = t.gemeente and v.nummer = t.nummer and {SENT}
    order by v.versie desc limit 1
) laatste
"""
_STANDING: Final = f"""
select p.toewijzing_nummer, p.categorie, p.code, p.begindatum, p.einddatum, p.referentie
from unnest($2::bigint[], $3::date[]) as k (nummer, begin)
cross join lateral (
    select * from prestaties where gemeente = $1 and toewijzing_nummer = k.nummer and {STANDS} offset 0
) p
where p.begindatum = k.begin and p.aanbieder = $4
"""
_USED: Final = """
select r.nr from unnest($2::kenmerk[]) with ordinality as r (referentie, nr)
where exists (select from prestaties p where p.aanbieder = $1 and p.referentie = r.referentie offset 0)
"""
"""`offset 0`, in this statement and its neighbours, has PostgreSQL look each one up by its index: to join, it reads all
that was ever claimed as often as a claim has lines."""
_DEBITS: Final = """
select r.nr, p.* from unnest($3::kenmerk[]) with ordinality as r (referentie, nr)
cross join lateral (select * from prestaties where aanbieder = $2 and referentie = r.referentie offset 0) p
where p.gemeente = $1 and not p.credit
order by cardinality(p.retourcodes) = 0
"""
_CLAIMS: Final = """
select exists (select from declaraties where aanbieder = $2 and nummer = ($3::kenmerk).tekst) as gebruikt,
    (select max(periode) from declaraties where gemeente = $1 and aanbieder = $2) as laatste
"""


async def load(tx: Connection, asked: ClaimQuestion) -> LoadedClaims:
    """Return what the books hold of this, but for rates. Others go on between two pieces of it."""
    gemeente, aanbieder = asked.gemeente, asked.aanbieder
    clients, known = await _load_clients(tx, asked)
    bsn_of = {client: bsn for bsn, client in clients.items()}
    claims = await tx.fetchrow(_CLAIMS, gemeente, aanbieder, asked.nummer)
    assert claims is not None
    file = ClaimFile(
        known_clients=known,
        assignments=await _load_assignments(tx, asked, bsn_of),
        number_used=claims["gebruikt"],
        latest_period=claims["laatste"],
        used_references=await _find_used(tx, asked),
        debits=await _load_debits(tx, asked, bsn_of),
        standing=await _load_standing(tx, asked),
    )
    return LoadedClaims(file, clients)


async def _load_clients(tx: Connection, asked: ClaimQuestion) -> tuple[dict[str, UUID], frozenset[str]]:
    """Return the clients by BSN, and the BSNs of those about whom the two exchanged messages before."""
    clients: dict[str, UUID] = {}
    known = set[str]()
    for bsns in pieces(asked.bsns):
        hashes = [Findable("bsn", asked.gemeente, bsn) for bsn in bsns]
        for row in await tx.fetch(_CLIENTS, asked.gemeente, hashes, bsns, asked.aanbieder):
            bsn = bsns[row["nr"] - 1]
            clients[bsn] = row["id"]
            if row["bekend"]:
                known.add(bsn)
    return clients, frozenset(known)


async def _find_used(tx: Connection, asked: ClaimQuestion) -> frozenset[str]:
    """Return the references in the claim that the provider used before."""
    used = set[str]()
    for references in pieces(asked.references):
        rows = await tx.fetch(_USED, asked.aanbieder, references)
        used.update(references[row["nr"] - 1] for row in rows)
    return frozenset(used)


async def _load_debits(tx: Connection, asked: ClaimQuestion, bsn_of: Mapping[UUID, str]) -> dict[str, EarlierDebit]:
    found: dict[str, EarlierDebit] = {}
    for formers in pieces(asked.formers):
        for row in await tx.fetch(_DEBITS, asked.gemeente, asked.aanbieder, formers):
            found[formers[row["nr"] - 1]] = _debit(row, bsn_of)
    return found


async def _load_standing(tx: Connection, asked: ClaimQuestion) -> dict[DebitKey, str]:
    found: dict[DebitKey, str] = {}
    for piece in pieces(asked.begins):
        numbers, begins = zip(*piece, strict=True)
        for row in await tx.fetch(_STANDING, asked.gemeente, numbers, begins, asked.aanbieder):
            found[DebitKey(*tuple(row)[:5])] = row["referentie"]
    return found


async def _load_assignments(
    tx: Connection, asked: ClaimQuestion, bsn_of: Mapping[UUID, str]
) -> dict[tuple[str, int], ClaimedAssignment]:
    found: dict[tuple[str, int], ClaimedAssignment] = {}
    for numbers in pieces(asked.numbers):
        standing = await sum_standing(tx, asked.gemeente, numbers)
        for row in await tx.fetch(_ASSIGNMENTS, asked.gemeente, numbers, asked.aanbieder):
            if row["client_id"] in bsn_of:
                found[bsn_of[row["client_id"]], row["nummer"]] = _assignment(row, standing.get(row["nummer"]))
    return found


def _assignment(row: asyncpg.Record, claimed: StandingClaims | None) -> ClaimedAssignment:
    return ClaimedAssignment(
        toewijzing_nummer=row["nummer"],
        categorie=row["categorie"],
        code=row["code"],
        ingangsdatum=row["ingangsdatum"],
        einddatum=row["einddatum"],
        verwijderd=row["verwijderd"],
        omvang=_omvang(row["volume"], row["eenheid"], row["frequentie"]),
        budget=row["budget"],
        claimed_volumes={} if claimed is None else claimed.volumes,
        claimed_amount=0 if claimed is None else claimed.cents,
    )


def _omvang(volume: int | None, eenheid: str | None, frequentie: str | None) -> Omvang | None:
    if volume is None or eenheid is None or frequentie is None:
        return None
    return Omvang(volume=volume, eenheid=eenheid, frequentie=frequentie)


def _debit(row: asyncpg.Record, bsn_of: Mapping[UUID, str]) -> EarlierDebit:
    return EarlierDebit(
        bsn=bsn_of.get(row["client_id"]),
        toewijzing_nummer=row["toewijzing_nummer"],
        categorie=row["categorie"],
        code=row["code"],
        begindatum=row["begindatum"],
        einddatum=row["einddatum"],
        volume=row["volume"],
        eenheid=row["eenheid"],
        tarief=row["tarief"],
        bedrag=row["bedrag"],
        granted=not row["retourcodes"],
        credited=row["gecrediteerd_door"] is not None,
    )
