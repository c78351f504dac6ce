"""What holds for every route, by the table of them all: the version, the media type of a body, the form of instants."""

import re
from typing import Any

import pytest

from gateway.api.http.description import VERSION
from tests.e2e.routes import CALLERS, ROUTES, Situation
from tests.support.api.application import Api
from tests.support.api.document import document
from tests.support.api.parties import Caller, problem

INSTANT = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(\S{0,6})")


def _bodies() -> dict[str, dict[str, Any]]:
    """Return what each route with a body says of it."""
    return {
        f"{method} {path}": operation["requestBody"]["content"]
        for path, item in document()["paths"].items()
        for method, operation in item.items()
        if "requestBody" in operation
    }


@pytest.mark.no_cover
async def test_every_answer_names_the_version_and_writes_instants_in_utc(
    api: Api, venlo: Caller, made: Situation
) -> None:
    seen = set[str]()
    async with api.http() as stranger:
        for name, request, _ in ROUTES:
            method, path, extra = request(made)
            answers = [await (await api.caller(code)).http.request(method, path, **extra) for code in CALLERS]
            answers.append(await stranger.request(method, path, **extra))
            answers.append(await venlo.http.request("TRACE", path))
            assert [each.status_code for each in answers[-2:]] == [401, 405], name
            for each in answers:
                assert each.headers["api-version"] == VERSION, (name, each.status_code)
                if each.headers.get("content-type", "").startswith(("application/json", "text/csv")):
                    found: list[str] = INSTANT.findall(each.text)
                    assert all(rest.startswith("Z") for rest in found), (name, found)
                    seen |= {name} if found else set()
    assert {"get /v1/berichten", "get /v1/postvak", "get /v1/inzages", "post /v1/berichten"} <= seen


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "onzin"])
async def test_every_route_with_a_body_refuses_another_media_type(api: Api, kind: str, made: Situation) -> None:
    bodies, tried = _bodies(), set[str]()
    for name, request, statuses in ROUTES:
        if name not in bodies or kind in bodies[name]:
            continue
        welcome = [code for code, status in zip(CALLERS, statuses, strict=True) if status not in (403, 404)]
        method, path, _ = request(made)
        caller = await api.caller(welcome[0])
        sent = await caller.http.request(method, path, content=b"{}", headers={"content-type": kind})
        told = problem(sent, 415)["detail"]
        assert any(each in told for each in bodies[name]), (name, told)
        tried.add(name)
    assert tried == {*bodies}


def test_every_route_with_a_body_is_described_with_what_becomes_of_a_wrong_one() -> None:
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            told = {"400", "408", "413", "415"} & {*operation["responses"]}
            if "requestBody" in operation:
                assert told == {"400", "408", "413", "415"}, (method, path)
            assert method in ("get", "delete") or "400" in told
