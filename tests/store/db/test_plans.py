"""What every message asks is looked up by index, even when the plan was made while there was hardly anything yet."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from gateway.store.care import casefile, policy_view
from gateway.store.db.database import Database
from tests.support.api.parties import enrol
from tests.support.store.filling import assigned_clients
from tests.support.store.postgres import execute

GROW = {"beoordelingen", "berichten", "clienten", "starts", "stops", "toewijzing_versies", "toewijzing_verzendingen"}
GROW |= {"toewijzingen"}


def _scans(plan: dict[str, Any], table: str = "") -> Iterator[dict[str, Any]]:
    """Yield every step of the plan that reads a table which grows, or makes a bitmap of its rows by an index."""
    found = plan.get("Relation Name", table)
    if found in GROW and plan["Node Type"] != "Bitmap Heap Scan" and (found != table or "Index Cond" in plan):
        yield {**plan, "Relation Name": found}
    for each in plan.get("Plans", ()):
        yield from _scans(each, found if plan["Node Type"] in ("Bitmap Heap Scan", "BitmapOr", "BitmapAnd") else "")


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "assigned"])
@pytest.mark.parametrize(
    ("statement", "arguments"),
    [
        (casefile._LOAD, "'{a}', '{}', '{a}', '{a}', '{(a)}', '{}', '{a}', true, '{a}', '{}', '{}'"),
        (policy_view._LOAD, "'{a}', '{}', '{a}'"),
    ],
    ids=["case file", "policy"],
)
async def test_no_table_that_grows_is_read_from_end_to_end(
    db: Database, dsn: str, statement: str, arguments: str, filled: bool
) -> None:
    if filled:
        await enrol(db)
        await assigned_clients(db, 500)
        await execute(dsn, "analyze")
    async with db.serial_transaction() as tx:
        await tx.execute(f"set local plan_cache_mode = force_generic_plan; prepare gevraagd as {statement}")
        text = await tx.fetchval(f"explain (format json) execute gevraagd({arguments})")
        await tx.execute("deallocate gevraagd")
    [plan] = json.loads(text)
    scans = list(_scans(plan["Plan"]))
    assert {each["Relation Name"] for each in scans} >= {"starts", "stops", "toewijzingen", "toewijzing_versies"}
    for each in scans:
        assert "Index" in each["Node Type"], each
        # Of a table with a row only where somebody looked again, any index will do while it is empty.
        assert " AND " in each["Index Cond"] or each["Relation Name"] == "beoordelingen", each
