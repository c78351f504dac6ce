"""Assigning and changing: a key makes a request happen once, and what the standard forbids changes nothing."""

from typing import Any

from tests.support.api.application import Api
from tests.support.api.parties import ASSIGNMENT, Caller, problem
from tests.support.messages.messages import BSN_2

OTHER: Any = {"categorie": "02", "code": "02A03"}
"""Another product: two assignments of one product may not overlap (TR302)."""
TOTAL: Any = {"volume": 100, "eenheid": "01", "frequentie": "6"}
BUDGET: Any = {"product": {"categorie": "02"}, "omvang": None, "budget": 500_00}
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({}, "geen-wijziging", "1"),
    ({"einddatum": "2024-12-31"}, "geen-wijziging", "1"),
    ({"einddatum": "2023-12-31"}, "einddatum-voor-ingangsdatum", "2023-12-31"),
    ({"volume": 5, "redenWijziging": "07"}, "volume-vast", "Frequentie 4"),
    ({"budget": 5, "redenWijziging": "07"}, "geen-budget", "1"),
    ({"einddatum": "2024-06-30", "redenWijziging": "01"}, "reden-niet-toegestaan", "01"),
    ({"einddatum": "2024-06-30", "redenWijziging": "13"}, "reden-niet-toegestaan", "13"),
    ({"verwijderd": True, "einddatum": "2024-06-30"}, "verwijderen-en-wijzigen", "13"),
    ({"verwijderd": True, "redenWijziging": "05"}, "verwijderen-en-wijzigen", "13"),
    ({"verwijderd": False}, "ongeldige-aanvraag", "verwijderd"),
    ({"redenWijziging": "99"}, "ongeldige-aanvraag", "redenWijziging"),
    ({"einddatum": "morgen"}, "ongeldige-aanvraag", "morgen"),
    ({"volume": -1}, "ongeldige-aanvraag", "volume"),
    ({"product": {"categorie": "02"}}, "ongeldige-aanvraag", "product"),
]


async def test_the_same_key_and_request_give_the_same_assignment(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    first = await venlo.assign(jo, idempotency_key="aanvraag-1")
    assert await venlo.assign(jo, idempotency_key="aanvraag-1") == first
    assert len(await zorg.mailbox()) == 1
    second = await venlo.assign(jo, idempotency_key="aanvraag-2", product=OTHER)
    assert second["toewijzingNummer"] != first["toewijzingNummer"]

    headers = {"idempotency-key": "aanvraag-1"}
    asked = {"aanbieder": "99990001", "clientId": jo, "ingangsdatum": "2024-02-02"}
    conflict = problem(await venlo.http.post("/v1/toewijzingen", json=asked, headers=headers), 409)
    assert conflict["type"].endswith("sleutel-hergebruikt")
    assert conflict["toewijzingNummer"] == first["toewijzingNummer"]


async def test_a_key_used_for_another_client_is_refused_too(venlo: Caller, zorg: Caller) -> None:
    jo, an = await venlo.register(), await venlo.register(BSN_2)
    await venlo.assign(jo, idempotency_key="k")
    asked = {"aanbieder": zorg.code, "clientId": an, "ingangsdatum": "2024-02-02"}
    response = await venlo.http.post("/v1/toewijzingen", json=asked, headers={"idempotency-key": "k"})
    problem(response, 409, "sleutel-hergebruikt")


async def test_the_key_of_one_municipality_is_free_for_another(api: Api, venlo: Caller) -> None:
    venray = await api.caller("0984")
    first = await venlo.assign(await venlo.register(), idempotency_key="k")
    second = await venray.assign(await venray.register(), idempotency_key="k")
    assert first["gemeente"] != second["gemeente"]


async def test_volume_may_change_with_frequentie_6_and_needs_a_reason(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register(), omvang=TOTAL))["toewijzingNummer"]
    response = await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json={"volume": 150})
    detail = problem(response, 400, "reden-ontbreekt")["detail"]
    assert "Mogelijk is 02 (Cliënt overleden), 03 (Contractwijziging), 06 (" in detail
    assert "13 (" not in detail
    after = await venlo.change(nummer, volume=150, redenWijziging="07")
    assert after["actueel"]["omvang"] == {**TOTAL, "volume": 150}
    assert after["actueel"]["redenWijziging"] == "07"
    *_, message = await zorg.collect()
    [product] = message.client.toegewezen_producten
    assert (product.omvang.volume, product.reden_wijziging) == ("150", "07")


async def test_budget_may_change_and_needs_a_reason(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register(), **BUDGET))["toewijzingNummer"]
    after = await venlo.change(nummer, budget=750_00, redenWijziging="07")
    assert (after["actueel"]["budget"], after["actueel"]["omvang"]) == (750_00, None)
    *_, message = await zorg.collect()
    assert message.client.toegewezen_producten[0].budget == "75000"


async def test_a_change_that_cannot_be_is_refused_and_nothing_goes_out(venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    before = (await venlo.http.get(f"/v1/toewijzingen/0983/{nummer}")).json()
    for asked, soort, noemt in REFUSED:
        response = await venlo.http.patch(f"/v1/toewijzingen/0983/{nummer}", json=asked)
        assert noemt in problem(response, 400, soort)["detail"], asked
    assert (await venlo.http.get(f"/v1/toewijzingen/0983/{nummer}")).json() == before
    assert len(await zorg.mailbox()) == 1


async def test_what_the_rules_of_the_standard_refuse_is_shown_rule_by_rule_and_rolled_back(
    venlo: Caller, zorg: Caller
) -> None:
    jo = await venlo.register()
    nummer = (await venlo.assign(jo))["toewijzingNummer"]
    dubbel = {**ASSIGNMENT, "clientId": jo, "ingangsdatum": "2024-12-31", "einddatum": "2025-01-31"}
    body = problem(await venlo.http.post("/v1/toewijzingen", json=dubbel), 400, "regels-geschonden")
    assert body["bevindingen"][0]["code"] == "TR302"
    assert body["bevindingen"][0]["remedy"]
    assert "2024-12-31" in body["bevindingen"][0]["text"]
    assert len(await zorg.mailbox()) == 1

    weekly = {"volume": 1, "eenheid": "01", "frequentie": "2"}
    open_ended = {**dubbel, "product": {"categorie": "02", "code": "02A03"}, "einddatum": None, "omvang": weekly}
    body = problem(await venlo.http.post("/v1/toewijzingen", json=open_ended), 400, "regels-geschonden")
    assert [each["code"] for each in body["bevindingen"]] == ["CD076"]
    next_one = await venlo.assign(jo, product={"categorie": "02", "code": "02A04"})
    response = await venlo.http.get(f"/v1/toewijzingen/0983/{nummer + 1}")
    assert response.status_code == (404 if next_one["toewijzingNummer"] != nummer + 1 else 200)
    assert len((await zorg.collect())[-1].client.toegewezen_producten) == 2
