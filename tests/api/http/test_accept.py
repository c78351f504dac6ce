"""A caller gets what it asked for by Accept, or is told what there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.api.http.accept import offered_by, preferred
from gateway.api.http.straight import StraightRoute
from gateway.api.shapes.exact import ExactRoute
from gateway.messages.write import serialise
from tests.e2e.routes import CALLERS, ROUTES, Situation, on_record
from tests.support.api.application import Api
from tests.support.api.document import document, routes
from tests.support.api.parties import Caller, problem, start

JSON, CSV, XML = "application/json", "text/csv", "application/xml"
OFFERED = (JSON, CSV)


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("", JSON),
        ("*/*", JSON),
        (" , ", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV; charset=utf-8", CSV),
        ("text/*", CSV),
        ("application/*;q=0.5, text/csv;q=0.4", JSON),
        ("application/json;q=0.4, text/csv;q=0.5", CSV),
        ("application/json;q=0, */*;q=0.1", CSV),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        ("text/csv;q=0", None),
        ("application/xml", None),
        ("application/json;q=0, text/csv;q=0.000", None),
        ("application", None),
        ("application/json;q=veel", JSON),
        ("application/json;q=nan", JSON),
        ("application/json;q=1e9", JSON),
        ("application/json;level=1;q=0.1, text/csv;q=0.2", CSV),
        ("application/json;q=" + "9" * 5000, JSON),
    ],
)
def test_the_best_of_what_there_is(accept: str, found: str | None) -> None:
    assert preferred(accept, OFFERED) == found


_KINDS = st.sampled_from([JSON, CSV, XML, "*/*", "text/*", "application/*", "", "x"])
_QUALITIES = st.sampled_from(["", ";q=0", ";q=0.3", ";q=1", ";q=", ";v=1"])


@given(st.lists(st.tuples(_KINDS, _QUALITIES).map("".join)).map(",".join))
def test_whatever_is_asked_the_answer_is_offered_or_none(accept: str) -> None:
    found = preferred(accept, OFFERED)
    assert found is None or found in OFFERED
    if found is None:
        assert preferred(f"{accept},*/*;q=0.1", (*OFFERED, XML, "image/png")) is not None


def test_every_route_says_what_it_offers_and_keeps_to_accept() -> None:
    for route in routes():
        if route.path.startswith("/v1/") and route.include_in_schema:
            assert isinstance(route, ExactRoute | StraightRoute), route.path
            assert offered_by(route) or route.status_code == 204, route.path


def test_the_description_has_what_each_route_offers() -> None:
    for route in routes():
        if not route.include_in_schema:
            continue
        for method in route.methods or ():
            operation = document()["paths"][route.path][method.lower()]
            assert "406" in operation["responses"], route.path
            told = [
                kind
                for status, response in operation["responses"].items()
                if status.startswith("2")
                for kind in response.get("content", {})
            ]
            assert {*offered_by(route)} == {*told}, route.path


@pytest.mark.no_cover
async def test_every_route_gives_what_it_offers_and_refuses_anything_else(api: Api, made: Situation) -> None:
    offered = {f"{m.lower()} {each.path}": offered_by(each) for each in routes() for m in each.methods or ()}
    for name, request, statuses in ROUTES:
        welcome = [code for code, status in zip(CALLERS, statuses, strict=True) if status < 300]
        if not welcome or not offered[name]:
            continue
        caller = await api.caller(welcome[0])
        method, path, extra = request(made)
        headers = {**extra.pop("headers", {})}
        looks = len(await on_record(api))
        response = await caller.http.request(method, path, headers={**headers, "accept": "image/x-nergens"}, **extra)
        told = problem(response, 406, "niet-aanvaardbaar")["detail"]
        assert "image/x-nergens" in told, name
        assert all(kind in told for kind in offered[name]), (name, told)
        assert len(await on_record(api)) == looks, name
        if method == "GET":
            for kind in offered[name]:
                response = await caller.http.request(method, path, headers={**headers, "accept": kind}, **extra)
                assert response.headers["content-type"].partition(";")[0] == kind, (name, kind)


async def test_a_message_that_is_refused_for_its_accept_is_not_booked(zorg: Caller) -> None:
    data = serialise(start(1, "S1"))
    headers = {"content-type": XML, "accept": "text/xml"}
    problem(await zorg.http.post("/v1/berichten", content=data, headers=headers), 406, "niet-aanvaardbaar")
    assert (await zorg.http.get("/v1/berichten")).json()["berichten"] == []
    headers = {"content-type": XML, "accept": "text/xml, */*;q=0.1"}
    assert (await zorg.http.post("/v1/berichten", content=data, headers=headers)).status_code == 202


async def test_two_headers_count_as_one(venlo: Caller) -> None:
    headers = [("accept", "text/html"), ("accept", "text/csv")]
    venlo.http.headers.pop("accept")
    response = await venlo.http.get("/v1/organisaties", headers=headers)
    assert response.headers["content-type"].startswith("text/csv")
