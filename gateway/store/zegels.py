"""The seals over the ledger: rows are sealed in batches, and held against their seals later.

Which rows lie under a seal is written down row by row (`zegelbladen`), because rows are not committed in the order of
their ids: a batch is whatever has no seal yet, among the rows that are new enough to be still without one.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.standard.merkle import root
from gateway.standard.zegel import FIRST, Zegel
from gateway.store.database import Connection
from gateway.store.planner import BY_INDEX

LATE: Final = timedelta(hours=1)
"""A row that is still without a seal so long after it was made, was added past the gateway."""
_PORTION: Final = 50_000
"""Rows that one statement looks at."""

# Of what was erased the hash was kept in the event that says so; an event that came too early is none.
_EVENT: Final = (
    "from gebeurtenissen e where e.gemeente = r.gemeente and e.soort = 'gewist' and e.bericht_id = {}"
    " order by e.id limit 1"
)
_ERASED: Final = _EVENT.format("r.id and e.op > r.vastgelegd_op + interval '12 months'")

# Who overruled policy is kept, encrypted, with the version that the event names.
_OVERRULE: Final = (
    "select (v.overrule).inhoud from toewijzing_versies v where v.gemeente = r.gemeente"
    " and v.nummer = (r.gegevens ->> 'toewijzingNummer')::bigint and v.versie = (r.gegevens ->> 'versie')::int"
)

_ROWS: Final = {
    "berichten": (
        "r.gemeente, r.id, r.richting, r.soort, r.release, r.verzender, r.ontvanger, r.identificatie, r.oordeel,"
        " encode(r.sha256, 'hex'), case when (r.inhoud).inhoud = '' then"
        f" (select e.gegevens ->> 'inhoud' {_ERASED})"
        " else encode(sha256((r.inhoud).inhoud), 'hex') end, r.heenbericht_id, r.uitkomst, r.client_id,"
        " case when (r.inhoud).inhoud = '' and r.bevindingen = '[]' then"
        f" (select e.gegevens ->> 'bevindingen' {_ERASED})"
        " else encode(sha256(convert_to(r.bevindingen::text, 'UTF8')), 'hex') end,"
        " extract(epoch from r.vastgelegd_op)::text"
    ),
    "beoordelingen": (
        "r.gemeente, r.id, r.bericht_id, r.oordeel, r.client_id, r.door, coalesce(case when r.bevindingen = '[]' then"
        f" (select e.gegevens -> 'beoordelingen' ->> r.id::text {_EVENT.format('r.bericht_id')}) end,"
        " encode(sha256(convert_to(r.bevindingen::text, 'UTF8')), 'hex')), extract(epoch from r.op)::text"
    ),
    "gebeurtenissen": (
        "r.gemeente, r.id, r.bericht_id, r.soort, encode(sha256(convert_to(r.gegevens::text, 'UTF8')"
        f" || case when r.gegevens ? 'versie' then ({_OVERRULE}) else '' end), 'hex'),"
        " extract(epoch from r.op)::text"
    ),
}
"""By table what of a row is sealed. What may be personal goes in as a hash."""

_ID: Final = {"berichten": "uuid", "beoordelingen": "uuid", "gebeurtenissen": "bigint"}
"""By table the type of its id."""

_READ: Final[Mapping[str, Callable[[str], Any]]] = {"uuid": UUID, "bigint": int}
"""By type the id of a row, in the order of the database."""


def _sealed_form(tabel: str) -> str:
    return f"jsonb_build_array('{tabel}', {_ROWS[tabel]})::text"


def _leaf(tabel: str) -> str:
    """As `merkle.leaf_hash` has it."""
    return f"sha256('\\x00'::bytea || convert_to({_sealed_form(tabel)}, 'UTF8'))"


async def gemeenten(tx: Connection) -> list[str]:
    """Every gemeentecode with a row or a seal; also one that is no municipality, of a message refused for that."""
    rows = await tx.fetch(
        """
        with recursive van (gemeente) as (
            select min(gemeente) from berichten
            union all
            select (select min(b.gemeente) from berichten b where b.gemeente > van.gemeente) from van
            where van.gemeente is not null
        )
        select gemeente from van where gemeente is not null
        union select gemeente from zegels where nummer = 1
        order by gemeente
        """
    )
    return [row["gemeente"] for row in rows]


async def last(tx: Connection, gemeente: str) -> Zegel | None:
    """The newest seal of this municipality."""
    row = await tx.fetchrow("select * from zegels where gemeente = $1 order by nummer desc limit 1", gemeente)
    return _zegel(row) if row else None


async def every(tx: Connection, gemeente: str) -> list[Zegel]:
    """All seals of this municipality, first to last."""
    return [_zegel(row) for row in await tx.fetch("select * from zegels where gemeente = $1 order by nummer", gemeente)]


def _zegel(row: asyncpg.Record) -> Zegel:
    return Zegel(
        gemeente=row["gemeente"],
        nummer=row["nummer"],
        aantal=row["aantal"],
        wortel=row["wortel"],
        vorige=row["vorige"],
        op=row["op"],
    )


async def _horizon(tx: Connection, gemeente: str, most: int) -> dict[str, str | None]:
    """By table the id after which a row may honestly be without a seal; None: any row may.

    By the newest seal of before `LATE` with which all that was there lay under a seal: one of fewer than `most` rows.
    Of a UUID (version 7, by time) what was made a while before that; of a number the last that was sealed by then.
    """
    row = await tx.fetchrow(
        "select op, tot_gebeurtenis from zegels where gemeente = $1 and op < clock_timestamp() - $2::interval"
        " and aantal < $3 order by nummer desc limit 1",
        gemeente,
        LATE,
        most,
    )
    if row is None:
        return dict.fromkeys(_ID)
    milliseconds = int((row["op"] - LATE).timestamp() * 1000)
    eerste = {"uuid": str(UUID(int=milliseconds << 80)), "bigint": str(row["tot_gebeurtenis"])}
    return {tabel: eerste[soort] for tabel, soort in _ID.items()}


async def seal(tx: Connection, gemeente: str, most: int, voorbij: dict[str, str | None]) -> Zegel | None:
    """At most so many rows that had no seal lie under a new one; None when there was none.

    `voorbij`: by table the id up to which the caller's round has looked, empty when it begins; it is moved on, so that
    each row is looked at once however many seals a round takes. Within the caller's transaction, which waits for
    another that seals the same municipality.
    """
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('zegel:' || $1, 0))", gemeente)
    vorige = await last(tx, gemeente)
    if not voorbij:
        voorbij |= await _horizon(tx, gemeente, most)
    await tx.execute(BY_INDEX)
    bladen: list[asyncpg.Record] = []
    for tabel in _ROWS:
        klaar = False
        while not klaar and len(bladen) < most:
            rijen, einde = await _unsealed(tx, gemeente, tabel, voorbij[tabel], most - len(bladen), hashes=True)
            bladen += rijen
            klaar = einde is None
            if len(bladen) == most or (klaar and rijen):
                einde = rijen[-1]["sleutel"]
            voorbij[tabel] = einde or voorbij[tabel]
    if not bladen:
        return None
    op = await tx.fetchval("select clock_timestamp()")
    zegel = Zegel(
        gemeente=gemeente,
        nummer=vorige.nummer + 1 if vorige else 1,
        aantal=len(bladen),
        wortel=root([blad["hash"] for blad in bladen]),
        vorige=vorige.hash if vorige else FIRST,
        op=op,
    )
    await _insert(tx, zegel, bladen)
    return zegel


async def _unsealed(
    tx: Connection, gemeente: str, tabel: str, na: str | None, most: int, *, hashes: bool
) -> tuple[list[asyncpg.Record], str | None]:
    """Of the next rows after this id `most` that have no seal, and the id up to which was looked; None: to the end.

    So many at a time, and by indexes: one statement over millions of rows would be cut off.
    """
    soort = _ID[tabel]
    einde: str | None = await tx.fetchval(
        f"select r.id::text from {tabel} r where r.gemeente = $1 and ($2::text is null or r.id > $2::text::{soort})"
        f" order by r.id offset {_PORTION - 1} limit 1",
        gemeente,
        na,
    )
    rijen = await tx.fetch(
        f"""
        select '{tabel}' as tabel, r.id::text as sleutel, {_leaf(tabel) if hashes else "null"} as hash from {tabel} r
        where r.gemeente = $1 and ($2::text is null or r.id > $2::text::{soort})
            and ($3::text is null or r.id <= $3::text::{soort}) and not exists (
            select from zegelbladen z where z.gemeente = $1 and z.tabel = '{tabel}' and z.sleutel = r.id::text)
        order by r.id limit $4
        """,
        gemeente,
        na,
        einde,
        most,
    )
    return rijen, einde


async def _insert(tx: Connection, zegel: Zegel, bladen: Sequence[asyncpg.Record]) -> None:
    await tx.execute(
        """
        insert into zegels (gemeente, nummer, aantal, wortel, vorige, op, tot_gebeurtenis)
        select $1, $2, $3, $4, $5, $6, coalesce(max(g), 0) from unnest($7::bigint[] || (
            select array_agg(tot_gebeurtenis) from zegels where gemeente = $1 and nummer = $2 - 1)) g
        """,
        zegel.gemeente,
        zegel.nummer,
        zegel.aantal,
        zegel.wortel,
        zegel.vorige,
        zegel.op,
        [int(blad["sleutel"]) for blad in bladen if blad["tabel"] == "gebeurtenissen"],
    )
    await tx.execute(
        "insert into zegelbladen (gemeente, zegel, positie, tabel, sleutel, hash)"
        " select $1, $2, b.n - 1, b.tabel, b.sleutel, b.hash"
        " from unnest($3::text[], $4::text[], $5::bytea[]) with ordinality as b (tabel, sleutel, hash, n)",
        zegel.gemeente,
        zegel.nummer,
        [blad["tabel"] for blad in bladen],
        [blad["sleutel"] for blad in bladen],
        [blad["hash"] for blad in bladen],
    )


@dataclass(frozen=True, slots=True)
class Blad:
    """A row under a seal: its hash when it was sealed, and its hash now."""

    zegel: int
    positie: int
    tabel: str
    sleutel: str
    toen: bytes
    nu: bytes | None
    """None: the row is no longer there."""


async def bladen(tx: Connection, gemeente: str, van: int, tot: int) -> list[Blad]:
    """What lies under the seals `van` up to and including `tot`, in order."""
    nu = " ".join(
        f"when '{tabel}' then (select {_leaf(tabel)} from {tabel} r where r.gemeente = $1 and"
        f" r.id = z.sleutel::{soort})"
        for tabel, soort in _ID.items()
    )
    rows = await tx.fetch(
        f"select z.zegel, z.positie, z.tabel, z.sleutel, z.hash, case z.tabel {nu} end as nu from zegelbladen z"
        " where z.gemeente = $1 and z.zegel between $2 and $3 order by z.zegel, z.positie",
        gemeente,
        van,
        tot,
    )
    return [Blad(*row) for row in rows]


async def without_seal(tx: Connection, gemeente: str, most: int) -> AsyncIterator[tuple[str, str, bool]]:
    """Table and id of every row without a seal, and whether it should have had one by now. Within a transaction.

    `most`: rows under one seal.
    """
    await tx.execute(BY_INDEX)
    for tabel, horizon in (await _horizon(tx, gemeente, most)).items():
        lees = _READ[_ID[tabel]]
        na, meer = None, True
        while meer:
            rijen, na = await _unsealed(tx, gemeente, tabel, na, _PORTION, hashes=False)
            meer = na is not None
            for rij in rijen:
                yield tabel, rij["sleutel"], horizon is not None and lees(rij["sleutel"]) <= lees(horizon)


async def place_of(tx: Connection, bericht_id: UUID) -> tuple[Zegel, int, str] | None:
    """The seal a message lies under, its place there from 0, and its sealed form; None while it has no seal."""
    row = await tx.fetchrow(
        f"""
        select z.*, b.positie, {_sealed_form("berichten")} as rij from berichten r
        join zegelbladen b on b.gemeente = r.gemeente and b.tabel = 'berichten' and b.sleutel = r.id::text
        join zegels z on z.gemeente = b.gemeente and z.nummer = b.zegel
        where r.id = $1
        """,
        bericht_id,
    )
    return (_zegel(row), row["positie"], row["rij"]) if row else None


async def hashes(tx: Connection, gemeente: str, nummer: int) -> list[bytes]:
    """The leaves under this seal, in order."""
    rows: list[Any] = await tx.fetch(
        "select hash from zegelbladen where gemeente = $1 and zegel = $2 order by positie", gemeente, nummer
    )
    return [row["hash"] for row in rows]
