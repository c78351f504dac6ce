"""A list as a file: what the pages hold, for whom they are, harmless to a spreadsheet, in bounded memory."""

import asyncio
import csv
import io
import tracemalloc
import zipfile
from collections.abc import AsyncIterator
from typing import cast
from uuid import UUID

import pytest
from fastapi import Request
from fastapi.responses import StreamingResponse
from lxml import etree

from gateway.api.http.export import XLSX, Format, export
from tests.e2e.routes import on_record, situation
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENLO, VENRAY, ZORG, Caller, problem

ROWS = 20_000
MAX_GROWTH_BYTES = 4 * 1024 * 1024
"""Less than the text of all rows."""
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
ROW = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"
LISTS = ("berichten", "toewijzingen", "overrules", "organisaties", "leveringen")


def table(content: bytes, kind: str) -> list[list[str]]:
    """Return the rows of the file."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row.iter(CELL)] for row in sheet.iter(ROW)]


@pytest.mark.parametrize("name", LISTS)
async def test_a_file_holds_the_list_for_whoever_may_see_it(api: Api, venlo: Caller, zorg: Caller, name: str) -> None:
    await situation(api, venlo, zorg)
    for code in (VENLO, VENRAY, ZORG, THUIS, BEHEER):
        http = (await api.caller(code)).http
        shown = await http.get(f"/v1/{name}", params={"aantal": 100})
        for kind, media in (("csv", "text/csv"), ("xlsx", XLSX)):
            for options in ({"params": {"formaat": kind}}, {"headers": {"accept": f"{media}, */*;q=0.9"}}):
                response = await http.get(f"/v1/{name}", **options)
                assert response.status_code == shown.status_code
                if not shown.is_success:
                    problem(response, 403)
                    continue
                assert response.headers["content-type"].startswith(media)
                assert f'filename="{name}.{kind}"' in response.headers["content-disposition"]
                head, *rows = table(response.content, kind)
                assert len(rows) == len(shown.json()[name])
                for row, item in zip(rows, shown.json()[name], strict=True):
                    for key in {"toewijzingNummer", "code", "verzender", "berichtId"} & set(item):
                        assert row[head.index(key)] == str(item[key])
                assert "999900006" not in str(rows)
    may_see = await api.caller(BEHEER if name == "leveringen" else VENLO)
    problem(await may_see.http.get(f"/v1/{name}", params={"formaat": "pdf"}), 400)


async def test_of_each_page_of_a_file_the_look_is_on_record(api: Api, venlo: Caller, zorg: Caller) -> None:
    made = await situation(api, venlo, zorg)
    before = len(await on_record(api))
    await venlo.http.get("/v1/berichten", params={"formaat": "csv"})
    begin, page = (await on_record(api))[before:]
    assert (begin["clienten"], page["clienten"]) == ([], [UUID(made.client)])
    assert page["aanvraag"] == begin["aanvraag"]


async def _pages() -> AsyncIterator[list[int]]:
    for first in range(0, ROWS, 1000):
        yield list(range(first, first + 1000))
        await asyncio.sleep(0)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_file_of_many_rows_is_made_in_bounded_memory(kind: str) -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "state": {"reader": None}, "route": _Route()}
    head = ["nummer", "tekst", "leeg"]
    response = export(
        Request(scope), cast(Format, kind), "lijst", head, _pages(), lambda each: [each, f"=tekst {each}" * 20, None]
    )
    tracemalloc.start()
    try:
        size = 0
        async for piece in cast(StreamingResponse, response).body_iterator:
            size += len(piece)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > ROWS
    assert peak < MAX_GROWTH_BYTES, f"{peak / 2**20:.1f} MB for {size / 2**20:.1f} MB"


class _Route:
    path = "/"
