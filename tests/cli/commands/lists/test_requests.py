"""An operator finds requests on the command line, which is on record, and decides on one."""

import asyncio
import json

import pytest

from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, VENRAY, ZORG
from tests.support.api.requests import asked, codes_of, vot
from tests.support.store.embedded import ask


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client for whom ZORG asked 02A16, 02A17 and 04A04."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def fill() -> None:
        async with an_api(dsn, Clock()) as api:
            await (await api.caller(VENLO)).register()
            products = [asked(f"R{number}", code) for number, code in enumerate(("02A16", "02A17", "04A04"))]
            assert await codes_of(await api.caller(ZORG), vot("V1", *products)) == {}

    asyncio.run(fill())


def test_requests_are_chosen_by_filters_and_the_look_is_on_record(dsn: str) -> None:
    for options, expected in (
        ((VENLO,), 3),
        ((VENRAY,), 0),
        ((VENLO, "--status", "open", "--soort", "toewijzing", "--aanbieder", ZORG, "--product", "02A16"), 1),
        ((VENLO, "--soort", "wijziging"), 0),
        ((VENLO, "--vanaf", "2024-03-01", "--tot", "2024-03-01"), 3),
        ((VENLO, "--tot", "2024-02-29"), 0),
        ((VENLO, "--uiterlijk", "2024-03-07"), 0),
        ((VENLO, "--uiterlijk", "2024-03-08"), 3),
        ((VENLO, "--aantal", "1"), 1),
    ):
        result = invoke("requests", "list", *options)
        assert result.exit_code == 0, result.stderr
        assert len(result.stdout.splitlines()) == expected + 1, options
    seen = "select gemeente || ' ' || soort || ' ' || cardinality(clienten) from inzages"
    assert ask(dsn, f"{seen} where actie = 'gateway requests list' order by id limit 1") == f"{VENLO} verzoeken 1"


def test_a_request_is_granted_refused_or_investigated_and_not_twice() -> None:
    lines = invoke("requests", "list", VENLO, "--json").stdout.splitlines()
    one, two, three = [json.loads(line)["verzoekId"] for line in lines]
    assert {"referentieAanbieder", "uiterlijk", "clientId", "berichtId"} <= set(json.loads(lines[0]))
    granted = invoke("requests", "grant", VENLO, one, "--beslist-door", "J. Consulent")
    assert granted.exit_code == 0, granted.stderr
    assert granted.stdout.startswith("toewijzing ")
    refused = invoke("requests", "refuse", VENLO, two, "--reden", "3")
    assert refused.stdout.startswith("afgewezen, bericht ")
    assert invoke("requests", "investigate", VENLO, three).stdout.startswith("in-onderzoek, bericht ")
    again = invoke("requests", "refuse", VENLO, two, "--reden", "3")
    assert (again.exit_code, "al afgewezen" in again.stderr) == (1, True)


def test_a_municipality_has_four_digits() -> None:
    assert "vier cijfers" in invoke("requests", "list", "983").stderr
