"""A client died or moved away: one act ends all care, at every provider, what leans on other care first."""

from typing import Any

import httpx
import pytest

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, ZORG, Caller, problem, start, stop
from tests.support.exchange.combined import rows
from tests.support.policy.chosen import choose_policy, request_for

DAY = "2024-02-20"
STEPS = {"10B02": DAY, "08V02": DAY, "01B04": DAY, "04A01": "2024-02-25"}
"""The last day of each after an end on DAY; logeren had not begun and is removed."""


@pytest.fixture(params=[True, False], ids=["with policy", "without"])
async def policy(request: pytest.FixtureRequest, api: Api) -> None:
    if request.param:
        await choose_policy(api.gateway)


async def end(caller: Caller, client: str, day: str, *, ask: bool = False, reason: str = "02") -> httpx.Response:
    body: dict[str, Any] = {"einddatum": day, "redenWijziging": reason, "beslistDoor": "C. Proef"}
    path = f"/v1/clienten/{client}/beeindiging" + ("/controle" if ask else "")
    return await caller.http.post(path, json=body)


async def care(venlo: Caller, jo: str) -> dict[str, int]:
    """Assign 2A with its vervoer, household help elsewhere, and logeren that is still to come."""
    asked = {
        "10B02": request_for(jo, "10B02", "2024-01-01", "2024-12-31"),
        "08V02": request_for(jo, "08V02", "2024-01-01", "2024-12-31"),
        "01B04": request_for(jo, "01B04", "2024-01-01", None, aanbieder=THUIS),
        "04A01": request_for(jo, "04A01", "2024-02-25", "2024-03-10"),
    }
    return {code: (await venlo.assign(**each))["toewijzingNummer"] for code, each in asked.items()}


def report(nummer: int, code: str, first: str, day: str, identificatie: str, **changes: Any) -> Any:
    product = Product(categorie=code[:2], code=code)
    return start(
        identificatie=identificatie,
        nummer=nummer,
        product=product,
        toewijzing_ingangsdatum=first,
        begindatum=day,
        **changes,
    )


async def test_everything_ends_with_one_message_a_provider(api: Api, venlo: Caller, zorg: Caller, policy: None) -> None:
    jo = await venlo.register()
    numbers = await care(venlo, jo)
    thuis = await api.caller(THUIS)
    await zorg.collect()
    await thuis.collect()
    seen = (await end(venlo, jo, DAY, ask=True)).json()
    assert seen["toegestaan"] is True, seen
    assert sorted(each["aanbieder"] for each in seen["aanbieders"]) == sorted([THUIS, zorg.code])
    made = await end(venlo, jo, DAY)
    assert made.status_code == 201, made.text
    assert made.json()["zorg"] == seen["zorg"]
    assert len(made.json()["berichtIds"]) == 2
    ended = {each["toewijzingNummer"]: each["actueel"] for each in made.json()["toewijzingen"]}
    assert {code: ended[nummer]["einddatum"] for code, nummer in numbers.items()} == STEPS
    assert ended[numbers["04A01"]]["verwijderd"] is True, "it had not begun"
    assert {each["beslistDoor"] for each in ended.values()} == {"C. Proef"}
    assert (len(await zorg.collect()), len(await thuis.collect())) == (1, 1)
    problem(await end(venlo, jo, DAY), 409, "niets-te-beeindigen")


@pytest.mark.parametrize("reason", ["02", "06", "07"])
async def test_the_reason_goes_to_each_provider(venlo: Caller, zorg: Caller, reason: str) -> None:
    jo = await venlo.register()
    numbers = await care(venlo, jo)
    await zorg.collect()
    assert (await end(venlo, jo, DAY, reason=reason)).status_code == 201
    [message] = await zorg.collect()
    told = {int(each.toewijzing_nummer): each.reden_wijziging for each in message.client.toegewezen_producten}
    assert told == {numbers["10B02"]: reason, numbers["08V02"]: reason, numbers["04A01"]: "13"}


@pytest.mark.parametrize("reason", ["01", "04", "12", "13", "14", "31"])
async def test_a_reason_that_ends_nothing_is_refused(venlo: Caller, reason: str) -> None:
    jo = await venlo.register()
    assert (await end(venlo, jo, DAY, reason=reason)).status_code == 400


async def test_what_leans_on_other_care_ends_first(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    numbers = await care(venlo, jo)
    elsewhere = request_for(jo, "02A02", "2024-01-01", "2024-12-31", aanbieder=THUIS)
    overrule = {"consulent": "C. Proef", "reden": "Proef"}
    base = (await venlo.assign(**elsewhere, overrule=overrule))["toewijzingNummer"]
    made = (await end(venlo, jo, DAY)).json()["zorg"]
    order = [each["toewijzingNummer"] for each in made]
    assert order == [numbers["08V02"], numbers["10B02"], numbers["01B04"], numbers["04A01"], base]


async def test_care_at_all_providers_is_judged_together(api: Api, venlo: Caller) -> None:
    """Vervoer and its carrier are of two providers: neither ends before the other."""
    jo = await venlo.register()
    for code, aanbieder in (("08V02", THUIS), ("10B02", ZORG)):
        await venlo.assign(**request_for(jo, code, "2024-01-01", "2024-12-31", aanbieder=aanbieder))
    await choose_policy(api.gateway)
    seen = (await end(venlo, jo, DAY, ask=True)).json()
    found = [one["code"] for each in seen["aanbieders"] for part in each["delen"] for one in part["bevindingen"]]
    assert "NL-603" not in found, "the carrier doesn't leave its vervoer behind"
    assert (await end(venlo, jo, DAY)).status_code == 201


@pytest.mark.parametrize("code", ["10B02", "08V02", "01B04", "04A01"])
async def test_care_reported_after_the_day_holds_up_nothing_else(
    api: Api, venlo: Caller, zorg: Caller, policy: None, code: str
) -> None:
    jo = await venlo.register()
    numbers = await care(venlo, jo)
    first = "2024-02-25" if code == "04A01" else "2024-01-01"
    day = "2024-02-27"
    reporter = await api.caller(THUIS) if code == "01B04" else zorg
    reported = await reporter.submit(report(numbers[code], code, first, day, "S1", afzender=reporter.code))
    assert reported["oordeel"] == "goedgekeurd"
    seen = (await end(venlo, jo, DAY, ask=True)).json()
    made = await end(venlo, jo, DAY)
    assert made.status_code == 201, made.text
    assert made.json()["zorg"] == seen["zorg"]
    ended = {each["toewijzingNummer"]: each["actueel"] for each in made.json()["toewijzingen"]}
    expected = {**STEPS, code: day}
    assert {each: ended[nummer]["einddatum"] for each, nummer in numbers.items()} == expected
    assert ended[numbers[code]]["redenWijziging"] == "02"
    [late] = [each for each in made.json()["zorg"] if each["gedaan"] == "later-beeindigd"]
    assert late["toewijzingNummer"] == numbers[code]
    assert day in late["uitleg"]
    assert "StatusAanlevering 3" in late["nogTeDoen"]
    before = await rows(api)
    still = problem(await end(venlo, jo, DAY), 409, "niets-te-beeindigen")
    assert str(numbers[code]) in still["detail"]
    assert "StatusAanlevering 3" in still["detail"]
    assert await rows(api) == before

    mistaken = report(numbers[code], code, first, day, "S2", afzender=reporter.code, status_aanlevering="3")
    assert (await reporter.submit(mistaken))["oordeel"] == "goedgekeurd"
    again = await end(venlo, jo, DAY)
    assert again.status_code == 201, again.text
    [last] = again.json()["zorg"]
    assert last["gedaan"] == ("verwijderd" if code == "04A01" else "beeindigd")


async def test_a_stop_after_the_day_is_left_to_a_person(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    nummer = (await care(venlo, jo))["10B02"]
    began = {"nummer": nummer, "product": Product(categorie="10", code="10B02"), "begindatum": "2024-01-08"}
    await zorg.submit(start(identificatie="S1", toewijzing_ingangsdatum="2024-01-01", **began))
    last = {"einddatum": "2024-02-27", "reden_beeindiging": "19"}
    stopped = await zorg.submit(stop(identificatie="T1", toewijzing_ingangsdatum="2024-01-01", **began, **last))
    assert stopped["oordeel"] == "goedgekeurd"
    seen = (await end(venlo, jo, DAY, ask=True)).json()
    made = (await end(venlo, jo, DAY)).json()
    assert made["zorg"] == seen["zorg"]
    [own] = [each for each in made["zorg"] if each["toewijzingNummer"] == nummer]
    assert own["gedaan"] == "beeindigd"
    assert "een stop op 2024-02-27" in own["nogTeDoen"]


async def test_a_repeated_end_gets_the_first_result(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    await care(venlo, jo)
    body, headers = {"einddatum": DAY, "redenWijziging": "02"}, {"idempotency-key": "einde-1"}
    first = await venlo.http.post(f"/v1/clienten/{jo}/beeindiging", json=body, headers=headers)
    again = await venlo.http.post(f"/v1/clienten/{jo}/beeindiging", json=body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201), again.text
    assert again.json() == first.json()
