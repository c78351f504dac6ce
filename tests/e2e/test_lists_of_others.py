"""No filter of any list finds what is of another tenant: walked over the document of the API and the console's forms.

For each filter a value is looked for in what the owner's own list tells, by which the owner finds something; others
then ask the same. A new list or filter so comes along by itself.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pytest
import pytest_asyncio
from lxml import html

from tests.api.http.test_export import OF_OPERATORS, table
from tests.console.routes import ALL, CALLERS, PAGES
from tests.e2e.routes import Situation, situation
from tests.support.api.application import SHARED, Api
from tests.support.api.document import document
from tests.support.api.parties import BEHEER, THUIS, VENLO, VENRAY, ZORG, Caller, problem
from tests.support.console.browser import browsing

pytestmark = SHARED
OTHERS = (VENRAY, THUIS)
PAGING = {"na", "aantal", "volgorde", "formaat"}
OF_EVERYBODY = {"/v1/organisaties"}
"""Lists that tell everybody the same."""
CASES = "/v1/indicatoren/{indicator}/gevallen"
OPEN = "/v1/onbeantwoord"
NOTHING_TO_FIND = {"/v1/overrules", "/v1/attenderingen", OPEN}
"""Lists in which the owner has nothing in this situation, so that any value does."""
FOUND_BY_NO_VALUE = {
    ("/v1/berichten", "code"),
    ("/v1/signalen", "berichtId"),
    *((CASES, each) for each in ("segment", "soort")),
}
"""Filters on what no item in this situation tells."""
PARTIES = {"gemeente": VENLO, "aanbieder": ZORG}
MAX_TRIED = 12


@dataclass
class Filter:
    """A filter of a list, and a value by which its owner finds something."""

    path: str
    name: str
    value: str
    needed: Mapping[str, str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made(shared_api: Api) -> AsyncIterator[Situation]:
    """What Venlo and ZORG have; nobody else has anything."""
    yield await situation(shared_api, await shared_api.caller(VENLO), await shared_api.caller(ZORG))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filters(shared_api: Api, made: Situation) -> list[Filter]:
    """Every filter of every list over HTTP."""
    found = []
    for path, asked in lists():
        owner = await shared_api.caller(ZORG if path == "/v1/postvak" else BEHEER if path in OF_OPERATORS else VENLO)
        needed = {"/v1/inzages": {"clientId": made.client}, CASES: {"jaar": "2024"}, OPEN: {"sinds": "2024-01-01"}}.get(
            path, {}
        )
        at = path.format(indicator="late-start")
        items = items_of((await owner.http.get(at, params=needed)).json())
        assert bool(items) != (path in NOTHING_TO_FIND), path
        for each in asked:
            if each["name"] not in {*PAGING - {"na"}, *needed}:
                value, hit = await _value(owner, at, each, needed, items, made)
                found.append(Filter(at, each["name"], value, needed))
                assert hit or path in NOTHING_TO_FIND or (path, each["name"]) in FOUND_BY_NO_VALUE, (path, each)
    return found


def lists() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each list that is a tenant's, with its filters as the document describes them."""
    for path, methods in document()["paths"].items():
        asked = [each for each in methods.get("get", {}).get("parameters", ()) if each["in"] == "query"]
        if "na" in [each["name"] for each in asked] and path not in OF_EVERYBODY:
            yield path, asked


def items_of(page: Mapping[str, Any]) -> list[Any]:
    """Return the items of a page."""
    [items] = [each for each in page.values() if isinstance(each, list)]
    return items


async def _value(
    owner: Caller, path: str, asked: Mapping[str, Any], needed: Mapping[str, str], items: list[Any], made: Situation
) -> tuple[str, bool]:
    """Return a value for this filter, and whether the owner finds something by it."""
    name = asked["name"]
    if name == "na":
        page = (await owner.http.get(path, params={**needed, "aantal": 1})).json()
        return page["volgende"] or "a", True
    tried = list(_candidates(name, asked["schema"], [*items, asdict(made), PARTIES]))[:MAX_TRIED]
    for value in tried:
        response = await owner.http.get(path, params={**needed, name: value})
        if response.is_success and items_of(response.json()):
            return value, True
    assert tried, (path, name)
    return tried[0], False


def _candidates(name: str, schema: Mapping[str, Any], items: list[Any]) -> Iterator[str]:
    """Yield values that the schema of a filter allows; first those that items have under its name."""
    [kind, *_] = [each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"]
    if "$ref" in kind:
        kind = document()["components"]["schemas"][kind["$ref"].rpartition("/")[2]]
    if "enum" in kind or kind["type"] == "boolean":
        yield from kind.get("enum", ("true", "false"))
        return
    if kind.get("format") == "date":
        yield from ("2024-01-01", "2099-12-31", "2000-01-01", "2024-02-01")
        return
    leaves = sorted(set(_leaves(items)), key=lambda leaf: (leaf[0] != name, leaf))
    shape = r"[0-9a-f]{8}-[0-9a-f-]{27}" if kind.get("format") == "uuid" else kind.get("pattern", "[0-9]+")
    yield from dict.fromkeys(value for _, value in leaves if re.fullmatch(shape, value))


def _leaves(tree: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, Mapping):
        for key, each in tree.items():
            yield from _leaves(each, key)
    elif isinstance(tree, list):
        for each in tree:
            yield from _leaves(each, name)
    elif tree is not None and not isinstance(tree, bool):
        yield name, str(tree)


@pytest.mark.parametrize("code", OTHERS)
async def test_what_is_of_another_is_found_by_no_filter(shared_api: Api, filters: list[Filter], code: str) -> None:
    http = (await shared_api.caller(code)).http
    assert len({(each.path, each.name) for each in filters}) > 60
    for each in filters:
        for formaat in ("json", "csv", "xlsx"):
            if each.name == "na" and formaat != "json":
                continue  # a file is the whole list
            query = {**each.needed, each.name: each.value, "formaat": formaat}
            response = await http.get(each.path, params=query)
            if response.status_code in (400, 403):
                problem(response, response.status_code)
                assert response.status_code == 403 or each.name == "na", (each, response.text)
                continue
            assert response.status_code == 200, (each, response.text)
            rows = items_of(response.json()) if formaat == "json" else table(response.content, formaat)[1:]
            if each.path == "/v1/inzages":  # it asked for that client just now, and that is on record
                assert VENLO not in str(rows)
            else:
                assert rows == [], (each, rows)


@pytest.mark.parametrize("code", OTHERS)
async def test_no_list_of_the_console_shows_what_is_of_another(
    shared_api: Api, made: Situation, filters: list[Filter], code: str
) -> None:
    theirs = {str(each) for each in asdict(made).values() if len(str(each)) == len(made.client)}
    known = {"client": made.client, **{each.name: each.value for each in filters}}
    seen, tried = 0, 0
    for page in PAGES:
        if not page.route.startswith("GET") or "{id}" in page.route or page.expected[CALLERS.index(code)] != 200:
            continue
        path = page.path(made).partition("?")[0]
        for rol in ALL:
            async with browsing(shared_api, code, rol) as browser:
                first = await browser.http.get(page.path(made))
                asked = [("", ""), *_fields(first.text, known)] if "text/html" in first.headers["content-type"] else []
                for number, (name, value) in enumerate(asked):
                    if name and ALL[number % len(ALL)] != rol:  # each filter by one of the roles
                        continue
                    response = await browser.http.get(path, params={name: value} if name else {"jaar": "2024"})
                    assert response.status_code < 500, (path, name, response.text)
                    assert not {each for each in theirs - {value} if each in response.text}, (path, rol, name)
                    tried += 1
    for owner in (VENLO, ZORG):
        async with browsing(shared_api, owner) as browser:
            for path in ("/console/berichten", "/console/prestaties"):
                shown = (await browser.http.get(path)).text
                seen += any(each in shown for each in theirs)
    assert (seen, tried > 80) == (4, True)


def _fields(page: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each field of the filters on this page with a value."""
    for form in html.fromstring(page).xpath("//form[contains(@class, 'filters')]"):
        names = {
            "client": [],
            **{each.get("name"): each.xpath("./option/@value") for each in form.xpath(".//*[@name]")},
        }
        for name, options in names.items():
            values = [each for each in options if each][:1] or [known.get(name, "1")]
            yield name, values[0]
