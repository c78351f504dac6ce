"""A straight route answers on its short way exactly as on the long way through the application."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from gateway.api.http.reads import NO_PERSONAL_DATA
from gateway.api.http.straight import Straight, StraightRoute
from gateway.messages.write import serialise
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, start
from tests.support.store.postgres import execute

XML = "application/xml"
ASKED = (
    ("POST", "", XML, b"<Bericht/>"),
    ("POST", "", XML, b"<Bericht"),
    ("POST", "", XML, b""),
    ("POST", "", "text/plain", b"geen xml"),
    ("POST", "", "application/zip", b"geen zip"),
    ("POST", "?vreemd=1", XML, serialise(start(1, "S1"))),
    ("POST", "", XML, serialise(start(2, "S2"))),
    ("GET", "", XML, b""),
    ("PUT", "", XML, b""),
    ("HEAD", "", XML, b""),
)
"""Requests: method, query, Content-Type and body."""
UNNAMED = {"x-request-id", "content-length"}
NAMED_ANEW = {"berichtId", "ontvangenOp", "retourberichtId"}


def _told(response: httpx.Response) -> tuple[object, ...]:
    headers = {name: value for name, value in response.headers.items() if name not in UNNAMED}
    body = response.json() if response.content else {}
    return response.status_code, headers, {name: value for name, value in body.items() if name not in NAMED_ANEW}


def _short_way(api: Api) -> Any:
    """Return the middleware of an application that was asked something before."""
    found: Any = api.app.middleware_stack
    while not isinstance(found, Straight):
        found = found.app
    return found


@pytest.fixture
async def long_way(api: Api, zorg: Caller) -> AsyncIterator[Callable[[], None]]:
    """Give the means to make every request take the long way."""
    await zorg.mailbox()
    short_way = _short_way(api)
    with pytest.MonkeyPatch.context() as patched:
        yield lambda: patched.setattr(short_way, "_routes", {})


@pytest.mark.parametrize("asked", ASKED, ids=range(len(ASKED)))
async def test_both_ways_give_the_same_answer(
    api: Api, long_way: Callable[[], None], asked: tuple[str, str, str, bytes]
) -> None:
    method, query, kind, body = asked
    told = []
    for _ in range(2):
        for key in (api.keys[ZORG], api.keys[VENLO], "gw_onbekend", None):
            async with api.http(key) as http:
                address = f"/v1/berichten{query}"
                told.append(_told(await http.request(method, address, content=body, headers={"content-type": kind})))
        long_way()
    assert told[:4] == told[4:]


async def test_without_the_ledger_both_ways_give_the_same_answer(
    api: Api, long_way: Callable[[], None], zorg: Caller
) -> None:
    await execute(api.dsn, "alter table berichten rename to elders")
    short = _told(await zorg.send(start(3, "S3")))
    long_way()
    assert short == _told(await zorg.send(start(3, "S3")))
    assert short[0] == 500
    await execute(api.dsn, "alter table elders rename to berichten")


async def test_only_the_short_way_leaves_the_router_aside(
    api: Api, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("the router was asked")

    assert (await zorg.send(start(1, "S1"))).status_code == 202
    for route in api.app.router.routes:
        if isinstance(route, StraightRoute):
            monkeypatch.setattr(route, "app", lost)
    assert (await zorg.send(start(1, "S1"))).status_code == 202


def test_no_straight_route_shows_personal_data(api: Api) -> None:
    straight = {
        f"{method} {route.path}"
        for route in api.app.router.routes
        if isinstance(route, StraightRoute)
        for method in route.methods or ()
    }
    assert straight
    assert straight <= {*NO_PERSONAL_DATA}
