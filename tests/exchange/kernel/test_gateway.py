"""The gateway object: its day is the Dutch one, and large work leaves the event loop."""

import threading
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from gateway.exchange.kernel.gateway import INLINE_BYTES, Gateway, off_loop, utc_now
from tests.support.messages.messages import schemas


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2024, 1, 1, 22, 59, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2024, 1, 1, 23, 0, tzinfo=UTC), date(2024, 1, 2)),
        (datetime(2024, 7, 1, 22, 0, tzinfo=UTC), date(2024, 7, 2)),
    ],
)
def test_today_is_the_date_in_the_netherlands(now: datetime, today: date) -> None:
    assert Gateway(cast(Any, None), schemas(), now=lambda: now).today() == today


@pytest.mark.parametrize(("size", "here"), [(0, True), (INLINE_BYTES, True), (INLINE_BYTES + 1, False)])
async def test_work_on_a_large_message_runs_in_a_thread(size: int, here: bool) -> None:
    thread = await off_loop(size, threading.current_thread)
    assert (thread is threading.current_thread()) is here


def test_now_knows_its_zone() -> None:
    assert utc_now().tzinfo is UTC
