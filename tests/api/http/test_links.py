"""From a page of a list one goes on by its Link, and to what was made by its Location, at every route that has them."""

from typing import Any

import httpx
import pytest

from gateway.api.http.links import MADE_BY, has_pages
from tests.e2e.routes import CALLERS, ROUTES, Situation
from tests.support.api.application import Api
from tests.support.api.document import document, routes
from tests.support.api.parties import Caller
from tests.support.messages.messages import BSN_2


def _operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in document()["paths"].items()
        for method, operation in item.items()
    ]


def test_every_route_that_makes_something_says_where_it_is() -> None:
    made = {name for name, operation in _operations() if "201" in operation["responses"]}
    assert made == {*MADE_BY}
    for name, operation in _operations():
        assert ("201" in operation["responses"]) == (name in MADE_BY)
        if name in MADE_BY:
            assert "Location" in operation["responses"]["201"]["headers"], name


def test_every_list_is_described_with_its_link() -> None:
    pages = {f"{method} {each.path}" for each in routes() if has_pages(each) for method in each.methods or ()}
    assert {"GET /v1/postvak", "GET /v1/berichten", "GET /v1/signalen", "GET /v1/inzages"} <= pages
    for name, operation in _operations():
        headers = operation["responses"].get("200", {}).get("headers", {})
        assert ("Link" in headers) == (name in pages), name


@pytest.mark.no_cover
async def test_what_is_made_is_where_location_says(venlo: Caller, made: Situation) -> None:
    seen = set()
    for name, request, statuses in ROUTES:
        for code, status in zip(CALLERS, statuses, strict=True):
            if status == 201 and code == venlo.code:
                method, path, extra = request(made)
                response = await venlo.http.request(method, path, **extra)
                assert response.status_code == 201, (name, response.text)
                there = await venlo.http.get(response.headers["location"])
                assert there.status_code == 200, (name, response.headers["location"])
                seen.add(f"{method} {name.partition(' ')[2]}")
            elif status == 200:
                assert name.upper().split()[0] + " " + name.partition(" ")[2] not in MADE_BY
    assert seen == {*MADE_BY}


def _next_of(response: httpx.Response) -> str | None:
    found: dict[str, dict[str, str]] = response.links
    return found["next"]["url"] if "next" in found else None


@pytest.mark.no_cover
async def test_a_list_is_walked_by_its_links_as_by_volgende(api: Api, venlo: Caller, made: Situation) -> None:
    second = await venlo.register(BSN_2)
    await venlo.assign(second)
    by_name = {f"{method.lower()} {each.path}" for each in routes() if has_pages(each) for method in each.methods or ()}
    went_on = set()
    for name, request, statuses in ROUTES:
        if name not in by_name:
            continue
        for code, status in zip(CALLERS, statuses, strict=True):
            if status != 200:
                continue
            caller = await api.caller(code)
            _, path, _ = request(made)
            sign = "&" if "?" in path else "?"
            page = await caller.http.get(f"{path}{sign}aantal=1")
            assert page.status_code == 200, page.text
            place, link = page.json()["volgende"], _next_of(page)
            assert (place is None) == (link is None), (name, code)
            if link is not None:
                went_on.add(name)
                assert link.startswith(f"{path.partition('?')[0]}?")
                [items] = [key for key, value in page.json().items() if isinstance(value, list)]
                by_link = await caller.http.get(link)
                by_place = await caller.http.get(f"{path}{sign}aantal=1&na={place}")
                if "inzages" not in path:  # which grow with each look
                    assert by_link.json()[items] == by_place.json()[items]
                assert by_link.json()[items] != page.json()[items]
    assert {"get /v1/berichten", "get /v1/toewijzingen", "get /v1/organisaties", "get /v1/inzages"} <= went_on


async def test_a_link_keeps_the_filters_and_holds_only_one_place(venlo: Caller) -> None:
    query = "soort=aanbieder&aantal=1"
    first = await venlo.http.get(f"/v1/organisaties?{query}")
    second = await venlo.http.get(str(_next_of(first)))
    assert _next_of(first) != _next_of(second) is not None or second.json()["volgende"] is None
    assert str(_next_of(first)).startswith(f"/v1/organisaties?{query}&na=")
    assert str(_next_of(first)).count("na=") == 1


async def test_a_list_as_a_file_has_no_link(venlo: Caller) -> None:
    response = await venlo.http.get("/v1/organisaties?formaat=csv&aantal=1")
    assert response.status_code == 200
    assert "link" not in response.headers
