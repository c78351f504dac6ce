"""Advice on a decision is a ready request: sent back as it is, it is accepted and the advice isn't given again."""

from typing import Any

import httpx
import pytest

from tests.support.api.application import Api
from tests.support.api.parties import ZORG, Caller, start, stop
from tests.support.exchange.combined import change, decide, grant, issued
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import choose_policy, codes, request_for

PEOPLE = iter(bsns(40))
PATH = "/v1/toewijzingen"
MONTHLY = {"omvang": {"volume": 1, "eenheid": "82", "frequentie": "4"}}
"""The gateway of these tests lives on 2024-03-01."""


async def running(venlo: Caller, **changes: Any) -> tuple[str, int]:
    """Return a client, and the number of its running assignment of 10B02 until 2024-06-30."""
    jo = await venlo.register(bsn=next(PEOPLE))
    made = await venlo.assign(**request_for(jo, "10B02", "2024-01-01", "2024-06-30", **(changes or MONTHLY)))
    return jo, int(made["toewijzingNummer"])


async def sent_back(caller: Caller, answer: httpx.Response) -> dict[str, Any]:
    """Send the proposal of this answer as it is, and return what it made."""
    proposal = answer.json()["voorstel"]
    made = await caller.http.request(proposal["methode"], proposal["pad"], json=proposal["inhoud"])
    assert made.status_code == 201, made.text
    return dict(made.json())


@pytest.mark.parametrize("last", ["2024-12-31", None])
async def test_care_that_goes_on_is_stretched(api: Api, venlo: Caller, last: str | None) -> None:
    await choose_policy(api.gateway)
    jo, nummer = await running(venlo)
    asked = request_for(jo, "10B02", "2024-07-01", last, **MONTHLY, evaluatieOp=["2024-12-01"])
    refused = await venlo.http.post(PATH, json=asked)
    assert refused.status_code == 409
    assert "NL-601" in codes(refused.json()["bevindingen"])
    assert "'voorstel'" in refused.json()["detail"]
    twin = await venlo.http.post(f"{PATH}/controle", json=asked)
    assert twin.json()["voorstel"] == refused.json()["voorstel"]
    [stretched] = (await sent_back(venlo, refused))["toewijzingen"]
    now = stretched["actueel"]
    assert (stretched["toewijzingNummer"], now["versie"], now["einddatum"]) == (nummer, 2, last)
    assert now["evaluatieOp"] == ["2024-12-01"]


@pytest.mark.parametrize(
    ("amount", "budget"),
    [(MONTHLY, None), ({"budget": 10_000, "omvang": None, "product": {"categorie": "10"}}, 20_000)],
)
async def test_without_policy_the_twin_proposes_the_stretch(
    venlo: Caller, amount: dict[str, Any], budget: int | None
) -> None:
    jo, nummer = await running(venlo, **amount)
    asked = {**request_for(jo, "10B02", "2024-07-01", "2024-12-31"), **amount}
    twin = await venlo.http.post(f"{PATH}/controle", json=asked)
    assert "OP380" in codes(twin.json()["bevindingen"])
    [stretched] = (await sent_back(venlo, twin))["toewijzingen"]
    now = stretched["actueel"]
    assert (stretched["toewijzingNummer"], now["einddatum"], now["budget"]) == (nummer, "2024-12-31", budget)


async def test_of_a_decision_only_the_part_that_advice_is_about_differs(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo, nummer = await running(venlo)
    other = await issued(venlo, jo, "04A01", "2024-06-01", "2024-06-30")
    parts = [grant("10B02", "2024-07-01", "2024-12-31", **MONTHLY), change(other, verwijderd=True)]
    body = {"aanbieder": ZORG, "delen": parts}
    twin = await venlo.http.post(f"/v1/clienten/{jo}/besluiten/controle", json=body)
    refused = await decide(venlo, jo, *parts)
    assert twin.json()["voorstel"] == refused.json()["voorstel"]
    assert twin.json()["voorstel"]["inhoud"]["delen"] == [change(nummer, einddatum="2024-12-31"), parts[1]]
    made = (await sent_back(venlo, refused))["toewijzingen"]
    assert [each["toewijzingNummer"] for each in made] == [nummer, other]


async def test_a_part_that_already_changes_the_assignment_takes_the_stretch(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo, nummer = await running(venlo)
    parts = [change(nummer, einddatum="2024-05-31"), grant("10B02", "2024-06-01", "2024-12-31", **MONTHLY)]
    refused = await decide(venlo, jo, *parts)
    assert refused.json()["voorstel"]["inhoud"]["delen"] == [change(nummer, einddatum="2024-12-31")]
    await sent_back(venlo, refused)


async def test_no_proposal_when_it_would_be_refused_too(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo, _ = await running(venlo)
    parts = [grant("10B02", "2024-07-01", "2024-12-31", **MONTHLY), grant("02A02", "2024-05-01", "2025-04-30")]
    refused = await decide(venlo, jo, *parts)
    assert refused.status_code == 409
    assert "voorstel" not in refused.json()
    assert "'voorstel'" not in refused.json()["detail"]
    twin = await venlo.http.post(f"/v1/clienten/{jo}/besluiten/controle", json={"aanbieder": ZORG, "delen": parts})
    assert twin.json()["voorstel"] is None


async def test_a_product_twice_begins_after_the_other(venlo: Caller) -> None:
    jo = await venlo.register(bsn=next(PEOPLE))
    await issued(venlo, jo, "02A02", "2023-10-01", "2024-01-31")
    refused = await venlo.http.post(PATH, json=request_for(jo, "02A02", "2024-01-15", "2024-06-30"))
    assert refused.json()["type"].endswith(":product-dubbel")
    [made] = (await sent_back(venlo, refused))["toewijzingen"]
    assert (made["actueel"]["ingangsdatum"], made["actueel"]["einddatum"]) == ("2024-02-01", "2024-06-30")


async def test_an_end_before_the_reported_stop_becomes_that_stop(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register(bsn := next(PEOPLE))
    nummer = await issued(venlo, jo, "02A02", "2024-01-01", "2024-06-30")
    care = {"nummer": nummer, "bsn": bsn, "begindatum": "2024-01-08", "toewijzing_ingangsdatum": "2024-01-01"}
    assert (await zorg.submit(start(identificatie=f"S{nummer}", **care)))["oordeel"] == "goedgekeurd"
    ended = stop(identificatie=f"T{nummer}", einddatum="2024-02-10", **care)
    assert (await zorg.submit(ended))["oordeel"] == "goedgekeurd"
    twin = await venlo.http.post(f"{PATH}/0983/{nummer}/controle", json={"einddatum": "2024-02-01"})
    assert "OP362" in codes(twin.json()["bevindingen"])
    [made] = (await sent_back(venlo, twin))["toewijzingen"]
    assert made["actueel"]["einddatum"] == "2024-02-10"


async def test_a_reference_without_a_request_is_left_out(venlo: Caller) -> None:
    jo = await venlo.register(bsn=next(PEOPLE))
    asked = request_for(jo, "02A02", "2024-03-01", "2024-06-30", referentieAanbieder="REF-1", commentaar="Let op.")
    twin = await venlo.http.post(f"{PATH}/controle", json=asked)
    assert "IV097" in codes(twin.json()["bevindingen"])
    [part] = twin.json()["voorstel"]["inhoud"]["delen"]
    assert "referentieAanbieder" not in part
    assert part["commentaar"] == "Let op."
    await sent_back(venlo, twin)
