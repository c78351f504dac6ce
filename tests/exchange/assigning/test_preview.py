"""Previews: the findings and the alternatives of a decision that is not taken; nothing is kept."""

from typing import Any

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import VENRAY, Caller
from tests.support.policy.chosen import choose_policy, request_for

FROM_DAY, UNTIL_DAY = "2024-04-01", "2025-03-31"
PATH = "/v1/toewijzingen"


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def issue(partij: Caller, body: dict[str, Any], sleutel: str | None = None) -> dict[str, Any]:
    response = await partij.http.post(PATH, json=body, headers={"idempotency-key": sleutel} if sleutel else {})
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def codes(findings: list[dict[str, Any]]) -> set[str]:
    return {each["code"] for each in findings}


async def test_who_asks_first_hears_what_would_do(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    nummer = (await issue(venlo, request_for(jo, "02A02", FROM_DAY, UNTIL_DAY)))["toewijzingNummer"]
    response = await venlo.http.post(f"{PATH}/controle", json=request_for(jo, "10B01", "2024-03-01", "2024-10-31"))
    controle = response.json()
    assert (controle["toegestaan"], codes(controle["bevindingen"])) == (False, {"NL-201"})
    room = controle["ruimte"]
    possible = {each["code"] for each in room["producten"]}
    assert {"07A02", "01B04", "04A01"} <= possible
    assert not possible & {"10B01", "10B02", "10A06", "02C02", "08V02"}
    assert room["uitersteEinddatum"] == "2024-03-31", "the day before 02A02 begins"
    assert (room["onbegrensd"], room["openEinde"], room["maandenOver"]) == (False, False, None)

    response = await venlo.http.post(f"{PATH}/0983/{nummer}/controle", json={"einddatum": "2025-06-30"})
    controle = response.json()
    assert (controle["toegestaan"], codes(controle["bevindingen"])) == (True, {"NL-502"})
    assert (controle["ruimte"]["onbegrensd"], controle["ruimte"]["uitersteEinddatum"]) == (True, None)
    shown = (await venlo.http.get(f"{PATH}/0983/{nummer}")).json()
    assert len(shown["versies"]) == 1


async def test_who_asks_first_hears_of_the_national_rules_too(api: Api, venlo: Caller) -> None:
    venray = await api.caller(VENRAY)
    for partij, beleid in ((venray, set()), (venlo, {"NL-207"})):
        jo = await partij.register()
        body = request_for(jo, "02A02", FROM_DAY, UNTIL_DAY)
        await issue(partij, body)
        controle = (await partij.http.post(f"{PATH}/controle", json=body)).json()
        assert controle["toegestaan"] is False
        assert controle["overrulebaar"] is False
        assert codes(controle["bevindingen"]) == {"TR302"} | beleid
        assert (controle["ruimte"] is None) is (partij is venray)
