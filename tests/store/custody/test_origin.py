"""A database that was copied notices it, and after its restoration issues no number that the original issues."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.opening import open_gateway
from gateway.settings import Settings
from gateway.store.care import toewijzingen
from gateway.store.custody.origin import DatabaseCopied, RestoreRefused, beyond, check_origin, mark_restored
from gateway.store.db.database import Database, connect
from gateway.store.ledger import berichten
from gateway.store.parties.operator_log import Actor
from tests.support.api.parties import enrol
from tests.support.store.key_ring import vault
from tests.support.store.ledger import book
from tests.support.store.postgres import Template, create_database, database_of, drop_database, execute

ANNE = Actor("opdrachtregel", "gebruiker anne op balie")


async def _opened(dsn: str) -> None:
    db = await Database.connect(dsn, vault=vault())
    try:
        await check_origin(db)
    finally:
        await db.close()


async def _issue(dsn: str, count: int) -> set[tuple[str, int]]:
    db = await Database.connect(dsn, vault=vault())
    async with db.transaction() as tx:
        issued = {(await berichten.next_identificatie(tx), await toewijzingen.next_number(tx)) for _ in range(count)}
    await db.close()
    return issued


async def test_a_copy_beside_the_original_issues_nothing_that_the_original_issues(dsn: str, template: Template) -> None:
    await _opened(dsn)
    await _opened(dsn)  # it stands where it stood
    db = await Database.connect(dsn, vault=vault())
    await enrol(db)
    await book(db)
    await db.close()
    before = await _issue(dsn, 5)
    copy = await create_database(template.admin_dsn, database_of(dsn))
    try:
        with pytest.raises(DatabaseCopied, match=r"andere database op de server.*gateway db restored"):
            await _opened(copy)
        done = await mark_restored(copy, ANNE)
        await _opened(copy)
        theirs, ours = await _issue(copy, 50), await _issue(dsn, 50)
        for column in (0, 1):
            assert not {each[column] for each in theirs} & {each[column] for each in ours | before}
        assert all(len(identificatie) == 12 and nummer <= 999_999_999 for identificatie, nummer in theirs)
        assert done.series["leveringen_id_seq"][1] > done.series["leveringen_id_seq"][0]

        # Put back once more from the same backup, the first copy having issued numbers of its own.
        again = await mark_restored(copy, ANNE)
        assert again.series["identificaties"][1] > done.series["identificaties"][1] + 50
        connection = await connect(copy)
        try:
            assert await connection.fetchval("select count(*) from herkomst where soort = 'hersteld'") == 2
            shown = await connection.fetch("select distinct ingang from inzages where actie = 'gateway db restored'")
            assert [each["ingang"] for each in shown] == [ANNE.ingang]
        finally:
            await connection.close()
    finally:
        await drop_database(template.admin_dsn, copy)
    await _opened(dsn)


async def test_two_copies_of_one_backup_issue_different_numbers(dsn: str, template: Template) -> None:
    await _opened(dsn)
    # An original that was itself restored lately is ahead of what the clock says; the clock tells no copies apart then.
    await mark_restored(dsn, ANNE)
    copies = [await create_database(template.admin_dsn, database_of(dsn)) for _ in range(2)]
    try:
        for copy in copies:
            await mark_restored(copy, ANNE)
        one, other = [await _issue(copy, 50) for copy in copies]
        for column in (0, 1):
            assert not {each[column] for each in one} & {each[column] for each in other}
    finally:
        for copy in copies:
            await drop_database(template.admin_dsn, copy)


@given(
    series=st.sampled_from([("identificaties", 2**63 - 1), ("toewijzing_nummers", 999_999_999)]),
    share=st.floats(0, 0.99),
    days=st.integers(0, 6000),
)
def test_a_series_goes_on_within_its_room_at_a_place_that_nobody_can_foresee(
    series: tuple[str, int], share: float, days: int
) -> None:
    name, most = series
    bound = min(most, 10**11 - 1)
    last, now = int(share * bound), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
    try:
        after = [beyond(name, last, most, now) for _ in range(3)]
    except RestoreRefused:
        assert last > 0.98 * bound or days > 5000
        return
    assert all(last + 100_000 <= each < bound for each in after)
    assert len(set(after)) == len(after) or (bound - min(after)) < 1_000_000_000


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("systeem = '1'", "andere server"),
        ("tijdlijn = '0000000F'", "nieuwe tijdlijn"),
    ],
)
async def test_each_sign_of_a_copy_is_named(dsn: str, change: str, why: str) -> None:
    await _opened(dsn)
    await execute(dsn, f"update herkomst set {change}")
    with pytest.raises(DatabaseCopied, match=why):
        await _opened(dsn)


async def test_a_copy_is_not_opened_but_can_be_looked_at(dsn: str) -> None:
    await _opened(dsn)
    await execute(dsn, "update herkomst set systeem = '1'")
    settings = Settings(database_url=dsn, keys=vault().ring.text())
    with pytest.raises(DatabaseCopied):
        async with open_gateway(settings):
            pass
    async with open_gateway(settings, even_a_copy=True) as gateway, gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from herkomst") == 1


async def test_what_was_under_way_is_sent_again(dsn: str) -> None:
    db = await Database.connect(dsn, vault=vault())
    await enrol(db)
    await book(db)
    await db.close()
    await execute(
        dsn,
        "insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal, onderweg, niet_voor)"
        " select gemeente, id, ontvanger, id, 'push', true, now() + interval '1 hour' from berichten"
        " on conflict (gemeente, bericht_id, ontvanger) do update set kanaal = 'push', onderweg = true,"
        " niet_voor = excluded.niet_voor",
    )
    done = await mark_restored(dsn, ANNE)
    assert (done.under_way, done.waiting) == (1, 1)
    connection = await connect(dsn)
    try:
        assert not await connection.fetchval("select bool_or(onderweg or niet_voor > now()) from leveringen")
    finally:
        await connection.close()


async def test_a_clock_that_is_behind_restores_nothing(dsn: str) -> None:
    await _opened(dsn)
    await execute(dsn, "update herkomst set op = now() + interval '1 day'")
    with pytest.raises(RestoreRefused, match="klok"):
        await mark_restored(dsn, ANNE)
    connection = await connect(dsn)
    try:
        assert await connection.fetchval("select last_value from identificaties") == 1
    finally:
        await connection.close()
