"""How many pages of a large database the first page of a list and its total read, and by what."""

import json
from collections.abc import Iterator
from typing import Any

from gateway.exchange.kernel.pages import MAX_COUNTED
from gateway.store.db.database import Connection
from gateway.store.lists.listing import Listing, Where, count_statement, page_statement, plan_for

PAGE = 51
FLUSHED = "set synchronous_commit = on;"
"""Before statements whose rows a vacuum, right after them, has to find visible to all: then an index is enough."""


async def plans_of(tx: Connection, listing: Listing, where: Where) -> list[dict[str, Any]]:
    """Carry out the statements of both first pages and the total, and return their plans."""
    await plan_for(tx, listing)
    statements = [
        *(page_statement(listing, where, None, PAGE, newest_first=each) for each in (True, False)),
        count_statement(listing, where, MAX_COUNTED),
    ]
    return [await _plan(tx, text, values) for text, values in statements]


async def _plan(tx: Connection, text: str, values: list[Any]) -> dict[str, Any]:
    found = await tx.fetchval(f"explain (analyze, buffers, timing off, format json) {text}", *values)
    plan: dict[str, Any] = json.loads(found)[0]["Plan"]
    return plan


def read_from_end_to_end(plan: dict[str, Any]) -> Iterator[str]:
    """Yield the tables that a plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for each in plan.get("Plans", ()):
        yield from read_from_end_to_end(each)


def pages_of(plan: dict[str, Any]) -> int:
    """Return how many pages the statement read."""
    found: int = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return found


def assert_few(plans: list[dict[str, Any]], pages: int, per_row: int, *, may_read_whole: frozenset[str]) -> None:
    """Check that no other tables are read from end to end, and few pages: so many, and so many for each row."""
    for plan in plans:
        assert set(read_from_end_to_end(plan)) <= may_read_whole, plan
        limited = plan if plan["Node Type"] == "Limit" else plan["Plans"][0]
        rows = limited["Actual Rows"]
        assert pages_of(plan) <= pages + per_row * rows, (pages_of(plan), plan)
