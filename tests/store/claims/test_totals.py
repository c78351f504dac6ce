"""Totals by month, provider and product are sums of the Prestaties, however those were credited."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.store.claims.totals import TOTALS, TotalsFilter, TotalsItem, as_totals, totals_where
from gateway.store.db.database import Connection, Database
from gateway.store.lists.listing import fetch_page
from tests.store.claims.test_prestaties import a_line, keep
from tests.support.api.parties import THUIS, VENLO, ZORG


async def totals(tx: Connection, **filters: Any) -> list[TotalsItem]:
    where = totals_where(TotalsFilter(**filters))
    return [as_totals(row) for row, _ in await fetch_page(tx, TOTALS, where, None, 99, newest_first=False)]


async def test_a_credit_takes_back_what_was_granted(db: Database) -> None:
    async with db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"), a_line("R2", code="02A03", retourcodes=("9340",)))
        await keep(tx, "D2", a_line("R3", vorige="R1"), a_line("R4", bedrag=45000))
        assert await totals(tx) == [
            TotalsItem(
                gemeente=VENLO,
                periode=date(2024, 1, 1),
                aanbieder=ZORG,
                categorie="02",
                code="02A02",
                prestaties=3,
                afgewezen=0,
                ingediend=45000,
                toegekend=45000,
                gecrediteerd=40000,
                telt_mee=45000,
            ),
            TotalsItem(
                gemeente=VENLO,
                periode=date(2024, 1, 1),
                aanbieder=ZORG,
                categorie="02",
                code="02A03",
                prestaties=1,
                afgewezen=1,
                ingediend=40000,
                toegekend=0,
                gecrediteerd=0,
                telt_mee=0,
            ),
        ]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"gemeente": VENLO, "aanbieder": ZORG}, 1),
        ({"aanbieder": THUIS}, 0),
        ({"code": "02A03"}, 0),
        ({"vanaf": date(2024, 1, 31), "tot": date(2024, 1, 1)}, 1),
        ({"vanaf": date(2024, 2, 1)}, 0),
    ],
)
async def test_they_are_chosen(db: Database, filters: dict[str, Any], expected: int) -> None:
    async with db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"))
        assert len(await totals(tx, **filters)) == expected


LINES = st.lists(
    st.tuples(
        st.sampled_from(["02A02", "02A03"]),
        st.integers(0, 10**9),
        st.booleans(),
        st.booleans(),
        st.integers(0, 2),
    ),
    max_size=8,
)


@settings(suppress_health_check=list(HealthCheck), max_examples=15)
@given(lines=LINES)
async def test_they_add_up_to_the_cent(db: Database, lines: list[tuple[str, int, bool, bool, int]]) -> None:
    """Each debit, granted or not, may be credited in a later claim; what counts is what was granted in all."""
    expected: dict[str, int] = defaultdict(int)
    async with db.reading() as tx:
        undo = tx.transaction()
        await undo.start()
        for number, (code, amount, granted, credited, claim) in enumerate(lines):
            nummer, codes = 100 * claim + number, () if granted else ("9321",)
            await keep(tx, f"D{number}", a_line(f"R{number}", nummer, code=code, bedrag=amount, retourcodes=codes))
            if credited:
                back = {"code": code, "bedrag": amount, "vorige": f"R{number}"}
                await keep(
                    tx, f"E{number}", a_line(f"C{number}", nummer, **back, retourcodes=() if granted else ("8017",))
                )
            expected[code] += amount if granted and not credited else 0
        found = await totals(tx)
        await undo.rollback()
    assert {each.code: each.telt_mee for each in found} == {code: expected[code] for code, *_ in lines}
    assert all(each.toegekend == each.telt_mee for each in found), "all in one month"
