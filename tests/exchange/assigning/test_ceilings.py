"""Decisions and ceilings over HTTP: told, blocked where policy says so, and never passed together unseen."""

import asyncio
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.exchange.assigning.registers.contract_file import ContractLine
from gateway.exchange.assigning.registers.contracts import replace_contracts
from gateway.exchange.assigning.registers.tariffs import replace_tariffs
from gateway.policy.care_file import Contract
from gateway.store.db.locks import ceiling_lock
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller
from tests.support.messages.persons import bsns
from tests.support.policy.ceilings import CEILING, MONTHLY, TRAJECT
from tests.support.policy.chosen import OVERRULE, REGION, choose_policy, request_for
from tests.support.policy.tariffs import in_file
from tests.support.store.ledger import waits_for_a_lock

PATH = "/v1/toewijzingen"
DATA = Path(__file__).parents[3] / "gateway/policy/data" / REGION
AT_ONCE = 8


async def load(api: Api, *contracts: Contract) -> None:
    """Replace contracts and tariffs of Venlo."""
    await replace_contracts(
        api.gateway, VENLO, [ContractLine(f"regel {nr}", each) for nr, each in enumerate(contracts)]
    )
    await replace_tariffs(api.gateway, VENLO, in_file(TRAJECT, MONTHLY), "")


def a_traject(client: str, **changes: Any) -> dict[str, Any]:
    return request_for(client, "10B01", "2024-04-01", "2024-11-30", **changes)


def told(found: dict[str, Any]) -> list[str]:
    """Return the texts of NL-112."""
    return [each["text"] for each in found["bevindingen"] if each["code"] == "NL-112"]


@pytest.fixture
async def strict(api: Api, tmp_path: Path) -> None:
    """Venlo goes by a policy that blocks what passes a ceiling."""
    (tmp_path / "streng").mkdir()
    for file in DATA.glob("*.toml"):
        text = file.read_text("utf-8")
        at = text.index("[toetsen.NL-112]")
        text = text[:at] + text[at:].replace('"signaal"', '"blokkade"\noverrulebaar = true', 1)
        (tmp_path / "streng" / file.name).write_text(text, "utf-8")
    api.app.state.gateway = replace(api.gateway, policy_dir=tmp_path)
    await choose_policy(api.gateway, policy="streng")


async def at_once(venlo: Caller, number: int = AT_ONCE) -> list[httpx.Response]:
    """Return the answers to as many requests for a traject, each for another client, sent at the same moment."""
    clients = [await venlo.register(bsn) for bsn in bsns(number)]
    return await asyncio.gather(*(venlo.http.post(PATH, json=a_traject(each)) for each in clients))


async def test_each_of_many_decisions_at_once_counts_all_before_it(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    await load(api, CEILING)
    made = [each.json() for each in await at_once(venlo)]
    committed = [re.findall(r"is € ([0-9.]+),00 toegezegd", text)[0] for each in made for text in told(each)]
    in_a_row = [2_400 * number for number in range(2, AT_ONCE)]
    assert sorted(int(each.replace(".", "")) for each in committed) == in_a_row
    last = next(text for each in made for text in told(each) if "is € 16.800,00 toegezegd" in text)
    assert last.endswith(
        "toegezegd van een plafond van € 5.000,00. Dit besluit voegt € 2.400,00 toe en komt daarmee € 14.200,00 boven "
        "het plafond."
    )


@pytest.mark.usefixtures("strict")
async def test_where_policy_blocks_no_more_pass_than_fit(api: Api, venlo: Caller) -> None:
    await load(api, CEILING)
    answers = await at_once(venlo)
    assert Counter(each.status_code for each in answers) == {201: 2, 409: AT_ONCE - 2}
    refused = next(each.json() for each in answers if each.status_code == 409)
    assert ("NL-112" in refused["detail"], refused["overrulebaar"]) == (True, True)
    jo = await venlo.register(bsns(AT_ONCE + 1)[-1])
    passed = await venlo.http.post(PATH, json=a_traject(jo, overrule=OVERRULE))
    assert passed.status_code == 201
    assert (await venlo.http.post(PATH, json=a_traject(jo, aanbieder=THUIS))).status_code == 409, "no contract"


@pytest.mark.parametrize("ceiling", [True, False])
async def test_decisions_wait_for_each_other_under_a_ceiling_only(api: Api, venlo: Caller, ceiling: bool) -> None:
    await choose_policy(api.gateway)
    await load(api, CEILING if ceiling else replace(CEILING, plafond=None))
    jo = await venlo.register()
    async with api.gateway.db.transaction(ceiling_lock(VENLO, ZORG)):
        asked = asyncio.create_task(venlo.http.post(PATH, json=a_traject(jo)))
        assert await waits_for_a_lock(api.gateway.db, asked) is ceiling
    assert (await asked).status_code == 201


async def test_who_asks_first_hears_what_is_left(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    await load(api, CEILING, replace(CEILING, segment="vervoer", plafond=1_000_00))
    jo, an = [await venlo.register(bsn) for bsn in bsns(2)]
    nummer = (await venlo.assign(**a_traject(jo)))["toewijzingNummer"]
    room = (await venlo.http.post(f"{PATH}/controle", json=a_traject(an))).json()["ruimte"]
    assert room["plafonds"] == [
        {
            "segment": "1B",
            "product": None,
            "vanaf": "2024-01-01",
            "tot": "2024-12-31",
            "plafond": 5_000_00,
            "toegezegd": 2_400_00,
            "ditBesluit": 2_400_00,
            "over": 200_00,
            "zonderBedrag": 0,
        }
    ]
    assert (room["verwachtVolume"], room["verwachtBedrag"], room["toelichting"]) == (1, 2_400_00, [])
    gone = (await venlo.http.post(f"{PATH}/0983/{nummer}/controle", json={"verwijderd": True})).json()["ruimte"]
    [use] = gone["plafonds"]
    assert (use["toegezegd"], use["ditBesluit"], use["over"]) == (2_400_00, -2_400_00, 5_000_00)


async def test_what_is_not_loaded_is_not_judged_and_that_is_said(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    await load(api, replace(CEILING, plafond=None))
    room = (await venlo.http.post(f"{PATH}/controle", json=a_traject(jo))).json()["ruimte"]
    assert (room["plafonds"], len(room["toelichting"])) == ([], 1)
    assert room["toelichting"][0].startswith("Voor deze zorg is geen plafond geladen")
    await load(api, replace(CEILING, plafond=0))
    await replace_tariffs(api.gateway, VENLO, [], "")
    found = (await venlo.http.post(f"{PATH}/controle", json=a_traject(jo))).json()
    assert told(found) == []
    assert [each.split(":")[0] for each in found["ruimte"]["toelichting"]] == [
        f"Er zijn geen tarieven geladen voor aanbieder {ZORG}",
        "Van een deel van dit besluit is geen tarief bekend",
    ]


async def test_each_part_of_a_decision_counts_what_the_others_change(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    await load(api, CEILING)
    jo, an = [await venlo.register(bsn) for bsn in bsns(2)]
    standing = (await venlo.assign(**a_traject(jo)))["toewijzingNummer"]
    await venlo.assign(**a_traject(an))
    later = {**request_for(jo, "10B01", "2024-12-01", "2025-07-31"), "soort": "toekennen"}
    del later["clientId"], later["aanbieder"]
    path = f"/v1/clienten/{jo}/besluiten/controle"

    async def ask(*parts: dict[str, Any]) -> list[list[str]]:
        answer = await venlo.http.post(path, json={"aanbieder": ZORG, "delen": parts})
        assert answer.status_code == 200, answer.text
        return [told(each) for each in answer.json()["delen"]]

    [[alone]] = await ask(later)
    assert "is € 4.800,00 toegezegd" in alone
    removed = {"soort": "wijzigen", "toewijzingNummer": standing, "verwijderd": True}
    assert await ask(removed, later) == [[], []], "what goes makes room for what comes"


@pytest.mark.usefixtures("strict")
async def test_the_latest_end_that_is_named_keeps_under_the_ceiling(api: Api, venlo: Caller) -> None:
    rides = replace(CEILING, segment="vervoer", plafond=220_00)
    await load(api, rides, replace(CEILING, segment="2A", plafond=None))
    jo = await venlo.register()
    await venlo.assign(**request_for(jo, "10B02", "2024-01-01", "2024-12-31"))
    ride = request_for(
        jo, "08V02", "2024-03-15", "2024-12-14", omvang={"volume": 1, "eenheid": "82", "frequentie": "4"}
    )
    found = (await venlo.http.post(f"{PATH}/controle", json=ride)).json()
    assert (found["toegestaan"], len(told(found))) == (False, 1)
    assert found["ruimte"]["uitersteEinddatum"] == "2024-07-14", "four months of € 50"
    fits = {**ride, "einddatum": "2024-07-14"}
    assert (await venlo.http.post(PATH, json=fits)).status_code == 201
