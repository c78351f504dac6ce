"""No filter of any list finds what is of another tenant, by whatever id: walked over the document of the API."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.routes import Situation, situation
from tests.support.api.application import Api
from tests.support.api.document import document
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, Caller

NOT_OF_A_TENANT = {
    *("na", "aantal", "volgorde", "formaat", "soort", "richting", "oordeel", "uitkomst", "bezorging", "code", "status"),
    *("voorWie", "voor", "vanaf", "tot", "categorie", "product", "looptOp", "eindigtVoor", "begonnen", "overruled"),
    *("metAfwijzing", "staat", "jaar", "kwartaal", "maand", "segment", "regio", "soortAanbieder"),
}
"""Filters whose value is nobody's."""


OF_A_TENANT = {"clientId", "berichtId", "toewijzingNummer", "gemeente", "aanbieder", "ontvanger", "identificatie"}


def lists() -> Iterator[tuple[str, list[str]]]:
    """Yield each list with the names of its filters."""
    for path, methods in document()["paths"].items():
        asked = [each["name"] for each in methods.get("get", {}).get("parameters", ()) if each["in"] == "query"]
        if "na" in asked and "{" not in path:
            yield path, asked


def values(made: Situation) -> dict[str, Any]:
    """Return by name of a filter what Venlo has."""
    return {
        "clientId": made.client,
        "berichtId": made.wmo305,
        "toewijzingNummer": made.nummer,
        "gemeente": VENLO,
        "aanbieder": ZORG,
        "ontvanger": ZORG,
        "identificatie": "S1",
    }


def test_each_filter_is_walked_or_nobodys() -> None:
    names = {name for _, asked in lists() for name in asked}
    assert names - NOT_OF_A_TENANT <= OF_A_TENANT
    assert {path for path, _ in lists()} >= {"/v1/berichten", "/v1/signalen", "/v1/inzages", "/v1/attenderingen"}


@pytest.mark.parametrize("code", [VENRAY, THUIS])
async def test_what_is_of_another_is_found_by_no_filter(api: Api, venlo: Caller, zorg: Caller, code: str) -> None:
    made = await situation(api, venlo, zorg)
    theirs, other = values(made), await api.caller(code)
    assert set(theirs) == OF_A_TENANT
    for path, asked in lists():
        needed = {"clientId": made.client} if path == "/v1/inzages" else {}
        for name in [each for each in asked if each in theirs]:
            for formaat in ("json", "csv"):
                query = {**needed, name: str(theirs[name]), "formaat": formaat}
                response = await other.http.get(path, params=query)
                if response.status_code == 403:
                    continue
                assert response.status_code == 200, (path, name, response.text)
                if path == "/v1/inzages":  # it asked for that client just now, and that is on record
                    assert f";{VENLO};" not in response.text
                    assert f'"organisatie":"{VENLO}"' not in response.text
                    continue
                rows = response.text.count("\n") - 1 if formaat == "csv" else _items(response.json())
                assert rows == 0, (path, name, response.text)


def _items(page: dict[str, Any]) -> int:
    [items] = [each for each in page.values() if isinstance(each, list)]
    assert page["totaal"] == len(items)
    return len(items)
