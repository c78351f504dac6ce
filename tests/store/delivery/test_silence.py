"""A delivery is silent once, when its time is over, and only while there is no answer to its message."""

from datetime import timedelta
from uuid import UUID

import pytest

from gateway.store.db.database import Database
from gateway.store.delivery import mailbox, outbox, silence
from gateway.store.delivery.outbox import Settlement
from tests.support.api.parties import VENLO, ZORG
from tests.support.store.deliveries import lease
from tests.support.store.ledger import attempts, book, delivery, push_to

NOW = timedelta(0)


@pytest.fixture
async def pushing(db: Database) -> Database:
    await push_to(db, "https://zorg.example/")
    return db


async def delivered(db: Database, answer_within: timedelta | None) -> UUID:
    """Book a WMO301 and deliver it; its answer may take so long."""
    id = await book(db, soort="WMO301")
    [each] = await lease(db)
    async with db.transaction() as tx:
        await outbox.settle(tx, each, Settlement("200", True, answer_within=answer_within))
    return id


async def noted(db: Database) -> tuple[list[UUID], list[UUID]]:
    """Return what became silent now, and what ended its silence."""
    async with db.transaction() as tx:
        return [id for _, id in await silence.note_silence(tx)], [id for _, id in await silence.end_silence(tx)]


async def test_it_is_noted_once_and_ends_with_the_answer(pushing: Database) -> None:
    late = await delivered(pushing, NOW)
    for within in (timedelta(hours=1), None):
        await delivered(pushing, within)
    assert await noted(pushing) == ([late], [])
    assert await noted(pushing) == ([], [])
    found = await delivery(pushing, late)
    assert (found["staat"], found["antwoord_voor"]) == ("stil", None)
    [_, event] = await attempts(pushing, late)
    assert event["kanaal"] == "push"
    await book(pushing, soort="WMO302", verzender=ZORG, ontvanger=VENLO, richting="in", heenbericht_id=late)
    assert await noted(pushing) == ([], [late])
    assert (await delivery(pushing, late))["staat"] == "geleverd"


async def test_one_that_was_answered_in_time_is_not_looked_at_again(pushing: Database) -> None:
    id = await delivered(pushing, NOW)
    await book(pushing, soort="WMO302", verzender=ZORG, ontvanger=VENLO, richting="in", heenbericht_id=id)
    assert await noted(pushing) == ([], [])
    found = await delivery(pushing, id)
    assert (found["staat"], found["antwoord_voor"]) == ("geleverd", None)


async def test_collecting_what_is_silent_changes_nothing(pushing: Database) -> None:
    id = await delivered(pushing, NOW)
    await noted(pushing)
    async with pushing.transaction() as tx:
        assert await mailbox.mark_collected(tx, ZORG, id) is not None
    assert (await delivery(pushing, id))["staat"] == "stil"
