"""Receivers that can't be reached: failures in a row, rests, and the probe after a rest."""

from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.store.db.database import Connection
from gateway.store.delivery import bestemmingen
from tests.support.api.parties import ZORG

HOUR = timedelta(hours=1)
REST = "select fouten, rust_tot - now() as rust from bestemmingen where ontvanger = $1"


async def state(tx: Connection) -> tuple[Any, ...]:
    return tuple(await tx.fetchrow(REST, ZORG) or ())


async def test_failures_count_until_the_receiver_is_reached(tx: Connection) -> None:
    for number in (1, 2, 3):
        assert await bestemmingen.count_failure(tx, ZORG, is_probe=False) == number
    await bestemmingen.mark_reached(tx, ZORG)
    assert await state(tx) == (0, None)
    assert await bestemmingen.count_failure(tx, ZORG, is_probe=False) == 1


async def test_attempts_that_end_while_it_rests_do_not_count_but_the_probe_does(tx: Connection) -> None:
    await bestemmingen.count_failure(tx, ZORG, is_probe=False)
    await bestemmingen.rest(tx, ZORG, HOUR, is_probe=False)
    assert await bestemmingen.count_failure(tx, ZORG, is_probe=False) == 1
    assert await bestemmingen.count_failure(tx, ZORG, is_probe=True) == 2


async def test_a_rest_is_only_made_longer_but_by_the_probe(tx: Connection) -> None:
    await bestemmingen.count_failure(tx, ZORG, is_probe=False)
    for span, is_probe, expected in ((HOUR, False, HOUR), (HOUR / 2, False, HOUR), (HOUR / 2, True, HOUR / 2)):
        await bestemmingen.rest(tx, ZORG, span, is_probe=is_probe)
        assert await state(tx) == (1, expected)
    await bestemmingen.end_rest(tx, ZORG)
    assert await state(tx) == (1, None)


SEEN = "select gezien_op = now() as nu, certificaat_tot from bestemmingen where ontvanger = $1"


async def test_that_a_receiver_was_seen_is_noted_once_a_minute(tx: Connection) -> None:
    await bestemmingen.mark_reached(tx, ZORG)
    assert tuple(await tx.fetchrow(SEEN, ZORG) or ()) == (True, None)
    for ago, noted in (("50 seconds", False), ("70 seconds", True)):
        await tx.execute(f"update bestemmingen set gezien_op = now() - interval '{ago}'")
        await bestemmingen.mark_reached(tx, ZORG)
        assert await tx.fetchval(SEEN, ZORG) is noted


async def test_a_trial_notes_what_it_saw_and_keeps_what_it_did_not_see(tx: Connection) -> None:
    end = datetime(2027, 1, 1, tzinfo=UTC)
    await bestemmingen.count_failure(tx, ZORG, is_probe=False)
    await bestemmingen.note_trial(tx, ZORG, is_reached=True, certificaat_tot=end)
    await bestemmingen.note_trial(tx, ZORG, is_reached=False, certificaat_tot=None)
    assert tuple(await tx.fetchrow(SEEN, ZORG) or ()) == (True, end)
    assert await state(tx) == (1, None), "a trial by hand ends nothing"
