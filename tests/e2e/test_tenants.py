"""Who may do what: every route, for every kind of caller, on what is theirs and on what is not."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from gateway.api.http.reads import NO_PERSONAL_DATA
from gateway.exchange.parties.accounts import add_account
from gateway.messages.return_message import compose
from gateway.store.parties import api_keys
from gateway.store.parties.organisaties import Organisatie
from tests.e2e.routes import CALLERS, ROUTES, Request, Situation, on_record
from tests.support.api.application import Api
from tests.support.api.document import operations
from tests.support.api.parties import (
    THUIS,
    VENLO,
    VENRAY,
    ZORG,
    Caller,
    problem,
    start,
    with_header,
)


@pytest.mark.parametrize(
    ("name", "request_of", "expected"), ROUTES, ids=[f"{name} {number}" for number, (name, _, _) in enumerate(ROUTES)]
)
async def test_each_caller_gets_what_is_theirs_and_each_look_leaves_one_row(
    api: Api, name: str, request_of: Request, expected: tuple[int, ...], made: Situation
) -> None:
    method, path, options = request_of(made)
    before = len(await on_record(api))
    for http in (api.http(), api.http("gw_onbekend")):
        async with http:
            response = await http.request(method, path, **options)
        assert response.headers["www-authenticate"] == "Bearer"
        problem(response, 401, "niet-aangemeld")
    assert len(await on_record(api)) == before
    bureau = await add_account(api.gateway, Organisatie("bureau", "intermediair", "Bureau"))
    async with api.http(bureau) as http:
        for on_behalf in ({}, {"Namens": VENLO}, {"Namens": ZORG}):
            headers = {**options.get("headers", {}), **on_behalf}
            # Without a mandate; with one, tests/exchange/parties/test_access.py.
            problem(await http.request(method, path, **{**options, "headers": headers}), 403)
    # Those who may not do it come first, so that nothing they do could make the difference.
    for code, status in sorted(zip(CALLERS, expected, strict=True), key=lambda pair: -pair[1]):
        before = len(await on_record(api))
        response = await (await api.caller(code)).http.request(method, path, **options)
        assert response.status_code == status, (code, response.text)
        if status >= 400:
            problem(response, status)
        _one_look(name, made, code, response, (await on_record(api))[before:])


def _one_look(name: str, made: Situation, code: str, response: httpx.Response, rows: list[asyncpg.Record]) -> None:
    """Assert that a look at personal data, or an attempt, left this one read record, and any other request none."""
    route = f"{name.partition(' ')[0].upper()} {name.partition(' ')[2]}"
    if route in NO_PERSONAL_DATA:
        assert rows == []
        return
    [row] = rows
    assert (row["organisatie"], row["actie"]) == (code, route)
    assert row["uitkomst"] == ("toegestaan" if response.is_success else "geweigerd")
    assert row["aanvraag"] == response.headers["x-request-id"]
    if response.is_success and code == VENLO and route != "POST /v1/validaties":
        assert row["gemeente"] == VENLO
        new = response.json()["clientId"] if route == "POST /v1/clienten" else made.client
        assert row["clienten"] == [UUID(new)], route


def test_every_route_that_needs_a_key_is_tried_above() -> None:
    open_to_all = {"get /health/live", "get /health/ready"}
    known = {f"{method.lower()} {path}" for method, path in (each.split() for each in operations())}
    assert known - open_to_all == {name for name, _, _ in ROUTES}


async def test_what_is_anothers_looks_as_if_it_did_not_exist(api: Api, made: Situation) -> None:
    venray, thuis = await api.caller(VENRAY), await api.caller(THUIS)
    for caller, path in (
        (venray, "/v1/clienten/{}"),
        (venray, "/v1/berichten/{}"),
        (thuis, "/v1/berichten/{}/xml"),
        (thuis, "/v1/berichten/{}/rapport"),
    ):
        ids = [made.client if "clienten" in path else made.wmo305, str(uuid4())]
        theirs, nobodys = [await caller.http.get(path.format(id)) for id in ids]
        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.text.replace(ids[0], "") == nobodys.text.replace(ids[1], "")


async def test_the_same_bsn_is_another_client_in_another_municipality(api: Api, venlo: Caller) -> None:
    venray = await api.caller(VENRAY)
    of_venlo, of_venray = await venlo.register(), await venray.register()
    assert of_venlo != of_venray
    nummer = (await venlo.assign(of_venlo))["toewijzingNummer"]
    problem(await venray.http.get(f"/v1/toewijzingen/{VENRAY}/{nummer}"), 404, "toewijzing-onbekend")

    zorg = await api.caller(ZORG)
    refused = await zorg.submit(start(nummer, "S1", ontvanger=VENRAY))
    assert await zorg.codes(refused["berichtId"]) == ["TR019"], "an assignment of one municipality is none of another"


async def test_a_provider_cannot_start_on_the_assignment_of_another(api: Api, venlo: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    thuis = await api.caller(THUIS)
    refused = await thuis.submit(start(nummer, "S1", afzender=THUIS))
    assert await thuis.codes(refused["berichtId"]) == ["TR019"]


async def test_an_answer_to_anothers_assignment_is_refused(api: Api, venlo: Caller, zorg: Caller) -> None:
    """A 302 of THUIS to a 301 that went to ZORG."""
    await venlo.assign(await venlo.register())
    [forward] = await zorg.collect()
    antwoord: Any = compose(forward, [], "R1", date(2024, 3, 1), None)
    thuis = await api.caller(THUIS)
    refusal_of = await thuis.refused(with_header(antwoord, ontvanger=THUIS))
    assert refusal_of["type"].endswith("heenbericht-onbekend")
    assert await venlo.mailbox() == []


async def test_a_municipality_that_is_not_here_is_said_so(zorg: Caller) -> None:
    refusal_of = await zorg.refused(start(1, "S1", ontvanger="0363"))
    assert refusal_of["type"].endswith("gemeente-niet-aangesloten")
    assert "0363 (Amsterdam)" in refusal_of["detail"]


async def test_a_revoked_key_opens_nothing(api: Api, venlo: Caller) -> None:
    await venlo.mailbox()
    async with api.gateway.db.transaction() as tx:
        assert await api_keys.revoke_keys(tx, VENLO) == 1
    api.app.state.doors.owners.cache_clear()  # five seconds later
    problem(await venlo.http.get("/v1/postvak"), 401)


@pytest.mark.parametrize("value", ["Basic abc", "Bearer", "gw_x", "Bearer gw_é".encode(), "Bearer " + "x" * 5000])
async def test_a_key_that_is_none_is_refused(api: Api, value: str | bytes) -> None:
    async with api.http() as http:
        response = await http.get("/v1/postvak", headers=httpx.Headers({b"authorization": value}))  # type: ignore[dict-item]
    problem(response, 401, "niet-aangemeld")
