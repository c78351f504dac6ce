"""A client died or moved away: one act ends all care, at every provider, what leans on other care first."""

from typing import Any

import httpx
import pytest

from tests.support.api.application import Api
from tests.support.api.parties import THUIS, Caller, problem
from tests.support.policy.chosen import choose_policy, request_for


@pytest.fixture(params=[True, False], ids=["with policy", "without"])
async def policy(request: pytest.FixtureRequest, api: Api) -> None:
    if request.param:
        await choose_policy(api.gateway)


async def end(caller: Caller, client: str, day: str, *, ask: bool = False) -> httpx.Response:
    body: dict[str, Any] = {"einddatum": day, "beslistDoor": "C. Proef"}
    path = f"/v1/clienten/{client}/beeindiging" + ("/controle" if ask else "")
    return await caller.http.post(path, json=body)


async def care(venlo: Caller, jo: str) -> dict[str, int]:
    """Assign 2A with its vervoer, household help elsewhere, and logeren that is still to come."""
    asked = {
        "10B02": request_for(jo, "10B02", "2024-01-01", "2024-12-31"),
        "08V02": request_for(jo, "08V02", "2024-01-01", "2024-12-31"),
        "01B04": request_for(jo, "01B04", "2024-01-01", None, aanbieder=THUIS),
        "04A01": request_for(jo, "04A01", "2024-06-01", "2024-06-30"),
    }
    return {code: (await venlo.assign(**each))["toewijzingNummer"] for code, each in asked.items()}


async def test_everything_ends_with_one_message_a_provider(api: Api, venlo: Caller, zorg: Caller, policy: None) -> None:
    jo = await venlo.register()
    numbers = await care(venlo, jo)
    thuis = await api.caller(THUIS)
    await zorg.collect()
    await thuis.collect()
    seen = (await end(venlo, jo, "2024-03-01", ask=True)).json()
    assert sorted(each["aanbieder"] for each in seen) == sorted([THUIS, zorg.code])
    assert all(each["toegestaan"] for each in seen), seen
    made = await end(venlo, jo, "2024-03-01")
    assert made.status_code == 201, made.text
    assert len(made.json()["berichten"]) == 2
    ended = {each["toewijzingNummer"]: each["actueel"] for each in made.json()["toewijzingen"]}
    assert {code: ended[nummer]["einddatum"] for code, nummer in numbers.items()} == {
        "10B02": "2024-03-01",
        "08V02": "2024-03-01",
        "01B04": "2024-03-01",
        "04A01": "2024-06-01",
    }
    assert ended[numbers["04A01"]]["verwijderd"] is True, "it had not begun"
    assert {each["beslistDoor"] for each in ended.values()} == {"C. Proef"}
    assert (len(await zorg.collect()), len(await thuis.collect())) == (1, 1)
    problem(await end(venlo, jo, "2024-03-01"), 409, "niets-te-beeindigen")


async def test_what_leans_on_other_care_ends_first(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    numbers = await care(venlo, jo)
    made = (await end(venlo, jo, "2024-03-01")).json()["toewijzingen"]
    order = [each["toewijzingNummer"] for each in made]
    assert order.index(numbers["08V02"]) < order.index(numbers["10B02"])


async def test_a_repeated_end_gets_the_first_result(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    await care(venlo, jo)
    body, headers = {"einddatum": "2024-03-01"}, {"idempotency-key": "einde-1"}
    first = await venlo.http.post(f"/v1/clienten/{jo}/beeindiging", json=body, headers=headers)
    again = await venlo.http.post(f"/v1/clienten/{jo}/beeindiging", json=body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201), again.text
    assert again.json() == first.json()
