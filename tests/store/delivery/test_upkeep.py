"""Upkeep of the outbox: what waits too long is given up, what fell between two transactions is put right."""

from datetime import timedelta

from gateway.store.db.database import Database
from gateway.store.delivery import outbox, upkeep
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, ZORG
from tests.support.store.deliveries import ADDRESS, MAKE, lease, list_waiting, older
from tests.support.store.ledger import attempts, book, clients, delivery, push_to

TERM = timedelta(days=3)


async def tidy(db: Database, term: timedelta = TERM) -> int:
    async with db.transaction() as tx:
        return len(await upkeep.tidy_outbox(tx, term))


async def test_what_waits_too_long_is_given_up_though_its_receiver_rests(pushing: Database) -> None:
    [client] = await clients(pushing)
    made = [await book(pushing, client_id=client) for _ in range(3)]
    theirs = await book(pushing, ontvanger=THUIS)
    await lease(pushing)
    await older(pushing, 3.1)
    assert await tidy(pushing) == 2, "the first is under way"
    assert await tidy(pushing) == 0
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await list_waiting(tx, ZORG, 0, 10)] == made[1:]
    assert (await delivery(pushing, theirs))["staat"] == "wachtend", "who collects may take its time"
    assert await attempts(pushing, made[1]) == [{"pogingen": 0}]


async def test_nothing_is_given_up_of_who_is_frozen_and_its_term_begins_again_on_release(pushing: Database) -> None:
    id = await book(pushing)
    async with pushing.transaction() as tx:
        await organisaties.freeze(tx, ZORG, None)
    await older(pushing, 10)
    assert await tidy(pushing) == 0
    async with pushing.transaction() as tx:
        await organisaties.release(tx, ZORG)
        await outbox.follow_channel(tx, ZORG)
    assert await tidy(pushing) == 0
    assert [each.bericht_id for each in await lease(pushing)] == [id]


async def test_a_message_booked_at_the_moment_its_receiver_changed_follows(pushing: Database) -> None:
    id = await book(pushing)
    async with pushing.transaction() as tx:
        await organisaties.save(tx, Organisatie(ZORG, "aanbieder", "Zorg"))
    assert await lease(pushing) == []
    await tidy(pushing)
    async with pushing.reading() as tx:
        assert [each.bericht_id for each in await list_waiting(tx, ZORG, 0, 10)] == [id]
    await push_to(pushing, ADDRESS)
    assert await lease(pushing) == []
    await tidy(pushing)
    assert [each.bericht_id for each in await lease(pushing)] == [id]


async def test_who_waits_for_one_that_is_gone_goes(pushing: Database) -> None:
    """Whatever brought that about: someone who changed a row by hand."""
    [client] = await clients(pushing)
    await book(pushing, client_id=client)
    after = await book(pushing, client_id=client)
    await lease(pushing)
    assert await lease(pushing) == []
    assert (await delivery(pushing, after))["wacht_op"] is not None
    async with pushing.transaction() as tx:
        await tx.execute(MAKE.format(which="wacht_op is null"))
    assert await lease(pushing) == []
    await tidy(pushing)
    assert [each.bericht_id for each in await lease(pushing)] == [after]


async def test_one_worker_at_a_time_puts_things_right(pushing: Database) -> None:
    await book(pushing)
    await older(pushing, 4)
    async with pushing.transaction() as tx:
        assert len(await upkeep.tidy_outbox(tx, TERM)) == 1
        assert await tidy(pushing) == 0


async def test_what_a_clock_that_was_ahead_put_off_for_years_is_due_now(pushing: Database) -> None:
    waiting, under_way, paused = [await book(pushing) for _ in range(3)]
    ahead = "now() + interval '2 years'"
    await execute_on(pushing, f"update leveringen set niet_voor = {ahead} where bericht_id = '{waiting}'")
    await execute_on(
        pushing,
        f"update leveringen set niet_voor = {ahead}, sinds = {ahead}, onderweg = true where bericht_id = '{under_way}'",
    )
    await execute_on(
        pushing, f"update leveringen set niet_voor = now() + interval '1 hour' where bericht_id = '{paused}'"
    )
    await execute_on(pushing, f"insert into bestemmingen (ontvanger, fouten, rust_tot) values ('{ZORG}', 9, {ahead})")
    assert await lease(pushing) == []
    await tidy(pushing)
    due = {each.bericht_id for each in await lease(pushing)}
    due |= {each.bericht_id for each in await lease(pushing)}
    assert due == {waiting} or due == {under_way}, "one, as the receiver rested"
    async with pushing.reading() as tx:
        assert (
            await tx.fetchval(
                "select count(*) from leveringen where sinds > now() or niet_voor > now() + interval '2 h'"
            )
            == 0
        )
        later = await tx.fetchval(
            "select niet_voor > now() + interval '50 minutes' from leveringen where bericht_id = $1", paused
        )
    assert later, "what pauses goes on pausing"


async def execute_on(db: Database, statement: str) -> None:
    async with db.transaction() as tx:
        await tx.execute(statement)
