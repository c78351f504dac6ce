"""Decisions of several parts, from the question to the provider's answer: all of it or nothing, as was foretold."""

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, ZORG, Caller, problem, refusal_of, start
from tests.support.exchange.combined import change, decide, grant, issued, rows
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for

PEOPLE = iter(bsns(400))
GOOD = ("end", "remove", "stretch", "grant")
BAD = ("stacked", "unchanged", "unknown", "elsewhere", "reported", "too short", "fixed volume")
END = {"einddatum": "2024-02-20", "redenWijziging": "02", "beslistDoor": "C. Proef"}


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def stage(venlo: Caller, zorg: Caller) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return a client with care, and a part of each kind about it."""
    jo = await venlo.register(bsn := next(PEOPLE))
    guidance = await issued(venlo, jo, "10B02", "2024-01-01", "2024-06-30")
    gone = await issued(venlo, jo, "04A01", "2024-06-01", "2024-06-30")
    transport = await issued(venlo, jo, "08V02", "2024-01-01", "2024-05-31")
    elsewhere = int(
        (await venlo.assign(**request_for(jo, "01B04", "2024-01-01", None, aanbieder=THUIS)))["toewijzingNummer"]
    )
    care = {"nummer": transport, "product": Product(categorie="08", code="08V02"), "begindatum": "2024-01-08"}
    begun = start(identificatie=f"S{transport}", bsn=bsn, toewijzing_ingangsdatum="2024-01-01", **care)
    assert (await zorg.submit(begun))["oordeel"] == "goedgekeurd"
    return jo, {
        "end": change(guidance, einddatum="2024-05-31"),
        "remove": change(gone, verwijderd=True),
        "stretch": change(transport, einddatum="2024-06-30", redenWijziging="04"),
        "grant": grant("04A01", "2024-08-01", "2024-08-14", omvang={"volume": 9, "eenheid": "14", "frequentie": "6"}),
        "stacked": grant("02A02", "2024-05-01", "2025-04-30"),
        "unchanged": change(guidance, einddatum="2024-06-30"),
        "unknown": change(999_000_000, einddatum="2024-06-30"),
        "elsewhere": change(elsewhere, einddatum="2024-06-30"),
        "reported": change(transport, verwijderd=True),
        "too short": change(guidance, einddatum="2023-12-31"),
        "fixed volume": change(gone, budget=5),
    }


def foretold(lines: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(
        (
            each["toewijzingNummer"] or 0,
            each["product"]["code"],
            each["ingangsdatum"],
            each["einddatum"],
            each["redenWijziging"],
            str(each["omvang"]["volume"]),
        )
        for each in lines
        if each["staatErin"]
    )


def told(message: Any, new: set[int]) -> list[tuple[Any, ...]]:
    return sorted(
        (
            0 if int(each.toewijzing_nummer) in new else int(each.toewijzing_nummer),
            each.product.code,
            str(each.ingangsdatum),
            str(each.einddatum),
            each.reden_wijziging,
            str(each.omvang.volume),
        )
        for each in message.client.toegewezen_producten
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from((*GOOD, *GOOD, *BAD)), min_size=1, max_size=4, unique=True), overruled=st.booleans()
)
async def test_it_happens_whole_as_foretold_or_not_at_all(
    api: Api, venlo: Caller, zorg: Caller, kinds: list[str], overruled: bool
) -> None:
    jo, known = await stage(venlo, zorg)
    parts = [known[each] for each in kinds]
    await zorg.collect()
    before = await rows(api)
    extra = {"overrule": dict(OVERRULE)} if overruled else {}
    body = {"aanbieder": ZORG, "delen": parts, **extra}
    asked = await venlo.http.post(f"/v1/clienten/{jo}/besluiten/controle", json=body)
    assert await rows(api) == before, "asking changes nothing"
    made = await decide(venlo, jo, *parts, **extra)
    if asked.status_code != 200:
        assert (made.status_code, made.json()) == (asked.status_code, asked.json())
    if asked.status_code != 200 or not asked.json()["toegestaan"]:
        assert made.status_code in (404, 409, 400), made.text
        assert await rows(api) == before
        assert await zorg.collect() == []
        return
    assert made.status_code == 201, made.text
    assert set(kinds) & set(BAD) <= ({"stacked"} if overruled else set())
    assert len(made.json()["berichtIds"]) == 1
    [message] = await zorg.collect()
    new = {
        each["toewijzingNummer"]
        for each, kind in zip(made.json()["toewijzingen"], kinds, strict=True)
        if kind in ("grant", "stacked")
    }
    assert told(message, new) == foretold(asked.json()["wmo301"])


async def test_a_decision_is_taken_once_refused_by_the_provider_and_told_again(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    jo, known = await stage(venlo, zorg)
    parts = [known[each] for each in ("stretch", "remove", "grant")]
    await zorg.collect()
    answers = await asyncio.gather(*(decide(venlo, jo, *parts, key="besluit-7") for _ in range(4)))
    assert [each.status_code for each in answers] == [201] * 4
    assert [each.json() for each in answers] == [answers[0].json()] * 4, "one decision, whoever asks"
    [message] = await zorg.collect()
    numbers = {int(each.toewijzing_nummer) for each in message.client.toegewezen_producten}

    await zorg.submit(refusal_of(message, "W302"))
    ended = await venlo.http.post(f"/v1/clienten/{jo}/beeindiging/controle", json=END)
    [own] = [each for each in ended.json()["aanbieders"] if each["aanbieder"] == ZORG]
    assert numbers <= {each["toewijzingNummer"] for each in own["wmo301"]}, "what was refused counts as never sent"


async def test_all_care_ends_once_and_what_a_provider_refuses_goes_again(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo, _ = await stage(venlo, zorg)
    thuis = await api.caller(THUIS)
    await zorg.collect()
    await thuis.collect()
    path, headers = f"/v1/clienten/{jo}/beeindiging", {"idempotency-key": "einde-7"}
    answers = await asyncio.gather(*(venlo.http.post(path, json=END, headers=headers) for _ in range(4)))
    assert [each.status_code for each in answers] == [201] * 4
    assert [each.json() for each in answers] == [answers[0].json()] * 4
    kinds = [(each["productCode"], each["gedaan"]) for each in answers[0].json()["zorg"]]
    assert kinds == [
        ("08V02", "beeindigd"),
        ("10B02", "beeindigd"),
        ("04A01", "verwijderd"),
        ("01B04", "beeindigd"),
    ]
    other = await venlo.http.post(path, json={**END, "redenWijziging": "07"}, headers=headers)
    problem(other, 409, "sleutel-hergebruikt")
    [message], [elsewhere] = await zorg.collect(), await thuis.collect()
    assert {each.reden_wijziging for each in message.client.toegewezen_producten} == {"02", "13"}
    assert {each.reden_wijziging for each in elsewhere.client.toegewezen_producten} == {"02"}

    await zorg.submit(refusal_of(message, "W302"))
    made = await decide(venlo, jo, grant("01B04", "2024-03-01", "2024-03-31"))
    assert made.status_code == 201, made.text
    [again] = await zorg.collect()
    before = {each.toewijzing_nummer for each in message.client.toegewezen_producten}
    assert before < {each.toewijzing_nummer for each in again.client.toegewezen_producten}
