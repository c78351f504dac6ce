"""A back office and regional policy, over real HTTP: it issues, is blocked, overrides, stretches, shortens, removes."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import httpx
import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import accounts
from gateway.standard.calendar import DUTCH_TIME
from gateway.store.db.database import Database
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, ZORG, Caller, enrol, problem
from tests.support.api.server import Server
from tests.support.messages.messages import schemas
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import OVERRULE, REGION, approved, request_for

GENNEP = "0907"
"""A municipality of this test alone: others count what Venlo and Venray have in the database of the server."""
BEGIN = datetime.now(DUTCH_TIME).date() + timedelta(days=1)
"""The server goes by the real clock; tomorrow, lest midnight comes by."""


def day(plus: int) -> str:
    return (BEGIN + timedelta(days=plus)).isoformat()


@pytest.fixture
async def parties(server: Server, server_db: Database) -> AsyncIterator[dict[str, Caller]]:
    keys = await enrol(server_db)
    gennep = Organisatie(GENNEP, "gemeente", "Gennep", beleid=REGION)
    keys[GENNEP] = await accounts.add_account(Gateway(server_db, schemas()), gennep)
    async with AsyncExitStack() as stack:
        found = {}
        for code in (GENNEP, ZORG, THUIS):
            headers = {"authorization": f"Bearer {keys[code]}"}
            http = httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False, timeout=30)
            found[code] = Caller(code, await stack.enter_async_context(http))
        yield found


async def test_issue_be_blocked_override_stretch_shorten_remove(parties: dict[str, Caller]) -> None:
    gennep, zorg, thuis = parties[GENNEP], parties[ZORG], parties[THUIS]
    await zorg.collect()
    jo = await gennep.register(bsns(5000)[-1])

    response = await gennep.http.post("/v1/toewijzingen", json=request_for(jo, "02A02", day(0), day(299)))
    assert response.status_code == 201, response.text
    first = response.json()
    assert first["bevindingen"] == []
    nummer = first["toewijzingNummer"]

    second = request_for(jo, "10B01", day(30), day(199), aanbieder=THUIS)
    asked = await gennep.http.post("/v1/toewijzingen/controle", json=second)
    assert (asked.json()["toegestaan"], asked.json()["overrulebaar"]) == (False, True)
    blocked = problem(await gennep.http.post("/v1/toewijzingen", json=second), 409, "beleid-blokkade")
    assert blocked["overrulebaar"] is True
    assert blocked["bevindingen"] == asked.json()["bevindingen"]
    [bezwaar] = [each for each in blocked["bevindingen"] if each["severity"] == "blokkade"]
    assert (bezwaar["code"], bezwaar["betreft"], bezwaar["overrulebaar"]) == ("NL-201", [nummer], True)
    for part in (f"toewijzing {nummer}", "02A02", "e nieuwe toewijzing", "10B01", day(30), day(199)):
        assert part in bezwaar["text"]
    assert bezwaar["source"]
    assert bezwaar["remedy"]
    assert await thuis.mailbox() == []
    assert len(await zorg.mailbox()) == 1

    response = await gennep.http.post("/v1/toewijzingen", json={**second, "overrule": OVERRULE})
    assert response.status_code == 201, response.text
    overruled = response.json()
    assert overruled["toewijzingNummer"] == nummer + 1, "what was blocked used no number"
    kept = overruled["actueel"]["overrule"]
    assert (kept["consulent"], kept["reden"]) == (OVERRULE["consulent"], OVERRULE["reden"])
    assert [each["code"] for each in kept["bevindingen"]] == ["NL-201"]

    longer = await gennep.change(nummer, einddatum=day(319))
    shorter = await gennep.change(nummer, einddatum=day(199))
    gone = await gennep.change(overruled["toewijzingNummer"], verwijderd=True)
    assert [each["redenWijziging"] for each in shorter["versies"]] == [None, "04", "05"]
    assert gone["actueel"]["verwijderd"] is True
    assert gone["actueel"]["overrule"] is None
    assert gone["versies"][0]["overrule"] == kept, "what was let pass stays on record"

    for issued, ontvanger in (
        (first, zorg),
        (overruled, thuis),
        (longer, zorg),
        (shorter, zorg),
        (gone, thuis),
    ):
        await approved(ontvanger, issued["berichtId"])
    assert [len(await each.collect()) for each in (zorg, thuis)] == [3, 2]
