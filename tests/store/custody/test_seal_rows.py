"""What of a row is sealed is the same in every version: a seal of years ago has to hold today."""

import json

import asyncpg
import pytest

from gateway.store.custody.seal_rows import ID, ROWS, leaf, sealed_form
from gateway.store.tables import metadata

ROW = """
insert into organisaties (code, naam, soort) values ('0983', 'Venlo', 'gemeente'), ('99990001', 'Zorg', 'aanbieder');
insert into clienten (gemeente, id, bsn, bsn_zoek, gegevens) values ('0983', '00000000-0000-7000-8000-000000000003',
    row(0, 'x')::geheim, 'x', row(0, '{}')::geheim);
insert into toewijzingen (gemeente, nummer, client_id, aanbieder) values ('0983', 7,
    '00000000-0000-7000-8000-000000000003', '99990001');
insert into berichten values ('0983', '00000000-0000-7000-8000-000000000001', 'in', 'WMO305', '3.2', '99990001', '0983',
    'A1', row(3, 'geheim')::geheim, 'hash', 'geparkeerd', row(2, 'gevonden')::geheim,
    '00000000-0000-7000-8000-000000000002', 'goedgekeurd', '00000000-0000-7000-8000-000000000003',
    '2026-01-02 03:04:05.000006Z');
insert into beoordelingen values ('0983', '00000000-0000-7000-8000-000000000004',
    '00000000-0000-7000-8000-000000000001', 'goedgekeurd', row(4, 'opnieuw')::geheim,
    '00000000-0000-7000-8000-000000000003', '0983', '2026-01-02 03:04:05Z');
insert into toewijzing_versies (gemeente, nummer, versie, toewijzingsdatum, toewijzingstijd, ingangsdatum, overrule)
    values ('0983', 7, 2, '2026-01-02', '03:04', '2026-01-02', row(5, 'waarom')::geheim);
insert into gebeurtenissen overriding system value values ('0983', 8, '00000000-0000-7000-8000-000000000001',
    'overruled', '{"toewijzingNummer": 7, "versie": 2}', '2026-01-02 03:04:05Z');
insert into inzages overriding system value values ('0983', 9, '2026-01-02 03:04:05Z', '0983', '99990002', 'gw_x',
    'GET /v1/clienten/{id}', 'client', 'x', array['00000000-0000-7000-8000-000000000003']::uuid[], 'zorg', 'toegestaan',
    'r1');
"""
FORM_1 = {
    "berichten": "22c861386a0d05a2b31e77d9d159b107bc1d57af0cc165fe663449c24f687946",
    "beoordelingen": "5b474f6d80504b06d9dfc52d83ce0b4ca26bcd261beedebbd413ba966f981367",
    "gebeurtenissen": "6ce00c2079cda28af550f92f231010b1cc7da9477a77d95e0c1c42ab70bd54dd",
    "inzages": "678c17d6ea4bbf914bc11056de887f4af80aaa3a8a4c1263197e79beb2bff124",
}
"""What the first seals of these rows were made of."""
KEYS = {"berichten": [[3, 2]], "beoordelingen": [4], "gebeurtenissen": [5], "inzages": []}
"""What form 2 has besides."""


@pytest.mark.parametrize("table", ROWS)
async def test_a_row_is_sealed_as_it_ever_was(dsn: str, table: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(ROW)
        first = await connection.fetchval(f"select {leaf(table, '1')} from {table} r")
        forms = [await connection.fetchval(f"select {sealed_form(table, form)} from {table} r") for form in "12"]
    finally:
        await connection.close()
    assert first.hex() == FORM_1[table]
    one, two = map(json.loads, forms)
    assert two == [*one, *KEYS[table]]


@pytest.mark.parametrize("table", ROWS)
def test_every_column_of_a_row_is_sealed(table: str) -> None:
    missing = {column.name for column in metadata.tables[table].columns if f"r.{column.name}" not in sealed_form(table)}
    assert missing == set()


def test_every_table_that_is_sealed_has_an_id() -> None:
    assert set(ID) == set(ROWS)
