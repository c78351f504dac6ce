"""Every day is kept as that very day, whichever way it goes into the database and comes out."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.store.db import days
from gateway.store.db.database import Database

EXTREMES = (date.min, date(1, 1, 2), date(9999, 12, 30), date.max)
DAYS = st.dates() | st.sampled_from(EXTREMES)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(day=DAYS)
async def test_b01_a_day_goes_in_and_out_unchanged_by_every_way(db: Database, day: date) -> None:
    async with db.reading() as pool, db.serial_transaction() as turn:
        for connection in (pool, turn):
            row = await connection.fetchrow(
                "select $1::date as alone, $1::date::text as text, to_jsonb($1::date) ->> 0 as json,"
                " (select array_agg(d) from unnest($2::date[]) d) as many, isfinite($1::date) as finite",
                day,
                [day, None],
            )
            assert row is not None
            assert (row["alone"], row["text"], row["many"], row["finite"]) == (day, day.isoformat(), [day, None], True)
            [text] = await connection.fetchval("select jsonb_build_array($1::date)", day)
            assert days.from_json(text) == day


@pytest.mark.parametrize(("kept", "day"), [("infinity", date.max), ("-infinity", date.min), ("10000-01-01", date.max)])
async def test_b01_what_lies_beyond_the_calendar_is_read_as_its_last_or_first_day(
    db: Database, kept: str, day: date
) -> None:
    async with db.reading() as tx:
        assert await tx.fetchval(f"select date '{kept}'") == day
    if kept.endswith("infinity"):
        assert days.from_json(kept) == day
