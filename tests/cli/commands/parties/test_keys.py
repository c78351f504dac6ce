"""Keys are given, shown without their secret, replaced with an overlap, and taken away one by one or all at once."""

import asyncio
import hashlib
from datetime import datetime, timedelta

import asyncpg
import pytest

from gateway.store.db.database import Database
from gateway.store.parties import api_keys
from gateway.store.parties.api_keys import ApiKey
from tests.cli.running import invoke

VENLO = ("accounts", "add", "0983", "--soort", "gemeente", "--naam", "Venlo")


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)


def opens(dsn: str, key: str) -> bool:
    """Return True when the key lets Venlo in; this counts as using it."""

    async def look() -> bool:
        db = await Database.connect(dsn)
        try:
            async with db.reading() as tx:
                found = await api_keys.find_owner(tx, key)
        finally:
            await db.close()
        assert found is None or found.code == "0983"
        return found is not None

    return asyncio.run(look())


def all_keys(dsn: str) -> list[ApiKey]:
    async def look() -> list[ApiKey]:
        db = await Database.connect(dsn)
        try:
            async with db.reading() as tx:
                return await api_keys.list_keys(tx, "0983")
        finally:
            await db.close()

    return asyncio.run(look())


def run(dsn: str, sql: str) -> None:
    async def execute() -> None:
        connection = await asyncpg.connect(dsn)
        await connection.execute(sql)
        await connection.close()

    asyncio.run(execute())


def name(key: str) -> str:
    return key.split("_")[1]


def test_another_key_and_no_key_at_all(dsn: str) -> None:
    first = invoke(*VENLO).stdout.strip()
    second = invoke("accounts", "key", "0983", "--omschrijving", "testomgeving").stdout.strip()
    assert opens(dsn, first)
    assert opens(dsn, second)
    assert "0983: 2 API-sleutels ingetrokken" in invoke("accounts", "revoke", "0983").stderr
    assert not opens(dsn, first)
    assert not opens(dsn, second)
    assert "0983: 0 API-sleutels ingetrokken" in invoke("accounts", "revoke", "0983").stderr


def test_one_key_is_taken_away_and_the_other_stays(dsn: str) -> None:
    first = invoke(*VENLO).stdout.strip()
    second = invoke("accounts", "key", "0983", "--omschrijving", "testomgeving").stdout.strip()
    assert "1 API-sleutel ingetrokken" in invoke("accounts", "revoke", "0983", name(first)).stderr
    assert (opens(dsn, first), opens(dsn, second)) == (False, True)
    again = invoke("accounts", "revoke", "0983", name(first))
    assert (again.exit_code, "geen geldige API-sleutel" in again.stderr) == (1, True)


def test_keys_shows_what_there_is_and_no_secret(dsn: str) -> None:
    first = invoke(*VENLO).stdout.strip()
    short = invoke("accounts", "key", "0983", "--omschrijving", "tijdelijk [b]", "--dagen", "30").stdout.strip()
    assert opens(dsn, short)
    shown = invoke("accounts", "keys", "0983").stdout
    rows = {line.split()[0]: line for line in shown.splitlines()[1:]}
    assert rows.keys() == {name(first), name(short)}
    assert "nooit" in rows[name(first)]
    assert "tijdelijk [b]" in rows[name(short)]
    assert "geldig tot 2" in rows[name(short)]
    assert "nooit" not in rows[name(short)]
    assert first.split("_", 2)[2] not in shown
    invoke("accounts", "revoke", "0983", name(short))
    run(dsn, "update api_sleutels set geldig_tot = now() where ingetrokken_op is null")
    shown = invoke("accounts", "keys", "0983").stdout
    assert "ingetrokken 2" in shown
    assert "verlopen 2" in shown


def test_an_expired_key_opens_nothing(dsn: str) -> None:
    invoke(*VENLO)
    key = invoke("accounts", "key", "0983", "--omschrijving", "x", "--dagen", "1").stdout.strip()
    assert opens(dsn, key)
    run(dsn, "update api_sleutels set geldig_tot = now() - interval '1 second' where geldig_tot is not null")
    assert not opens(dsn, key)


def test_rotation_lets_both_work_for_a_while(dsn: str) -> None:
    invoke(*VENLO)
    old = invoke("accounts", "key", "0983", "--omschrijving", "koppeling", "--dagen", "90").stdout.strip()
    rotated = invoke("accounts", "rotate", "0983", name(old), "--overlap", "2")
    new = rotated.stdout.strip()
    days = [f"{datetime.now().astimezone() + timedelta(days=each):%Y-%m-%d}" for each in (2, 90)]
    assert f"werkt nog tot {days[0]}" in rotated.stderr
    assert f"de nieuwe tot {days[1]}" in rotated.stderr
    assert (opens(dsn, old), opens(dsn, new)) == (True, True)
    made = {each.naam: each for each in all_keys(dsn)}
    before, after = made[name(old)], made[name(new)]
    assert after.omschrijving == "koppeling"
    assert before.geldig_tot is not None
    assert after.geldig_tot is not None
    assert before.geldig_tot - after.aangemaakt_op == timedelta(days=2)
    assert after.geldig_tot - after.aangemaakt_op == timedelta(days=90)
    run(dsn, "update api_sleutels set geldig_tot = geldig_tot - interval '2 days'")
    assert (opens(dsn, old), opens(dsn, new)) == (False, True)
    again = invoke("accounts", "rotate", "0983", name(old))
    assert (again.exit_code, again.stdout) == (1, "")


def test_who_replaces_a_key_again_is_told_that_the_new_one_ends(dsn: str) -> None:
    key = name(invoke(*VENLO).stdout.strip())
    assert "de nieuwe tot intrekken" in invoke("accounts", "rotate", "0983", key).stderr
    later = f"{datetime.now().astimezone() + timedelta(days=7):%Y-%m-%d}"
    assert f"de nieuwe tot {later}" in invoke("accounts", "rotate", "0983", key).stderr


def test_rotation_never_lengthens_the_life_of_the_old_key(dsn: str) -> None:
    invoke(*VENLO)
    old = invoke("accounts", "key", "0983", "--omschrijving", "x", "--dagen", "1").stdout.strip()
    before = next(each for each in all_keys(dsn) if each.naam == name(old))
    assert invoke("accounts", "rotate", "0983", name(old)).exit_code == 0
    after = next(each for each in all_keys(dsn) if each.naam == name(old))
    assert after.geldig_tot == before.geldig_tot


def test_last_use_is_kept_to_the_minute(dsn: str) -> None:
    key = invoke(*VENLO).stdout.strip()
    assert opens(dsn, key)
    (first,) = all_keys(dsn)
    assert opens(dsn, key)
    (second,) = all_keys(dsn)
    assert first.laatst_gebruikt_op == second.laatst_gebruikt_op is not None
    run(dsn, "update api_sleutels set laatst_gebruikt_op = laatst_gebruikt_op - interval '2 minutes'")
    assert opens(dsn, key)
    (third,) = all_keys(dsn)
    assert third.laatst_gebruikt_op is not None
    assert third.laatst_gebruikt_op >= first.laatst_gebruikt_op


def test_no_key_for_who_does_not_take_part() -> None:
    for args in (("key", "0983", "--omschrijving", "x"), ("keys", "0983"), ("revoke", "0983"), ("rotate", "0983", "x")):
        result = invoke("accounts", *args)
        assert result.exit_code == 1
        assert "niet ingeschreven" in result.stderr


@pytest.mark.parametrize(
    "how", [("key", "0983", "--omschrijving", "x", "--dagen"), ("rotate", "0983", "x", "--overlap")]
)
@pytest.mark.parametrize("days", [-1, 3651, 3_000_000, 10**12])
def test_a_term_beyond_all_reason_is_refused_and_makes_no_key_that_can_not_be_shown(
    how: tuple[str, ...], days: int
) -> None:
    invoke(*VENLO)
    assert invoke("accounts", *how, days).exit_code == 2
    assert invoke("accounts", "keys", "0983").exit_code == 0


def test_a_key_from_before_keys_had_names_is_told_by_its_hash() -> None:
    """As the migration that gave them names did; no part of the key itself may stand on record."""
    old = "gw_" + "geheim-" * 6 + "x"
    assert api_keys.looks_like_key(old)
    assert api_keys.name_of_key(old) == hashlib.sha256(old.encode()).hexdigest()[:8]
