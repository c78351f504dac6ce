"""A route that will go is told to be going at every answer, also an error, and in the description."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from gateway.api.document.document import document_of
from gateway.api.http import retirement
from gateway.api.http.retirement import MIN_NOTICE, RETIREMENTS, Retirement
from gateway.api.http.straight import StraightRoute
from gateway.app import create_app
from gateway.settings import Settings
from tests.support.api.application import Api
from tests.support.api.document import routes
from tests.support.api.parties import Caller, problem

ROOT = Path(__file__).resolve().parents[3]
GOING = Retirement(date(2027, 1, 15), date(2027, 9, 1), "/v2/organisaties")


@pytest.fixture
def going(monkeypatch: pytest.MonkeyPatch) -> Iterator[Retirement]:
    monkeypatch.setattr(retirement, "RETIREMENTS", {**RETIREMENTS, "GET /v1/organisaties": GOING})
    return GOING


async def test_each_answer_of_the_route_tells_it(api: Api, venlo: Caller, going: Retirement) -> None:
    async with api.http() as stranger:
        answers = [
            await venlo.http.get("/v1/organisaties"),
            await venlo.http.head("/v1/organisaties"),
            await venlo.http.get("/v1/organisaties?vreemd=1"),
            await stranger.get("/v1/organisaties"),
        ]
    assert [each.status_code for each in answers] == [200, 200, 400, 401]
    for each in answers:
        assert datetime.fromtimestamp(int(each.headers["deprecation"].removeprefix("@")), UTC).date() == going.since
        assert parsedate_to_datetime(each.headers["sunset"]).date() == going.until
        assert each.links["successor-version"]["url"] == going.instead
        assert each.links["deprecation"]["url"] == "/docs"


async def test_a_page_keeps_its_link_to_the_next(venlo: Caller, going: Retirement) -> None:
    links = (await venlo.http.get("/v1/organisaties?aantal=1")).links
    assert {*links} == {"next", "successor-version", "deprecation"}


async def test_routes_that_stay_say_nothing(venlo: Caller, going: Retirement) -> None:
    for path in ("/v1/postvak", "/v1/nergens", "/health/live", "/docs"):
        response = await venlo.http.get(path)
        assert not {"deprecation", "sunset"} & {*response.headers}, path
    problem(response := await venlo.http.post("/v1/organisaties"), 405)
    assert "sunset" not in response.headers


async def test_the_former_address_of_the_description_is_going(api: Api) -> None:
    async with api.http() as http:
        response = await http.get("/openapi.json")
    assert response.links["successor-version"]["url"] == "/v1/openapi.json"
    assert parsedate_to_datetime(response.headers["sunset"]).date() == RETIREMENTS["GET /openapi.json"].until


def test_the_description_tells_it(going: Retirement) -> None:
    document = document_of(create_app(Settings(database_url="postgresql://nergens")))
    operation = document["paths"]["/organisaties"]["get"]
    assert operation["deprecated"] is True
    assert "2027-09-01" in operation["description"]
    assert going.instead in operation["description"]
    for response in operation["responses"].values():
        assert {"Deprecation", "Sunset", "Link"} <= {*response["headers"]}
    assert "deprecated" not in document["paths"]["/postvak"]["get"]


def test_whoever_uses_a_route_gets_half_a_year_and_finds_it_in_the_docs() -> None:
    known = {f"{method} {each.path}": each for each in routes() for method in each.methods or ()}
    told = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    for name, end in RETIREMENTS.items():
        assert end.until - end.since >= MIN_NOTICE, name
        assert f"| `{name}` | {end.since} | {end.until} | `GET {end.instead}` |" in told
        assert name in known, "it is gone: take it out of the table"
        assert not isinstance(known[name], StraightRoute), "its answers go past the middleware that tells it"
