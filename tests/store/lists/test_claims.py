"""Claims and Prestaties are chosen by their filters, each with its state."""

from datetime import date
from typing import Any

import pytest

from gateway.store.db.database import Database
from gateway.store.lists.claims import (
    CLAIMS,
    LINES,
    ClaimFilter,
    LineFilter,
    as_claim,
    as_line,
    claims_where,
    lines_where,
)
from gateway.store.lists.listing import count_up_to, fetch_page
from tests.store.claims.test_prestaties import a_line, keep
from tests.support.api.parties import THUIS, VENLO, ZORG


@pytest.fixture
async def filled(db: Database) -> Database:
    async with db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"), a_line("R2", code="02A03", retourcodes=("9340", "9339")))
        await keep(tx, "D2", a_line("R3", vorige="R1"), a_line("R4", volume=9))
    return db


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["D1", "D2"]),
        ({"gemeente": VENLO, "aanbieder": ZORG}, ["D1", "D2"]),
        ({"aanbieder": THUIS}, []),
        ({"vanaf": date(2024, 1, 31), "tot": date(2024, 1, 1)}, ["D1", "D2"]),
        ({"vanaf": date(2024, 2, 1)}, []),
        ({"met_afwijzing": True}, ["D1"]),
        ({"met_afwijzing": False}, ["D2"]),
    ],
)
async def test_claims(filled: Database, filters: dict[str, Any], expected: list[str]) -> None:
    where = claims_where(ClaimFilter(**filters))
    async with filled.reading() as tx:
        found = [as_claim(row) for row, _ in await fetch_page(tx, CLAIMS, where, None, 9, newest_first=False)]
        assert await count_up_to(tx, CLAIMS, where, 9) == len(expected)
    assert [each.declaratie_nummer for each in found] == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"R1": "gecrediteerd", "R2": "afgewezen", "R3": "verwerkt", "R4": "toegekend"}),
        ({"staat": "toegekend"}, {"R4": "toegekend"}),
        ({"code": "02A03", "toewijzing": 7}, {"R2": "afgewezen"}),
        ({"vanaf": date(2024, 1, 2)}, {}),
        ({"aanbieder": THUIS}, {}),
    ],
)
async def test_lines(filled: Database, filters: dict[str, Any], expected: dict[str, str]) -> None:
    async with filled.reading() as tx:
        page = await fetch_page(tx, LINES, lines_where(LineFilter(**filters)), None, 9, newest_first=False)
    found = [as_line(row) for row, _ in page]
    assert {each.referentie_nummer: each.staat for each in found} == expected
    assert [each.referentie_nummer for each in found if each.opnieuw] == (["R1"] if "R1" in expected else [])
