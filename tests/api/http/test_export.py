"""A list as a file: what the pages hold, for whom they are, harmless to a spreadsheet, in bounded memory."""

import asyncio
import csv
import io
import tracemalloc
import zipfile
from collections.abc import AsyncIterator
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from fastapi import Request
from fastapi.responses import StreamingResponse
from lxml import etree

from gateway.api.http.export import XLSX, Format, export
from gateway.exchange.parties.accounts import change_account
from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.document import document
from tests.support.api.parties import BEHEER, THUIS, VENLO, VENRAY, ZORG, Caller, problem
from tests.support.policy.chosen import choose_policy, request_for

ROWS = 20_000
MAX_GROWTH_BYTES = 2 * 1024 * 1024
"""Less than the text of all rows."""
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
ROW = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"
LISTS = {
    "/v1/berichten": "berichten",
    "/v1/toewijzingen": "toewijzingen",
    "/v1/overrules": "overrules",
    "/v1/organisaties": "organisaties",
    "/v1/leveringen": "leveringen",
    "/v1/onbeantwoord": "onbeantwoord",
    "/v1/signalen": "signalen",
    "/v1/inzages": "inzages",
    "/v1/postvak": "berichten",
    "/v1/attenderingen": "attenderingen",
    "/v1/declaraties": "declaraties",
    "/v1/declaraties/totalen": "totalen",
    "/v1/prestaties": "prestaties",
    "/v1/verzoeken": "verzoeken",
    "/v1/indicatoren/{indicator}/gevallen": "gevallen",
}
"""By path of a list the field of a page with its items, and so the name of its file."""
OF_OPERATORS = {"/v1/leveringen", "/v1/onbeantwoord"}


def address(path: str, client: str) -> tuple[str, dict[str, Any]]:
    """Return where the list is, and what has to be chosen of it."""
    if path == "/v1/inzages":
        return path, {"clientId": client}
    if path == "/v1/onbeantwoord":
        return path, {"sinds": "2024-01-01", "uren": 0}
    return path.format(indicator="antwoord-gemeente"), {"jaar": 2024} if "{" in path else {}


def table(content: bytes, kind: str) -> list[list[str]]:
    """Return the rows of the file."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row.iter(CELL)] for row in sheet.iter(ROW)]


@pytest.mark.parametrize("path", LISTS)
async def test_a_file_holds_the_list_for_whoever_may_see_it(api: Api, made: Situation, path: str) -> None:
    name = LISTS[path]
    path, needed = address(path, made.client)
    for code in (VENLO, VENRAY, ZORG, THUIS, BEHEER):
        http = (await api.caller(code)).http
        shown = await http.get(path, params={"aantal": 100, **needed})
        for kind, media in (("csv", "text/csv"), ("xlsx", XLSX)):
            for options in ({"params": {"formaat": kind}}, {"headers": {"accept": f"{media}, */*;q=0.9"}}):
                response = await http.get(path, **{**options, "params": {**options.get("params", {}), **needed}})
                assert response.status_code == shown.status_code
                if not shown.is_success:
                    problem(response, 403)
                    continue
                assert response.headers["content-type"].startswith(media)
                assert f'filename="{name}.{kind}"' in response.headers["content-disposition"]
                head, *rows = table(response.content, kind)
                if path == "/v1/inzages":  # which grows with each request
                    rows = rows[: len(shown.json()[name])]
                assert len(rows) == len(shown.json()[name])
                for row, item in zip(rows, shown.json()[name], strict=True):
                    for key in {"toewijzingNummer", "code", "verzender", "berichtId", "volgnummer"} & set(item):
                        assert row[head.index(key)] == ("" if item[key] is None else str(item[key]))
                assert "999900006" not in str(rows)
    may_see = await api.caller(BEHEER if path in OF_OPERATORS else VENLO)
    problem(await may_see.http.get(path, params={"formaat": "pdf", **needed}), 400)


def test_every_list_that_has_a_place_for_the_next_page_is_a_file_too_and_is_tried_here() -> None:
    paths = document()["paths"]
    lists = {
        path
        for path, each in paths.items()
        if "get" in each and any(asked.get("name") == "na" for asked in each["get"].get("parameters", ()))
    }
    files = {path for path, each in paths.items() if "text/csv" in _answer(each)}
    assert lists <= files
    assert lists == set(LISTS)


def _answer(operations: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
    return found


EVIL = "=cmd|' /C calc'!A0"


async def test_no_cell_of_any_file_is_run_by_a_spreadsheet(api: Api, venlo: Caller, made: Situation) -> None:
    """Walked over every list, with such texts wherever somebody may write one."""
    await choose_policy(api.gateway)
    for text in ("07A02", "10B02"):
        begin, end = ("2024-04-01", "2025-03-31") if text == "07A02" else ("2025-01-01", "2025-12-31")
        overrule = {"overrule": {"consulent": f"@{EVIL}", "reden": f"-{EVIL}"}} if text == "10B02" else {}
        asked = {**request_for(made.client, text, begin, end), **overrule}
        response = await venlo.http.post("/v1/toewijzingen", json=asked)
        assert response.status_code == 201, response.text
    handled = {"notitie": f"+{EVIL}", "consulent": EVIL}
    assert (await venlo.http.post(f"/v1/signalen/{made.signal}/afhandelen", json=handled)).status_code == 200
    await change_account(api.gateway, ZORG, naam=EVIL)
    seen = set()
    for each in LISTS:
        path, params = address(each, made.client)
        caller = await api.caller(BEHEER if path in OF_OPERATORS else VENLO)
        for kind in ("csv", "xlsx"):
            content = (await caller.http.get(path, params={**params, "formaat": kind})).content
            cells = [cell for row in table(content, kind) for cell in row]
            seen |= {cell.lstrip("'") for cell in cells if EVIL in cell}
            if kind == "csv":
                assert [each for each in cells if each.startswith(RUNS)] == [], path
            else:
                sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
                assert b"<f>" not in sheet, path
    assert seen == {EVIL, f"@{EVIL}", f"-{EVIL}", f"+{EVIL}"}


RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


async def test_a_refusal_is_told_though_a_file_was_asked(venlo: Caller, zorg: Caller) -> None:
    """What may not be looked for shows with the first page, which comes before the head of the answer."""
    for kind in ("json", "csv", "xlsx"):
        response = await zorg.http.get("/v1/berichten", params={"formaat": kind, "clientId": str(uuid4())})
        problem(response, 403)
        unknown = await venlo.http.get("/v1/indicatoren/geluk/gevallen", params={"jaar": 2024, "formaat": kind})
        problem(unknown, 404, "indicator-onbekend")


async def test_of_each_page_of_a_file_the_look_is_on_record(api: Api, venlo: Caller, made: Situation) -> None:
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
    response = await export(
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
