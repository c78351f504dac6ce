"""The API takes what its OpenAPI document says, and nothing that could be taken for it.

The cases come from the document itself, so that a new route, parameter or key is held to it too.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from fastapi.routing import APIRoute

from gateway.api.http.straight import StraightRoute
from gateway.api.shapes.exact import ExactRoute
from gateway.app import create_app
from gateway.settings import Settings
from tests.e2e.routes import CALLERS, ROUTES, Situation
from tests.support.api.application import SHARED, Api
from tests.support.api.document import document
from tests.support.api.parties import ASSIGNMENT, CLIENT, VENLO, Caller, problem

DOCUMENT = document()
NO_KEY = {"/health/live", "/health/ready"}
SOME_ID = "00000000-0000-4000-8000-000000000000"
REQUIRED = {"/v1/berichten": {"oordeel": "geparkeerd"}, "/v1/inzages": {"clientId": SOME_ID}}

LAX: dict[str, tuple[str, ...]] = {
    "integer": ("1_0", "+5", "05", "5.0", "1e1", " 5", "5 ", "٣", "0x5", "", "true", "9" * 5000, "-1", "5\0"),
    "boolean": ("1", "0", "yes", "on", "True", "TRUE", "t", "", " true", "true ", "waar"),
    "date": (
        *("1700000000", "20240301", "2024-W10-5", "2024-3-1", "2024-03-01T00:00:00", "2024-03-01Z", " 2024-03-01"),
        *("2024-02-30", "0000-01-01", "10000-01-01", "-0001-01-01", "٢٠٢٤-٠٣-٠١", "2024-03-01T24:00:00", "infinity"),
        *("2024-03-01T23:59:60Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+23:59", "2024-03-01 ", "vandaag"),
        "",
    ),
    "uuid": (SOME_ID.replace("-", ""), f"{{{SOME_ID}}}", f"urn:uuid:{SOME_ID}", f" {SOME_ID}", f"{SOME_ID}\n", "1"),
}
"""What pydantic, `int` or `fromisoformat` would take, or nearly, by what the document calls it."""
LAX_JSON: dict[str, tuple[Any, ...]] = {
    "integer": ("5", "1_0", 5.0, 5.5, True, [5], 10**30, -(10**30), ""),
    "boolean": (1, 0, "true", "yes", 1.0, []),
    "date": (1700000000, 1700000000.0, True, ["2024-03-01"], *LAX["date"]),
    "date-time": (
        *(1700000000, 1700000000.0, "1700000000", True, ["2024-03-01T00:00:00Z"], "2024-03-01", "2024-03-01T00:00:00"),
        *("2024-03-01 00:00:00Z", "20240301T000000Z", "2024-03-01T24:00:00Z", "2024-03-01T23:59:60Z", "vandaag", ""),
        *("2024-02-30T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+23:59", "2024-03-01T00:00Z"),
        *("2024-03-01T00:00:00+99:00", "2024-03-01T00:00:00Z ", "٢٠٢٤-٠٣-٠١T00:00:00Z", "0000-01-01T00:00:00Z"),
    ),
    "uuid": (5, True, UUID(SOME_ID).bytes.hex(), *LAX["uuid"]),
    "string": (5, 5.0, True, [], {}, "\0", "\ud800"),
    "object": (5, "{}", True, [["a", 1]]),
    "array": (5, "[]", {}, True),
}


def kinds(schema: dict[str, Any]) -> set[str]:
    """Return what the document says a value can be: "integer", "date" …"""
    if "$ref" in schema:
        return kinds(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return {kind for each in schema["anyOf"] for kind in kinds(each)}
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return {"boolean" if all(isinstance(each, bool) for each in values) else schema.get("type", "string")}
    if schema.get("format") in ("date", "date-time", "uuid"):
        return {schema["format"]}
    return {schema.get("type", "object")}


def parameters() -> Iterator[tuple[str, str, str, str, str]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            for each in operation.get("parameters", ()):
                for kind in kinds(each["schema"]) & set(LAX):
                    yield method.upper(), path, each["in"], each["name"], kind


def bodies() -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Yield every key of every JSON body, with what it holds."""
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content and "$ref" in content["schema"]:
                for keys, kind in keyed(content["schema"], ()):
                    yield method.upper(), path, keys, kind


def keyed(schema: dict[str, Any], under: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for name, each in schema.get("properties", {}).items():
        for kind in kinds(each) - {"null"}:
            yield (*under, name), kind
        for part in each.get("anyOf", [each]):
            if "$ref" in part:
                yield from keyed(part, (*under, name))
            if "items" in part:
                yield from keyed(part["items"], (*under, name, "0"))


def with_value(keys: tuple[str, ...], value: Any) -> Any:
    """Return a body in which this value stands under these keys."""
    for key in reversed(keys):
        value = [value] if key == "0" else {key: value}
    return value


async def caller_for(api: Api, method: str, path: str) -> Caller:
    """Return a caller that may use this route."""
    for name, _, statuses in ROUTES:
        if name == f"{method.lower()} {path}":
            welcome = [code for code, status in zip(CALLERS, statuses, strict=True) if status != 403]
            return await api.caller(welcome[0])
    raise AssertionError(f"no such route in tests/e2e/routes.py: {method} {path}")


def filled(path: str, name: str = "", value: str = "") -> str:
    """Return the path with something fitting in each of its places, and in this one that value."""
    usual = {"id": SOME_ID, "gemeente": VENLO, "nummer": "1"}
    for key, each in {**usual, name: value}.items():
        path = path.replace(f"{{{key}}}", quote(each, safe=""))
    return path


def test_b03_every_route_reads_its_json_exactly() -> None:
    app = create_app(Settings(database_url="postgresql://nergens"))
    routes = [route for route in app.routes if isinstance(route, APIRoute) and route.include_in_schema]
    lax = [route.path for route in routes if not isinstance(route, ExactRoute | StraightRoute)]
    assert set(lax) <= NO_KEY


@pytest.mark.no_cover
@SHARED
@pytest.mark.parametrize(("method", "path", "where", "name", "kind"), list(parameters()))
async def test_b23_a_parameter_is_written_in_the_one_way_there_is(
    shared_api: Api, method: str, path: str, where: str, name: str, kind: str
) -> None:
    caller = await caller_for(shared_api, method, path)
    required = REQUIRED.get(path, {})
    for value in LAX[kind]:
        if where == "path":
            if not value:
                continue
            address, query = filled(path, name, value), required
        else:
            address, query = filled(path), {**required, name: value}
        response = await caller.http.request(method, address, params=query)
        found = problem(response, 400, "ongeldige-aanvraag")
        assert name in found["detail"], (value, found)


@SHARED
@pytest.mark.parametrize(
    ("method", "path"), sorted({(m.upper(), p) for p, ms in DOCUMENT["paths"].items() for m in ms if p not in NO_KEY})
)
async def test_b23_a_parameter_that_the_route_lacks_or_has_once_is_refused(
    shared_api: Api, method: str, path: str
) -> None:
    caller = await caller_for(shared_api, method, path)
    response = await caller.http.request(method, filled(path), params={"aantaal": "5"})
    assert "aantaal is hier geen parameter" in problem(response, 400, "ongeldige-aanvraag")["detail"]
    given = DOCUMENT["paths"][path][method.lower()].get("parameters", ())
    for name in (each["name"] for each in given if each["in"] == "query"):
        response = await caller.http.request(method, f"{filled(path)}?{name}=1&{name}=1")
        assert f"{name} staat er meer dan eens" in problem(response, 400, "ongeldige-aanvraag")["detail"]


@pytest.mark.no_cover
@SHARED
@pytest.mark.parametrize(("method", "path", "keys", "kind"), list(bodies()))
async def test_b03_a_key_holds_what_the_document_says(
    shared_api: Api, method: str, path: str, keys: tuple[str, ...], kind: str
) -> None:
    caller = await caller_for(shared_api, method, path)
    for value in LAX_JSON[kind]:
        body = json.dumps(with_value(keys, value)).encode()
        response = await caller.http.request(
            method, filled(path), content=body, headers={"content-type": "application/json"}
        )
        found = problem(response, 400, "ongeldige-aanvraag")
        assert any(each["plaats"].startswith(".".join(keys)) for each in found["fouten"]), (value, found)


@SHARED
@pytest.mark.parametrize(
    ("method", "path", "keys"), sorted({(m, p, k) for m, p, k, _ in bodies() if not k[-1].islower()})
)
async def test_b03_a_key_is_spelled_as_in_the_document(
    shared_api: Api, method: str, path: str, keys: tuple[str, ...]
) -> None:
    caller = await caller_for(shared_api, method, path)
    *above, key = keys
    other = re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", key)
    body = with_value((*above, other), "x")
    found = problem(await caller.http.request(method, filled(path), json=body), 400, "ongeldige-aanvraag")
    assert f"{'.'.join([*above, other])} is een onbekend veld" in found["detail"]


WITH_JSON = sorted(
    (method.upper(), path)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if "application/json" in operation.get("requestBody", {}).get("content", {})
)


@SHARED
@pytest.mark.parametrize(("method", "path"), WITH_JSON)
@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ('{"a": 1, "a": 1}', "a", "tweemaal"),
        ('{"b": [{"a": 1}, {"c": {"a": 1, "x": 2, "a": 3}}]}', "b.1.c.a", "tweemaal"),
        ('{"a": NaN}', "a", "NaN is geen waarde"),
        ('{"a": [1, -Infinity]}', "a.1", "-Infinity is geen waarde"),
        ('{"a": 1e999}', "a", "zo groot getal"),
        ('{"a": {"b": %s}}' % ("9" * 5000), "a.b", "zo groot getal"),
    ],
)
async def test_b03_json_that_can_be_read_in_two_ways_is_refused(
    shared_api: Api, method: str, path: str, body: str, place: str, told: str
) -> None:
    caller = await caller_for(shared_api, method, path)
    response = await caller.http.request(
        method, filled(path), content=body.encode(), headers={"content-type": "application/json"}
    )
    found = problem(response, 400, "ongeldige-aanvraag")
    [fault] = found["fouten"]
    assert fault["plaats"] == place
    assert told in fault["melding"]
    assert told in found["detail"]


@SHARED
async def test_b03_of_a_bsn_that_stands_twice_nothing_is_shown(shared_api: Api) -> None:
    venlo = await shared_api.caller(VENLO)
    body = json.dumps({**CLIENT, "bsn": "999900006"})[:-1] + ', "bsn": "999900018"}'
    response = await venlo.http.post("/v1/clienten", content=body, headers={"content-type": "application/json"})
    assert "9999000" not in json.dumps(problem(response, 400, "ongeldige-aanvraag"))


async def test_b23_what_the_document_says_is_taken(venlo: Caller, made: Situation) -> None:
    for path in (
        "/v1/postvak?aantal=10",
        f"/v1/signalen?voor=2024-02-29&toewijzingNummer={made.nummer}&aantal=100&clientId={made.client.upper()}",
        "/v1/berichten?oordeel=geparkeerd&aantal=1",
    ):
        assert (await venlo.http.get(path)).status_code == 200
    body = {**ASSIGNMENT, "clientId": made.client, "einddatum": None, "product": {"categorie": "07"}}
    assert (await venlo.http.post("/v1/toewijzingen/controle", json=body)).status_code == 200
