"""Policy where a municipality decides: what is blocked, what is let pass and by whom, and who gets to see it."""

import asyncio
import re
from collections import Counter
from typing import Any

import pytest

from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.leaks import readable
from tests.support.api.parties import BEHEER, THUIS, VENRAY, Caller, problem, refusal_of, start
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import OVERRULE, choose_policy, codes, issue, request_for
from tests.support.store.postgres import execute

FROM_DAY, UNTIL_DAY = "2024-04-01", "2025-03-31"
PATH = "/v1/toewijzingen"


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def test_what_is_blocked_leaves_nothing(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    await issue(venlo, request_for(jo, "02A02", FROM_DAY, UNTIL_DAY))

    async def rows() -> list[int]:
        async with api.gateway.db.reading() as tx:
            tables = ("toewijzingen", "toewijzing_versies", "berichten", "leveringen", "gebeurtenissen")
            return [await tx.fetchval(f"select count(*) from {each}") for each in tables] + [
                await tx.fetchval(f"select pg_sequence_last_value('{each}')")
                for each in ("toewijzing_nummers", "identificaties")
            ]

    before = await rows()
    problem(await venlo.http.post(PATH, json=request_for(jo, "10B02", FROM_DAY, UNTIL_DAY)), 409, "beleid-blokkade")
    assert await rows() == before
    response = await venlo.http.post(f"{PATH}/controle", json=request_for(jo, "10B02", FROM_DAY, UNTIL_DAY))
    assert response.json()["toegestaan"] is False
    response = await venlo.http.post(f"{PATH}/controle", json=request_for(jo, "07A02", FROM_DAY, UNTIL_DAY))
    assert (response.json()["toegestaan"], response.json()["bevindingen"]) == (True, [])
    assert await rows() == before


async def test_a_municipality_without_policy_is_as_before(api: Api, venlo: Caller) -> None:
    venray = await api.caller(VENRAY)
    for partij in (venray, venlo):
        jo = await partij.register()
        await issue(partij, request_for(jo, "02A02", FROM_DAY, UNTIL_DAY))
        body = request_for(jo, "10B02", FROM_DAY, UNTIL_DAY)
        if partij is venray:
            assert (await issue(partij, body))["bevindingen"] == []
            nutteloos = {**request_for(jo, "01B04", FROM_DAY, UNTIL_DAY), "overrule": OVERRULE}
            detail = problem(await partij.http.post(PATH, json=nutteloos), 409, "overrule-niet-nodig")["detail"]
            assert "geen beleid gekozen" in detail
        else:
            problem(await partij.http.post(PATH, json=body), 409, "beleid-blokkade")
            await choose_policy(api.gateway, policy="")
            assert (await issue(partij, body))["bevindingen"] == []


async def test_what_another_municipality_assigned_does_not_count(api: Api, venlo: Caller) -> None:
    venray = await api.caller(VENRAY)
    await choose_policy(api.gateway, VENRAY)
    await issue(venray, request_for(await venray.register(), "02A02", FROM_DAY, UNTIL_DAY))
    assert (await issue(venlo, request_for(await venlo.register(), "10B02", FROM_DAY, UNTIL_DAY)))["bevindingen"] == []


async def test_an_override_without_need_is_refused(venlo: Caller, zorg: Caller) -> None:
    body = {**request_for(await venlo.register(), "02A02", FROM_DAY, UNTIL_DAY), "overrule": OVERRULE}
    assert "staat dit toe" in problem(await venlo.http.post(PATH, json=body), 409, "overrule-niet-nodig")["detail"]
    assert await zorg.mailbox() == []


async def test_what_nobody_may_let_pass_stays_blocked(venlo: Caller, zorg: Caller) -> None:
    body = {**request_for(await venlo.register(), "02M02", FROM_DAY, "2024-06-30"), "overrule": OVERRULE}
    blocked = problem(await venlo.http.post(PATH, json=body), 409, "beleid-blokkade")
    assert blocked["overrulebaar"] is False
    assert "kan niemand doorlaten" in blocked["detail"]
    assert OVERRULE["consulent"] not in str(blocked)
    assert await zorg.mailbox() == []


@pytest.mark.parametrize(
    ("overrule", "noemt"),
    [
        ({"consulent": "", "reden": "x"}, "overrule.consulent"),
        ({"consulent": "x", "reden": "  "}, "overrule.reden"),
        ({"consulent": "x"}, "overrule.reden"),
        ({"consulent": "x" * 101, "reden": "x"}, "overrule.consulent"),
        ({"consulent": "x", "reden": "x" * 1001}, "overrule.reden"),
        ({"consulent": "x", "reden": "\x00"}, "overrule.reden"),
        ({"consulent": "x", "reden": "zie 999900006"}, "BSN"),
        ({"consulent": "x", "reden": "x", "codes": ["NL-201"]}, "overrule.codes"),
    ],
    ids=["no-name", "blank-reason", "no-reason", "long-name", "long-reason", "nul", "bsn", "other-key"],
)
async def test_an_override_needs_a_name_and_a_reason(venlo: Caller, overrule: dict[str, Any], noemt: str) -> None:
    body = {**request_for(await venlo.register(), "02M02", FROM_DAY, UNTIL_DAY), "overrule": overrule}
    assert noemt in problem(await venlo.http.post(PATH, json=body), 400, "ongeldige-aanvraag")["detail"]


async def test_every_override_is_on_record_and_only_the_municipality_sees_it(
    api: Api, venlo: Caller, zorg: Caller, capfd: pytest.CaptureFixture[str]
) -> None:
    """New, stretched and removed: with the version, in its 301 and as an event; nothing of it elsewhere."""
    jo = await venlo.register()
    dagbesteding = await issue(venlo, request_for(jo, "07A02", FROM_DAY, UNTIL_DAY))
    new = await issue(venlo, {**request_for(jo, "10B02", "2025-01-01", "2025-12-31"), "overrule": OVERRULE})
    vervoer = await issue(venlo, request_for(jo, "08V02", FROM_DAY, "2024-12-31"))
    assert "NL-201" in codes(new["bevindingen"])

    nummer = dagbesteding["toewijzingNummer"]
    for wijziging in ({"einddatum": "2025-06-30"}, {"verwijderd": True}):
        response = await venlo.http.patch(f"{PATH}/0983/{nummer}", json=wijziging)
        problem(response, 409, "beleid-blokkade")
        asked = await venlo.http.post(f"{PATH}/0983/{nummer}/controle", json={**wijziging, "overrule": OVERRULE})
        assert asked.json()["toegestaan"] is True
        gewijzigd = await venlo.change(nummer, **wijziging, overrule=OVERRULE)
        await on_record(venlo, zorg, await api.caller(BEHEER), gewijzigd)
    await on_record(venlo, zorg, await api.caller(BEHEER), new)
    assert vervoer["actueel"]["overrule"] is None
    assert OVERRULE["consulent"] not in "".join(capfd.readouterr())
    async with api.gateway.db.reading() as tx:
        async for column, text in readable(tx):
            assert [each for each in OVERRULE.values() if each in text] == [], column


async def test_who_let_something_pass_lies_under_a_seal(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    await issue(venlo, request_for(jo, "07A02", FROM_DAY, UNTIL_DAY))
    nummer = (await issue(venlo, {**request_for(jo, "10B02", FROM_DAY, UNTIL_DAY), "overrule": OVERRULE}))[
        "toewijzingNummer"
    ]
    await seal_ledger(api.gateway)
    assert [each async for each in verify_ledger(api.gateway, VerifiedCount())] == []
    # By who owns the database: as a decision from before names were encrypted, but by another person.
    await execute(
        api.dsn,
        "update toewijzing_versies set overrule = row(0, convert_to(jsonb_build_object('consulent', 'Ander',"
        f" 'reden', 'x', 'bevindingen', '[]'::jsonb)::text, 'UTF8'))::geheim where nummer = {nummer}",
    )
    refused = await venlo.http.get(f"{PATH}/0983/{nummer}")
    assert (refused.status_code, "Ander" in refused.text) == (503, False)
    [afwijking] = [each.text async for each in verify_ledger(api.gateway, VerifiedCount())]
    assert re.fullmatch(r"gebeurtenissen \d+ is gewijzigd \(zegel 1\)", afwijking)


async def on_record(venlo: Caller, zorg: Caller, beheer: Caller, issued: dict[str, Any]) -> None:
    message, versie = issued["berichtId"], issued["actueel"]
    assert {key: versie["overrule"][key] for key in OVERRULE} == OVERRULE
    doorgelaten = codes(versie["overrule"]["bevindingen"])
    assert doorgelaten
    [event] = [each for each in (await venlo.show(message))["gebeurtenissen"] if each["soort"] == "overruled"]
    assert event["gegevens"] == {
        "toewijzingNummer": issued["toewijzingNummer"],
        "versie": versie["versie"],
        "codes": sorted(doorgelaten),
    }
    report = (await venlo.report(message))["bevindingen"]
    assert report == issued["bevindingen"]
    assert {each["code"] for each in report if each.get("overruled")} == doorgelaten
    shown = (await venlo.http.get(f"{PATH}/0983/{issued['toewijzingNummer']}")).json()
    assert versie in shown["versies"]
    for other in (zorg, beheer):
        seen = f"{await other.show(message)} {await other.report(message)}"
        assert OVERRULE["consulent"] not in seen
        assert "NL-" not in seen
        assert "overruled" not in seen
    assert OVERRULE["consulent"].encode() not in await zorg.bytes_of(message)


async def test_signals_come_with_the_assignment_and_go_no_further(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    issued = await issue(venlo, request_for(jo, "02A02", FROM_DAY, "2026-03-31"))
    [signal] = issued["bevindingen"]
    assert (signal["code"], signal["severity"]) == ("NL-502", "signaal")
    assert signal["toewijzingNummer"] == issued["toewijzingNummer"]
    assert (await venlo.http.get(f"{PATH}/0983/{issued['toewijzingNummer']}")).json() == issued
    assert await venlo.codes(issued["berichtId"]) == ["NL-502"]
    assert await zorg.codes(issued["berichtId"]) == []


async def test_before_the_first_text_a_signal_says_so(venlo: Caller) -> None:
    jo = await venlo.register()
    first = await issue(venlo, request_for(jo, "02A02", "2021-06-01", "2021-12-31"))
    [signal] = first["bevindingen"]
    assert (signal["code"], signal["severity"]) == ("NL-000", "signaal")
    assert "2021-06-01" in signal["text"]
    assert codes((await issue(venlo, request_for(jo, "10B02", "2021-06-01", "2021-12-31")))["bevindingen"]) == {
        "NL-000"
    }


async def test_the_text_of_the_ingangsdatum_governs(venlo: Caller) -> None:
    """Extension came with the text of 2024; extra work of 1A stood in that of 2022."""
    jo = await venlo.register()
    old = problem(await venlo.http.post(PATH, json=request_for(jo, "02C02", "2023-06-01", "2023-11-30")), 409)
    assert "NL-101" in codes(old["bevindingen"])
    new = problem(await venlo.http.post(PATH, json=request_for(jo, "02C02", FROM_DAY, "2024-09-30")), 409)
    assert "NL-101" not in codes(new["bevindingen"])


async def test_extra_work_needs_a_ground_which_is_kept(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    nummer = (await issue(venlo, request_for(jo, "10B01", "2024-02-01", "2024-09-30")))["toewijzingNummer"]
    meerwerk = request_for(jo, "10M01", "2024-10-01", "2024-11-30")
    without = problem(await venlo.http.post(PATH, json=meerwerk), 409, "beleid-blokkade")
    assert {"NL-401", "NL-406"} <= codes(without["bevindingen"])
    receipt = await zorg.submit(start(nummer, "S1", product=Product(categorie="10", code="10B01")))
    assert receipt["oordeel"] == "goedgekeurd", await zorg.codes(receipt["berichtId"])
    given_with = await issue(venlo, {**meerwerk, "grond": "levensgebeurtenis"})
    assert given_with["actueel"]["grond"] == "levensgebeurtenis"
    longer = await venlo.change(given_with["toewijzingNummer"], einddatum="2025-01-31")
    assert longer["actueel"]["grond"] == "levensgebeurtenis"
    response = await venlo.http.patch(f"{PATH}/0983/{given_with['toewijzingNummer']}", json={"grond": "wachtlijst-zvw"})
    problem(response, 400, "geen-wijziging")


async def test_extra_work_that_was_asked_for_in_time_is_not_late(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    nummer = (await issue(venlo, request_for(jo, "10B01", "2023-09-04", "2024-04-30")))["toewijzingNummer"]
    await zorg.submit(start(nummer, "S1", product=Product(categorie="10", code="10B01"), begindatum="2023-09-04"))
    meerwerk = {**request_for(jo, "10M01", "2024-05-01", "2024-06-30"), "grond": "levensgebeurtenis"}
    late = problem(await venlo.http.post(PATH, json=meerwerk), 409, "beleid-blokkade")
    assert "NL-404" in codes(late["bevindingen"])
    made = await issue(venlo, {**meerwerk, "aangevraagdOp": "2024-02-04"})
    assert "NL-404" not in codes(made["bevindingen"])
    assert made["actueel"]["aangevraagdOp"] == "2024-02-04"


async def test_what_was_decided_is_kept_with_each_version(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    facts = {
        "beslistDoor": "C. Proef",
        "aangevraagdOp": "2024-02-27",
        "evaluatieOp": ["2025-03-01", "2024-09-01", "2025-03-01"],
        "instemmingAanbieder": True,
    }
    made = await issue(venlo, {**request_for(jo, "10B02", FROM_DAY, UNTIL_DAY), **facts})
    kept = {**facts, "evaluatieOp": ["2024-09-01", "2025-03-01"]}
    assert {name: made["actueel"][name] for name in facts} == kept
    changed = await venlo.change(made["toewijzingNummer"], einddatum="2025-06-30", beslistDoor="D. Ander")
    assert {name: changed["actueel"][name] for name in facts} == {
        **dict.fromkeys(facts),
        "beslistDoor": "D. Ander",
        "evaluatieOp": kept["evaluatieOp"],
    }
    assert changed["versies"][0]["beslistDoor"] == "C. Proef"
    async with api.gateway.db.reading() as tx:
        assert [column async for column, text in readable(tx) if "C. Proef" in text] == []


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"instemmingAanbieder": "yes"}, "instemmingAanbieder"),
        ({"evaluatieOp": "2024-09-01"}, "evaluatieOp"),
        ({"evaluatieOp": []}, "evaluatieOp"),
        ({"aangevraagdOp": 1700000000}, "aangevraagdOp"),
        ({"beslistDoor": "over 999900006"}, "beslistDoor"),
        ({"aangevraagdOp": "2024-03-02"}, "aangevraagdOp 2024-03-02 ligt na vandaag (2024-03-01)"),
        ({"evaluatieOp": ["2024-03-31"]}, "evaluatieOp 2024-03-31 ligt voor Ingangsdatum 2024-04-01"),
    ],
)
async def test_facts_that_cannot_be_are_refused_with_their_place(
    venlo: Caller, facts: dict[str, Any], where: str
) -> None:
    jo = await venlo.register()
    response = await venlo.http.post(PATH, json={**request_for(jo, "10B02", FROM_DAY, UNTIL_DAY), **facts})
    assert where in str(problem(response, 400)), response.text


async def test_what_the_provider_refused_still_counts_until_it_is_removed(venlo: Caller, zorg: Caller) -> None:
    """It was decided, and goes along with the next WMO301."""
    jo = await venlo.register()
    nummer = (await issue(venlo, request_for(jo, "02A02", FROM_DAY, UNTIL_DAY)))["toewijzingNummer"]
    [forward] = await zorg.collect()
    await zorg.submit(refusal_of(forward, "R1"))
    body = request_for(jo, "10B02", FROM_DAY, UNTIL_DAY)
    assert "NL-201" in codes(problem(await venlo.http.post(PATH, json=body), 409, "beleid-blokkade")["bevindingen"])
    await venlo.change(nummer, verwijderd=True)
    assert (await issue(venlo, body))["bevindingen"] == []


async def test_a_register_of_contracts_counts_from_the_moment_it_is_kept(venlo: Caller) -> None:
    jo = await venlo.register()
    contract = {"aanbieder": THUIS, "segment": "logeren", "soort": None, "vanaf": "2024-01-01", "tot": "2024-12-31"}
    body = request_for(jo, "04A01", FROM_DAY, "2024-12-31", omvang={"volume": 9, "eenheid": "14", "frequentie": "6"})
    assert (await issue(venlo, body))["bevindingen"] == []
    assert (await venlo.http.put("/v1/contracten", json={"contracten": [contract]})).status_code == 200
    volgend = {**body, "ingangsdatum": "2025-01-01", "einddatum": "2025-06-30"}
    for aanbieder in (body["aanbieder"], THUIS):
        without = problem(await venlo.http.post(PATH, json={**volgend, "aanbieder": aanbieder}), 409, "beleid-blokkade")
        [found] = without["bevindingen"]
        assert found["code"] == "NL-105"
        assert "noemt geen andere aanbieder die dit op al deze dagen mag leveren" in found["text"]
    contract["tot"] = "2025-06-30"
    assert (await venlo.http.put("/v1/contracten", json={"contracten": [contract]})).status_code == 200
    [found] = problem(await venlo.http.post(PATH, json=volgend), 409, "beleid-blokkade")["bevindingen"]
    assert f"kan dit wel naar {THUIS} (Thuis in de Peel)." in found["text"]
    assert (await issue(venlo, {**volgend, "aanbieder": THUIS}))["bevindingen"] == []


async def test_of_two_that_may_not_go_together_one_passes(venlo: Caller, zorg: Caller) -> None:
    """The lock on the client: without it both would have been judged before the other was there."""
    for bsn in bsns(4):
        jo = await venlo.register(bsn)
        bodies = [
            request_for(jo, "02A02", FROM_DAY, UNTIL_DAY),
            request_for(jo, "10B02", FROM_DAY, UNTIL_DAY, aanbieder=THUIS),
        ] * 3
        responses = await asyncio.gather(*(venlo.http.post(PATH, json=each) for each in bodies))
        assert Counter(each.status_code for each in responses) == {201: 1, 409: 5}, [each.text for each in responses]


async def test_a_policy_that_broke_stops_issuing_and_says_so(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    async with api.gateway.db.transaction() as tx:
        await tx.execute("update organisaties set beleid = 'weg' where code = '0983'")
    response = await venlo.http.post(PATH, json=request_for(jo, "02A02", FROM_DAY, UNTIL_DAY))
    assert "beheerder" in problem(response, 409, "beleid-onbruikbaar")["detail"]


async def test_a_repeated_request_gets_the_first_result_whatever_policy_says_by_then(venlo: Caller) -> None:
    jo = await venlo.register()
    await issue(venlo, request_for(jo, "02A02", FROM_DAY, UNTIL_DAY))
    body = request_for(jo, "10B02", FROM_DAY, UNTIL_DAY)
    headers = {"idempotency-key": "k"}
    problem(await venlo.http.post(PATH, json=body, headers=headers), 409, "beleid-blokkade")
    body["overrule"] = OVERRULE
    first = await issue(venlo, body, "k")
    assert await issue(venlo, body, "k") == first
    changes = {**body, "overrule": {**OVERRULE, "reden": "een andere"}}
    problem(await venlo.http.post(PATH, json=changes, headers=headers), 409, "sleutel-hergebruikt")


async def test_a_repeated_change_changes_once(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    nummer = (await issue(venlo, request_for(jo, "02A02", FROM_DAY, UNTIL_DAY)))["toewijzingNummer"]
    other = (await issue(venlo, request_for(jo, "07A02", FROM_DAY, UNTIL_DAY)))["toewijzingNummer"]

    async def change(nummer: int, body: dict[str, Any], sleutel: str = "k") -> Any:
        headers = {"idempotency-key": sleutel}
        return await venlo.http.patch(f"{PATH}/0983/{nummer}", json=body, headers=headers)

    first = await change(nummer, {"einddatum": "2024-12-31"})
    assert first.status_code == 200, first.text
    again = await asyncio.gather(*(change(nummer, {"einddatum": "2024-12-31"}) for _ in range(4)))
    assert [each.json() for each in again] == [first.json()] * 4
    assert len(first.json()["versies"]) == 2
    assert len(await zorg.mailbox()) == 3
    problem(await change(nummer, {"einddatum": "2024-11-30"}), 409, "sleutel-hergebruikt")
    problem(await change(nummer, {"einddatum": None}), 409, "sleutel-hergebruikt")
    assert (await change(other, {"einddatum": "2024-11-30"})).status_code == 200, "a key is of one assignment"
    problem(await change(nummer, {"einddatum": "2024-12-31"}, "k2"), 400, "geen-wijziging")
