"""Encrypt anew what is encrypted: with the newest key, and bound to its place.

It goes through every encrypted column in pieces, each in a transaction of its own, while the gateway is used. What is
done stays done, so that a run that was broken off is simply begun again. A value that nobody can open, or that somebody
put in the ledger unencrypted, is left as it is, and told.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final, NamedTuple

import asyncpg

from gateway.store.db.database import Connection, Database
from gateway.store.db.places import (
    COLUMNS,
    MESSAGE,
    MESSAGE_FINDINGS,
    OVERRIDE,
    VERDICT_FINDINGS,
    EncryptedColumn,
    Place,
    Secret,
)
from gateway.store.db.planner import ANEW
from gateway.store.db.roles import REWRAPPER, acting_as
from gateway.store.db.vault import PLAIN, Vault, VaultError

MAX_ROWS_PER_PIECE: Final = 500
"""Rows of a piece."""
_MAX_BYTES: Final = 8_000_000
"""Encrypted bytes of a piece, which the last row may go beyond."""
_PROOFS: Final = 10_000
"""Rows of `herversleutelingen` that are read at once."""
_LEDGER: Final = (MESSAGE, MESSAGE_FINDINGS, VERDICT_FINDINGS)
"""Columns of rows that lie under a seal themselves. An override lies under that of the event which tells of it."""

_SEALED_BEFORE_THE_VAULT: Final = """exists (
    select from zegelbladen l join zegels z on z.gemeente = l.gemeente and z.nummer = l.zegel
    where l.gemeente = w.gemeente and l.tabel = '{table}' and l.sleutel = w.id::text
        and z.op <= (select min(sinds) from sleutelring))"""
_PAGE: Final = """
select {key}, case when {due} then kept end as kept, {honest} as honest from (
    select {key}, t.{name} as kept,
        sum(pg_column_size(t.{name})) over (order by {key} rows between unbounded preceding and 1 preceding) as ervoor
    from (select {key}, {name} from {table} {after} order by {key} limit {rows}) t
) w where coalesce(ervoor, 0) < {bytes} order by {key}
"""
_EVENTS: Final = """
select x.nr, convert_to(e.gegevens::text, 'UTF8') as gegevens
from unnest($1::text[], $2::bigint[], $3::int[]) with ordinality as x (gemeente, nummer, versie, nr)
join toewijzing_verzendingen z on z.gemeente = x.gemeente and z.nummer = x.nummer and z.versie = x.versie
join gebeurtenissen e on e.gemeente = z.gemeente and e.bericht_id = z.bericht_id and e.gegevens ? 'versie'
where (e.gegevens ->> 'toewijzingNummer')::bigint = x.nummer and (e.gegevens ->> 'versie')::int = x.versie
"""
_KNOWN: Final = """
select v.* from unnest($1::text[], $2::bytea[]) as x (gemeente, naar)
join herversleutelingen v on v.gemeente = x.gemeente and v.naar = x.naar
"""
_REWRAP: Final = """
select herversleutel($1, $2, $3, $4, $5::int[], $6, $7::smallint[], $8, $9::int[], $10, $11, $12::smallint[],
    $13::smallint, $14)
"""


class Sealed(NamedTuple):
    """By which hash and which key number the seals know a value."""

    van: bytes
    sleutel: int


@dataclass(slots=True)
class Progress:
    """How far it is with one column."""

    column: EncryptedColumn
    seen: int = 0
    done: int = 0
    left: list[Place] = field(default_factory=list)
    """Values that could not be opened, or that somebody put there unencrypted."""
    finished: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    """A value to encrypt anew."""

    place: Place
    number: int
    old: bytes
    content: bytes


async def rewrap(db: Database, vault: Vault) -> AsyncIterator[Progress]:
    """Encrypt anew all that isn't bound to its place or has an older key; yield the progress after each piece.

    The last one of a column is `finished`. Raises RoleMissing.
    """
    for column in COLUMNS:
        progress = Progress(column)
        after: tuple[Any, ...] | None = None
        while not progress.finished:
            async with db.transaction() as tx:
                await tx.execute(ANEW)
                rows = await _page(tx, vault, column, after)
                values = [each for row in rows if (each := _opened(vault, column, row, progress)) is not None]
                if values:
                    progress.done += await _replace(tx, vault, column, values)
            progress.seen += len(rows)
            progress.finished = not rows
            after = None if progress.finished else tuple(rows[-1][name] for name in column.key)
            yield progress


async def count_values(db: Database) -> int:
    """Return how many values there are to look at, those that are empty included."""
    tables = {each.table for each in COLUMNS}
    async with db.reading() as tx:
        rows = {each: await tx.fetchval(f"select count(*) from {each}") for each in tables}
    return sum(rows[each.table] for each in COLUMNS)


async def _page(
    tx: Connection, vault: Vault, column: EncryptedColumn, after: tuple[Any, ...] | None
) -> Sequence[asyncpg.Record]:
    key = ", ".join(column.key)
    erased = "" if column.erased is None else f" and (kept).inhoud <> '{column.erased.decode()}'"
    newest = vault.ring.newest
    marks = ", ".join(f"${number}" for number in range(1, len(column.key) + 1))
    return await tx.fetch(
        _PAGE.format(
            key=key,
            name=column.name,
            table=column.table,
            due=f"(kept).sleutel > 0 or (kept).sleutel between {1 - newest} and -1 or (kept).sleutel = 0{erased}",
            honest=f"(kept).sleutel <> 0 or {_SEALED_BEFORE_THE_VAULT.format(table=column.table)}"
            if column in _LEDGER
            else "true",
            after="" if after is None else f"where ({key}) > ({marks})",
            rows=MAX_ROWS_PER_PIECE,
            bytes=_MAX_BYTES,
        ),
        *(after or ()),
    )


def _opened(vault: Vault, column: EncryptedColumn, row: asyncpg.Record, progress: Progress) -> _Value | None:
    """Return the value of this row to encrypt anew; None when there is none, or when it has to stay as it is."""
    kept = row["kept"]
    if kept is None:
        return None
    place = column.at(*(row[name] for name in column.key))
    try:
        if kept.number == PLAIN and not row["honest"]:
            raise VaultError
        return _Value(place, kept.number, bytes(kept.content), kept.decrypt(place))
    except VaultError:
        progress.left.append(place)
        return None


async def _replace(tx: Connection, vault: Vault, column: EncryptedColumn, values: Sequence[_Value]) -> int:
    """Write the values anew, with what the seals know them by; return how many nobody had changed meanwhile."""
    fresh = [vault.encrypt(Secret(each.place, each.content)) for each in values]
    sealed = await _sealed_parts(tx, column, values)
    known = await _load_known(
        tx, vault, [(values[at], sha256(begin + values[at].old).digest()) for at, begin in sealed]
    )
    marks: list[tuple[int, bytes, bytes, int, bytes]] = []
    for at, begin in sealed:
        gemeente = str(values[at].place.key[0])
        before = sha256(begin + values[at].old).digest()
        first = known.get((gemeente, before), Sealed(before, values[at].number))
        now = sha256(begin + fresh[at][1]).digest()
        marks.append((at + 1, now, *first, vault.prove_rewrap(vault.ring.newest, gemeente, now, *first)))
    keys = [each.place.key for each in values]
    columns = [list(each) for each in zip(*marks, strict=True)] if marks else [[], [], [], [], []]
    async with acting_as(tx, REWRAPPER):
        done: int = await tx.fetchval(
            _REWRAP,
            column.table,
            column.name,
            [str(key[0]) for key in keys],
            [str(key[1]) for key in keys],
            [key[2] if len(key) > 2 else None for key in keys],
            [sha256(each.old).digest() for each in values],
            [number for number, _ in fresh],
            [content for _, content in fresh],
            *columns[:4],
            vault.ring.newest,
            columns[4],
        )
    return done


async def _sealed_parts(
    tx: Connection, column: EncryptedColumn, values: Sequence[_Value]
) -> Sequence[tuple[int, bytes]]:
    """Return what is hashed before each value that lies under a seal, with its place in the list."""
    if column in _LEDGER:
        return [(at, b"") for at in range(len(values))]
    if column is not OVERRIDE:
        return []
    keys = zip(*(each.place.key for each in values), strict=True)
    return [(row["nr"] - 1, row["gegevens"]) for row in await tx.fetch(_EVENTS, *map(list, keys))]


def is_proven(vault: Vault, row: asyncpg.Record) -> bool:
    """Return True when a gateway with these keys made this row of `herversleutelingen`."""
    try:
        proof = vault.prove_rewrap(row["met"], row["gemeente"], row["naar"], row["van"], row["sleutel"])
    except VaultError:
        return False
    return compare_digest(proof, row["bewijs"])


async def list_unproven(tx: Connection, vault: Vault | None, gemeente: str) -> AsyncIterator[bytes]:
    """Yield the hash of each value that is said to be encrypted anew, and isn't proven to be.

    Without a vault nothing is proven.
    """
    last = b""
    while rows := await tx.fetch(
        f"select * from herversleutelingen where gemeente = $1 and naar > $2 order by naar limit {_PROOFS}",
        gemeente,
        last,
    ):
        for row in rows:
            if vault is None or not is_proven(vault, row):
                yield row["naar"]
        last = rows[-1]["naar"]


async def _load_known(
    tx: Connection, vault: Vault, hashes: Sequence[tuple[_Value, bytes]]
) -> Mapping[tuple[str, bytes], Sealed]:
    """Return by municipality and hash what was encrypted anew before; only what is proven to be."""
    rows = await tx.fetch(_KNOWN, [each.place.key[0] for each, _ in hashes], [digest for _, digest in hashes])
    return {(row["gemeente"], row["naar"]): Sealed(row["van"], row["sleutel"]) for row in rows if is_proven(vault, row)}
