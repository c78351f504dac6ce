"""Cases of policy over HTTP that rest on what was reported, registered or ended before, each with its outcome."""

from typing import Any

import pytest

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.parties import Caller, problem, start, stop
from tests.support.exchange.signals import list_signals, refreshed
from tests.support.policy.chosen import choose_policy, request_for

PATH = "/v1/toewijzingen"
MONTHLY = {"omvang": {"volume": 1, "eenheid": "82", "frequentie": "4"}}


async def assigned(venlo: Caller, client: str, code: str, first: str, last: str | None) -> dict[str, Any]:
    """Assign the care, and return what a start or stop says of it."""
    nummer = (await venlo.assign(**request_for(client, code, first, last)))["toewijzingNummer"]
    return {
        "nummer": nummer,
        "product": Product(categorie=code[:2], code=code),
        "toewijzing_ingangsdatum": first,
        "begindatum": first,
    }


async def asked(venlo: Caller, body: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is found on a decision that is asked about, by code."""
    response = await venlo.http.post(f"{PATH}/controle", json=body)
    assert response.status_code == 200, response.text
    return {each["code"]: each for each in response.json()["bevindingen"]}


@pytest.mark.parametrize(
    ("beside", "expected", "absent"),
    [
        (["01B04", "10A06"], "NL-204", "NL-203"),
        (["04A01", "10B02"], "NL-204", "NL-203"),
        (["01B04"], "NL-203", "NL-204"),
        (["04A01"], "NL-203", "NL-204"),
        (["02A02"], "NL-203", "NL-204"),
    ],
    ids=["3A and 2B", "logeren and 2A", "3A alone", "logeren alone", "1A1 alone"],
)
async def test_vervoer_wants_a_carrier(api: Api, venlo: Caller, beside: list[str], expected: str, absent: str) -> None:
    jo = await venlo.register()
    for code in beside:
        await assigned(venlo, jo, code, "2024-01-01", "2024-12-31")
    await choose_policy(api.gateway)
    found = await asked(venlo, request_for(jo, "08V02", "2024-01-01", "2024-12-31", **MONTHLY))
    assert found[expected]["severity"] == ("signaal" if expected == "NL-204" else "blokkade")
    assert absent not in found


async def test_a_contract_for_the_segment_of_the_carrier_covers_its_vervoer(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    await assigned(venlo, jo, "10B02", "2024-01-01", "2024-12-31")
    await choose_policy(api.gateway)
    contract = {"aanbieder": "99990001", "segment": "2A", "soort": "strategisch-regionaal", "vanaf": "2024-01-01"}
    assert (await venlo.http.put("/v1/contracten", json={"contracten": [contract]})).status_code == 200
    covered = await asked(venlo, request_for(jo, "08V02", "2024-01-01", "2024-12-31", **MONTHLY))
    assert not {"NL-105", "NL-106"} & set(covered)
    alone = await asked(venlo, request_for(jo, "10A06", "2025-01-01", None))
    assert alone["NL-105"]["severity"] == "blokkade"


async def test_the_same_product_over_days_of_what_ended_is_blocked_without_a_policy(venlo: Caller) -> None:
    jo = await venlo.register()
    await assigned(venlo, jo, "02A02", "2023-03-01", "2024-02-15")
    refusal = await venlo.http.post(PATH, json=request_for(jo, "02A02", "2024-02-10", "2024-12-31"))
    body = problem(refusal, 409, "product-dubbel")
    [found] = body["bevindingen"]
    assert (found["code"], found["severity"]) == ("OP259", "blokkade")
    assert "van 2024-02-10 t/m 2024-02-15" in found["text"]
    later = await venlo.http.post(PATH, json=request_for(jo, "02A02", "2024-02-16", "2024-12-31"))
    assert later.status_code == 201, later.text


async def test_an_end_before_the_reported_stop_and_a_reference_without_a_request_are_told(
    venlo: Caller, zorg: Caller
) -> None:
    jo = await venlo.register()
    care = await assigned(venlo, jo, "02A02", "2024-01-01", "2024-12-31")
    await zorg.submit(start(identificatie="S1", **care))
    await zorg.submit(stop(identificatie="T1", **care, einddatum="2024-02-20", reden_beeindiging="39"))
    changed = await venlo.change(care["nummer"], einddatum="2024-02-10")
    told = [(each["code"], each["severity"]) for each in changed["bevindingen"]]
    assert told == [("OP362", "signaal"), ("OP186", "signaal")]
    assert "2024-02-20" in changed["bevindingen"][0]["text"]
    found = await asked(venlo, request_for(jo, "01B04", "2024-03-01", None, referentieAanbieder="R-1"))
    assert found["IV097"]["severity"] == "signaal"
    assert "Laat ReferentieAanbieder weg" in found["IV097"]["remedy"]


@pytest.mark.parametrize(("reason", "what"), [("02", "is overleden"), ("31", "is verhuisd")])
async def test_a_start_after_the_client_left_is_told(
    api: Api, venlo: Caller, zorg: Caller, reason: str, what: str
) -> None:
    jo = await venlo.register()
    base = await assigned(venlo, jo, "10B02", "2024-01-01", "2024-12-31")
    other = await assigned(venlo, jo, "01B04", "2024-01-01", None)
    await choose_policy(api.gateway)
    await zorg.submit(start(identificatie="S1", **base))
    left = await zorg.submit(stop(identificatie="T1", **base, einddatum="2024-02-20", reden_beeindiging=reason))
    late = await zorg.submit(start(identificatie="S2", **{**other, "begindatum": "2024-02-26"}))
    for receipt, betreft in ((left, other), (late, base)):
        found = {each["code"]: each for each in (await venlo.report(receipt["berichtId"]))["bevindingen"]}
        assert found["NL-711"]["betreft"] == [betreft["nummer"]]
        assert what in found["NL-711"]["text"]
    again = await asked(venlo, request_for(jo, "04A01", "2024-03-01", "2024-03-10"))
    assert what in again["NL-111"]["text"]


async def test_a_traject_that_stops_leaves_its_extension_without_a_base(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    base = await assigned(venlo, jo, "02A02", "2023-03-01", "2024-02-29")
    extension = await assigned(venlo, jo, "02C02", "2024-03-01", "2024-05-31")
    await choose_policy(api.gateway)
    await zorg.submit(start(identificatie="S1", **base))
    gone = await zorg.submit(stop(identificatie="T1", **base, einddatum="2024-01-31", reden_beeindiging="21"))
    found = {each["code"]: each for each in (await venlo.report(gone["berichtId"]))["bevindingen"]}
    assert found["NL-710"]["betreft"] == [extension["nummer"]]
    assert found["NL-710"]["toewijzingNummer"] == base["nummer"]


async def test_the_plan_of_household_help_is_awaited(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    care = await assigned(venlo, jo, "01B04", "2023-12-04", None)
    await choose_policy(api.gateway)
    await zorg.submit(start(identificatie="S1", **care))
    await refreshed(api.gateway)
    [plan] = await list_signals(venlo, code="NL-801")
    assert (plan["uiterlijk"], plan["toewijzingNummer"]) == ("2024-03-04", care["nummer"])


async def test_a_number_that_nobody_has_is_told_to_nobody(venlo: Caller) -> None:
    jo = await venlo.register()
    body = request_for(jo, "02A02", "2024-03-01", "2024-12-31", budget=5)
    shown = (await venlo.http.post(f"{PATH}/controle", json=body)).json()
    texts = [each["text"] for each in shown["bevindingen"]]
    refused = problem(await venlo.http.post(PATH, json=body), 400)
    texts += [each["text"] for each in refused["bevindingen"]]
    assert len(texts) == 4
    assert all(each.startswith("De nieuwe toewijzing (02A02, vanaf 2024-03-01) heeft ") for each in texts), texts
