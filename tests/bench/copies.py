"""A made-up region many times over: one is written row by row, and PostgreSQL copies it into the tables."""

from typing import Final

import asyncpg

from gateway.store.db.places import Secret
from gateway.store.db.vault import Vault
from tests.bench.bulk import without_keys
from tests.support.insight.pour import pour
from tests.support.insight.region import made_up_region
from tests.support.store.key_ring import RING, unbound

_BASE_CLIENTS: Final = 16_000
"""Clients of the region that is copied; with more of them it takes longer to make up than to copy."""
MAX_COPIES: Final = 255
_TABLES: Final = ("clienten", "berichten", "toewijzingen", "toewijzing_versies", "starts", "stops", "contracten")
_SHARED: Final = ("contracten",)
"""Tables that all copies of the region share."""
_ORDER: Final = {
    "contracten": "b.id",
    "clienten": "b.id",
    "berichten": "b.id, c",
    "toewijzingen": "b.nummer + c * 10000000",
    "toewijzing_versies": "b.nummer + c * 10000000, versie",
    "starts": "b.bericht_id, c",
    "stops": "b.id, c",
}
"""As the rows of a table would have come in: messages and what they report by time, whoever they are about."""


_BEGUN: Final = """
update basis.toewijzing_versies v set begonnen = true from basis.starts s
where s.gemeente = v.gemeente and s.toewijzing_nummer = v.nummer and s.verwijderd_door is null
"""


class _Unbound(Vault):
    """Encrypts as before values were bound to their place, so that a copy opens where it stands."""

    def encrypt(self, secret: Secret) -> tuple[int, bytes]:
        return unbound(secret.content)


def _id(column: str) -> str:
    """Return the id of a copy: the same moment, and the number of the copy in twelve bits that are zero."""
    return f"(left({column}::text, 24) || lpad(to_hex(c), 2, '0') || right({column}::text, 10))::uuid"


_NUMBER: Final = "{} + c * 10000000"
_COPIED: Final = {
    "id": _id("b.id"),
    "client_id": _id("b.client_id"),
    "bericht_id": _id("b.bericht_id"),
    "verwijderd_door": _id("b.verwijderd_door"),
    "heenbericht_id": _id("b.heenbericht_id"),
    "bsn_zoek": "sha256(b.bsn_zoek || int4send(c))",
    "sha256": "sha256(b.sha256 || int4send(c))",
    "identificatie": "'P' || lpad(to_hex(c), 2, '0') || right(b.identificatie, 9)",
    "nummer": _NUMBER.format("b.nummer"),
    "toewijzing_nummer": _NUMBER.format("b.toewijzing_nummer"),
}
"""Columns in which copies differ."""


async def pour_copies(dsn: str, assignments: int) -> None:
    """Write a region with at least this many assignments, in three municipalities, into this empty database."""
    region = made_up_region(min(_BASE_CLIENTS, max(60, assignments // 40)), 1)
    copies = -(-assignments // len(region.care))
    assert copies <= MAX_COPIES, "a copy's number fits in two digits"
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("create schema basis; set work_mem = '256MB'")
        for each in _TABLES:
            await connection.execute(f"create table basis.{each} (like {each} including defaults including identity)")
        await pour(dsn, region, schema="basis", keeper=_Unbound(RING))
        await connection.execute(_BEGUN)
        async with without_keys(connection, _TABLES):
            for each in _TABLES:
                await _copy(connection, each, 1 if each in _SHARED else copies)
        await connection.execute("drop schema basis cascade")
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()


async def _copy(connection: "asyncpg.Connection[asyncpg.Record]", table: str, copies: int) -> None:
    """Copy the rows of the region so many times."""
    columns = [
        each["attname"]
        for each in await connection.fetch(
            "select attname from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped"
            " and attidentity = '' order by attnum",
            table,
        )
    ]
    values = ", ".join(_COPIED.get(each, f"b.{each}") for each in columns)
    await connection.execute(
        f"insert into {table} ({', '.join(columns)}) select {values} from basis.{table} b"
        f" cross join generate_series(0, {copies - 1}) c order by {_ORDER[table]}"
    )
