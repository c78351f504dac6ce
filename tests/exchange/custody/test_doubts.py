"""Nothing is erased by a clock that may be wrong, until a person says so."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from gateway.exchange.custody.doubts import MAX_CLOCK_DIFFERENCE, MAX_SILENCE, _clock_doubts, list_doubts
from gateway.exchange.custody.retention import DailyRetention, erase_expired_content
from gateway.exchange.custody.seal import seal_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.custody import retention
from gateway.store.custody.retention import Signs
from tests.support.api.application import Clock
from tests.support.api.parties import VENLO
from tests.support.store.deliveries import MAKE
from tests.support.store.ledger import book

LONG_AGO = datetime(2005, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.now(UTC))


async def book_delivered(gateway: Gateway, count: int, at: datetime) -> None:
    for _ in range(count):
        id = await book(gateway.db, vastgelegd_op=at)
        async with gateway.db.transaction() as tx:
            await tx.execute(MAKE.format(which="bericht_id = $1"), id)


@pytest.fixture
async def in_use(gateway: Gateway) -> Gateway:
    """A ledger with one message past its term among twenty."""
    await book_delivered(gateway, 1, LONG_AGO)
    await book_delivered(gateway, 19, datetime.now(UTC))
    return gateway


async def test_the_daily_round_counts_first_and_erases_a_day_later(in_use: Gateway) -> None:
    daily = DailyRetention(in_use)
    with capture_logs() as first:
        await daily()
    with capture_logs() as second:
        await daily()
    assert first == [{"event": "retention.waits", "log_level": "info", "messages": 1, "read_records": 0, "refusals": 0}]
    assert second == [
        {"event": "retention.erased", "log_level": "info", "messages": 1, "read_records": 0, "refusals": 0}
    ]


async def test_a2_a_clock_sixteen_years_ahead_erases_nothing(in_use: Gateway, clock: Clock) -> None:
    clock.advance(days=16 * 365)
    daily = DailyRetention(in_use)
    with capture_logs() as lines:
        await daily()
        await daily()
    assert [each["event"] for each in lines] == ["retention.doubted"] * 2
    told = " ".join(lines[1]["reasons"])
    assert "de klok van de gateway zegt" in told
    assert "terwijl de nieuwste rij van" in told
    assert await erase_expired_content(in_use, dry_run=True) == {VENLO: 1}


async def test_more_than_a_tenth_at_once_is_doubted(gateway: Gateway) -> None:
    await book_delivered(gateway, 2, LONG_AGO)
    await book_delivered(gateway, 18, datetime.now(UTC))
    await seal_ledger(gateway)
    assert await list_doubts(gateway, {VENLO: 2}, {}) == []
    [doubt] = await list_doubts(gateway, {VENLO: 3}, {})
    assert doubt == f"3 van de 20 berichten van {VENLO} zou in één keer worden gewist, meer dan 10%"
    [doubt] = await list_doubts(gateway, {VENLO: 2}, {VENLO: 1})
    assert doubt == f"1 van de 0 inzages van {VENLO} zou in één keer worden gewist, meer dan 10%"


async def test_an_empty_ledger_gives_no_doubt(gateway: Gateway) -> None:
    assert await list_doubts(gateway, {}, {}) == []


@given(
    gateway_ahead=st.timedeltas(timedelta(days=-9000), timedelta(days=9000)),
    newest=st.timedeltas(timedelta(days=-9000), timedelta(days=9000)),
)
def test_no_doubt_only_within_all_bounds(gateway_ahead: timedelta, newest: timedelta) -> None:
    doubts = _clock_doubts(NOW + gateway_ahead, Signs(NOW, NOW + newest, None, None))
    within = (
        abs(gateway_ahead) <= MAX_CLOCK_DIFFERENCE
        and gateway_ahead - newest <= MAX_SILENCE
        and newest - min(gateway_ahead, timedelta()) <= MAX_CLOCK_DIFFERENCE
    )
    assert (doubts == []) is within


@given(before=st.timedeltas(timedelta(days=-9000), timedelta(days=-31)), after=st.timedeltas(timedelta(days=-31)))
def test_rows_after_a_long_silence_show_no_clock_to_be_right(before: timedelta, after: timedelta) -> None:
    """Both clocks went ahead together: the newest rows are then as new as they should be."""
    signs = Signs(NOW, NOW, NOW + before, NOW + min(after, timedelta()))
    doubts = _clock_doubts(NOW, signs)
    assert len(doubts) == (signs.after - signs.before > MAX_SILENCE)  # type: ignore[operator]


async def test_the_seals_around_a_moment_are_found(in_use: Gateway) -> None:
    await seal_ledger(in_use)
    async with in_use.db.reading() as tx:
        at = await tx.fetchval("select max(op) from zegels")
        earlier = await retention.read_signs(tx, [VENLO], at - timedelta(days=1))
        later = await retention.read_signs(tx, [VENLO], at + timedelta(days=1))
        nobody = await retention.read_signs(tx, [], at)
    assert (earlier.before, earlier.after) == (None, at)
    assert (later.before, later.after) == (at, None)
    assert (nobody.before, nobody.after, nobody.newest) == (None, None, None)
