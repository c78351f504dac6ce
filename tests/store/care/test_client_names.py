"""A client is found by surname and date of birth, however both were written; what is kept tells neither."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.store.care import client_names, clienten
from gateway.store.care.client_names import birth_date_of, comparable, has_name, keys_of, keys_sought, possible_surnames
from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.ledger.aanvullingen import RowPlace
from tests.support.api.parties import VENLO, VENRAY
from tests.support.messages.messages import BSN, BSN_2
from tests.support.messages.persons import bsns
from tests.support.store.postgres import execute

BORN = date(1950, 6, 15)
REMOVE = "update clienten set naam_zoek = null, partnernaam_zoek = null"


def details(surname: str = "Berg", prefix: str | None = "van den", partner: str | None = None) -> dict[str, Any]:
    name: dict[str, Any] = {"geslachtsnaam": {"achternaam": surname, "voorvoegsel": prefix}}
    if partner is not None:
        name["partnernaam"] = {"achternaam": partner}
    return {"geboortedatum": {"datum": BORN.isoformat()}, "naam": name}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Proefpersoon", "PROEFPERSOON"),
        ("Núñez", "nunez"),
        ("Nu\u0301n\u0303ez", "Núñez"),
        ("Sørensen", "Sorensen"),
        ("Strauß", "STRAUSS"),
        ("Smit-Jansen", "Smit Jansen"),
        ("D'Ancona", "d’ancona"),
        ("\u0132sbrand", "IJsbrand"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert comparable(one) == comparable(other) != ""


def test_other_names_are_others_and_signs_alone_are_none() -> None:
    assert comparable("Jansen") != comparable("Janssen")
    assert comparable(" -'’ ") == ""
    assert comparable("Иванов") == "иванов"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("Berg", ["berg"]),
        ("van den Berg", ["vandenberg", "denberg", "berg"]),
        ("d'Ancona", ["dancona", "ancona"]),
        ("in 't Veld", ["intveld", "tveld", "veld"]),
        ("- '", []),
        ("a b c d e f", ["abcdef", "bcdef", "cdef", "def", "ef"]),
    ],
)
def test_the_surname_may_begin_at_any_of_the_first_words(given: str, found: list[str]) -> None:
    assert possible_surnames(given) == found


@given(st.text())
def test_any_text_has_a_comparable_form_that_stays_the_same(text: str) -> None:
    once = comparable(text)
    assert comparable(once) == once
    assert all(each == comparable(each) != "" for each in possible_surnames(text))
    assert (once != "") == bool(possible_surnames(text))


def test_a_key_is_of_surname_and_day_and_there_is_none_without_both() -> None:
    own, partner = keys_of(VENLO, details(partner="Núñez"))
    assert own in keys_sought(VENLO, "Van den BERG", BORN)
    assert own in keys_sought(VENLO, "berg", BORN)
    assert [partner] == keys_sought(VENLO, "nunez", BORN)
    assert own not in keys_sought(VENLO, "berg", date(1950, 6, 16))
    assert own not in keys_sought(VENRAY, "berg", BORN)
    assert keys_of(VENLO, details(surname="-")) == (None, None)
    unknown_day = {**details(), "geboortedatum": {"datum": "1950-01-01", "datumGebruik": "1"}}
    for incomplete in (unknown_day, {}, {"naam": None}, {**details(), "naam": "Berg"}):
        assert keys_of(VENLO, incomplete) == (None, None)
    assert birth_date_of({"geboortedatum": {"datum": "1950"}}) is None


def test_a_name_is_meant_with_all_of_its_prefix_or_none_of_it() -> None:
    for asked, meant in (("Berg", True), ("van den Berg", True), ("den Berg", False), ("Bergen", False)):
        assert has_name(details(), asked) is meant, asked
    assert has_name(details(partner="Núñez"), "nunez")
    assert not has_name({}, "Berg")


async def found(db: Database, name: str, born: date = BORN, gemeente: str = VENLO) -> list[UUID]:
    async with db.reading() as tx:
        return [each.id for each in await clienten.find_by_name(tx, gemeente, name, born, 10)]


async def test_a_client_is_found_however_it_was_written(db: Database) -> None:
    booking = Booking()
    twin = clienten.book(booking, VENLO, BSN_2, details())
    clienten.book(booking, VENLO, bsns(3)[2], {})
    async with db.transaction() as tx:
        made = await clienten.create(tx, VENLO, BSN, details(partner="Zomer"))
        await clienten.create(tx, VENRAY, BSN, details())
        await booking.write(tx)
    assert made is not None
    both = sorted((made.id, twin))
    assert await found(db, "van den Berg") == both
    assert await found(db, "Berg") == both
    assert await found(db, "zomer") == [made.id]
    assert len(await found(db, "Berg", gemeente=VENRAY)) == 1
    assert await found(db, "den Berg") == await found(db, "Bergen") == await found(db, "Berg", date(1950, 6, 16)) == []
    async with db.transaction() as tx:
        await clienten.replace(tx, VENLO, made.id, details("Herfst", None))
    assert await found(db, "Berg") == [twin]
    assert await found(db, "zomer") == []
    assert await found(db, "Herfst") == [made.id]


async def test_clients_from_before_are_filled_in_piece_by_piece(dsn: str, db: Database) -> None:
    async with db.transaction() as tx:
        for bsn, gemeente in ((BSN, VENLO), (BSN_2, VENLO), (BSN, VENRAY)):
            await clienten.create(tx, gemeente, bsn, details(partner="Zomer") if bsn == BSN else {})
    before = await hashes(db)
    await execute(dsn, REMOVE)
    assert await found(db, "Berg") == []
    after, rows = RowPlace("", UUID(int=0)), 0
    while True:
        async with db.transaction() as tx:
            piece = await client_names.add_older(tx, after, 2)
        rows += piece.rows
        if piece.last is None:
            break
        after = piece.last
    assert rows == 3
    assert await hashes(db) == before


async def hashes(db: Database) -> list[tuple[bytes | None, bytes | None]]:
    async with db.reading() as tx:
        rows = await tx.fetch("select naam_zoek, partnernaam_zoek from clienten order by gemeente, id")
    return [tuple(row) for row in rows]


async def test_details_that_nobody_can_open_are_left_and_counted(dsn: str, db: Database) -> None:
    async with db.transaction() as tx:
        for bsn in (BSN, BSN_2):
            await clienten.create(tx, VENLO, bsn, details())
    await execute(dsn, f"{REMOVE}; update clienten set gegevens = (select gegevens from clienten order by id limit 1)")
    async with db.transaction() as tx:
        piece = await client_names.add_older(tx, RowPlace("", UUID(int=0)), 10)
    assert (piece.rows, piece.unreadable) == (2, 1)
    assert [each is None for each, _ in await hashes(db)] == [False, True]
