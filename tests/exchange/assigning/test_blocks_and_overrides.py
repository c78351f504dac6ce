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
from tests.support.api.parties import BEHEER, THUIS, VENRAY, Partij, problem, start, weigering
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for
from tests.support.store.postgres import execute

VAN, TOT = "2024-04-01", "2025-03-31"
PAD = "/v1/toewijzingen"


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def issue(partij: Partij, body: dict[str, Any], sleutel: str | None = None) -> dict[str, Any]:
    response = await partij.http.post(PAD, json=body, headers={"idempotency-key": sleutel} if sleutel else {})
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def codes(bevindingen: list[dict[str, Any]]) -> set[str]:
    return {each["code"] for each in bevindingen}


async def test_what_is_blocked_leaves_nothing(api: Api, venlo: Partij, zorg: Partij) -> None:
    jo = await venlo.schrijf_in()
    await issue(venlo, request_for(jo, "02A02", VAN, TOT))

    async def rows() -> list[int]:
        async with api.gateway.db.reading() as tx:
            tables = ("toewijzingen", "toewijzing_versies", "berichten", "leveringen", "gebeurtenissen")
            return [await tx.fetchval(f"select count(*) from {each}") for each in tables] + [
                await tx.fetchval(f"select pg_sequence_last_value('{each}')")
                for each in ("toewijzing_nummers", "identificaties")
            ]

    voor = await rows()
    problem(await venlo.http.post(PAD, json=request_for(jo, "10B02", VAN, TOT)), 409, "beleid-blokkade")
    assert await rows() == voor
    response = await venlo.http.post(f"{PAD}/controle", json=request_for(jo, "10B02", VAN, TOT))
    assert response.json()["toegestaan"] is False
    response = await venlo.http.post(f"{PAD}/controle", json=request_for(jo, "07A02", VAN, TOT))
    assert (response.json()["toegestaan"], response.json()["bevindingen"]) == (True, [])
    assert await rows() == voor


async def test_a_municipality_without_policy_is_as_before(api: Api, venlo: Partij) -> None:
    venray = await api.als(VENRAY)
    for partij in (venray, venlo):
        jo = await partij.schrijf_in()
        await issue(partij, request_for(jo, "02A02", VAN, TOT))
        body = request_for(jo, "10B02", VAN, TOT)
        if partij is venray:
            assert (await issue(partij, body))["bevindingen"] == []
            nutteloos = {**request_for(jo, "01B04", VAN, TOT), "overrule": OVERRULE}
            detail = problem(await partij.http.post(PAD, json=nutteloos), 409, "overrule-niet-nodig")["detail"]
            assert "geen beleid gekozen" in detail
        else:
            problem(await partij.http.post(PAD, json=body), 409, "beleid-blokkade")
            await choose_policy(api.gateway, policy="")
            assert (await issue(partij, body))["bevindingen"] == []


async def test_what_another_municipality_assigned_does_not_count(api: Api, venlo: Partij) -> None:
    venray = await api.als(VENRAY)
    await choose_policy(api.gateway, VENRAY)
    await issue(venray, request_for(await venray.schrijf_in(), "02A02", VAN, TOT))
    assert (await issue(venlo, request_for(await venlo.schrijf_in(), "10B02", VAN, TOT)))["bevindingen"] == []


async def test_an_override_without_need_is_refused(venlo: Partij, zorg: Partij) -> None:
    body = {**request_for(await venlo.schrijf_in(), "02A02", VAN, TOT), "overrule": OVERRULE}
    assert "staat dit toe" in problem(await venlo.http.post(PAD, json=body), 409, "overrule-niet-nodig")["detail"]
    assert await zorg.postvak() == []


async def test_what_nobody_may_let_pass_stays_blocked(venlo: Partij, zorg: Partij) -> None:
    body = {**request_for(await venlo.schrijf_in(), "02M02", VAN, "2024-06-30"), "overrule": OVERRULE}
    blocked = problem(await venlo.http.post(PAD, json=body), 409, "beleid-blokkade")
    assert blocked["overrulebaar"] is False
    assert "kan niemand doorlaten" in blocked["detail"]
    assert OVERRULE["consulent"] not in str(blocked)
    assert await zorg.postvak() == []


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
async def test_an_override_needs_a_name_and_a_reason(venlo: Partij, overrule: dict[str, Any], noemt: str) -> None:
    body = {**request_for(await venlo.schrijf_in(), "02M02", VAN, TOT), "overrule": overrule}
    assert noemt in problem(await venlo.http.post(PAD, json=body), 422, "ongeldige-aanvraag")["detail"]


async def test_every_override_is_on_record_and_only_the_municipality_sees_it(
    api: Api, venlo: Partij, zorg: Partij, capfd: pytest.CaptureFixture[str]
) -> None:
    """New, stretched and removed: with the version, in its 301 and as an event; nothing of it elsewhere."""
    jo = await venlo.schrijf_in()
    dagbesteding = await issue(venlo, request_for(jo, "07A02", VAN, TOT))
    nieuw = await issue(venlo, {**request_for(jo, "10B02", "2025-01-01", "2025-12-31"), "overrule": OVERRULE})
    vervoer = await issue(venlo, request_for(jo, "08V02", VAN, "2024-12-31"))
    assert "NL-201" in codes(nieuw["bevindingen"])

    nummer = dagbesteding["toewijzingNummer"]
    for wijziging in ({"einddatum": "2025-06-30"}, {"verwijderd": True}):
        response = await venlo.http.patch(f"{PAD}/0983/{nummer}", json=wijziging)
        problem(response, 409, "beleid-blokkade")
        asked = await venlo.http.post(f"{PAD}/0983/{nummer}/controle", json={**wijziging, "overrule": OVERRULE})
        assert asked.json()["toegestaan"] is True
        gewijzigd = await venlo.wijzig(nummer, **wijziging, overrule=OVERRULE)
        await on_record(venlo, zorg, await api.als(BEHEER), gewijzigd)
    await on_record(venlo, zorg, await api.als(BEHEER), nieuw)
    assert vervoer["actueel"]["overrule"] is None
    assert OVERRULE["consulent"] not in "".join(capfd.readouterr())
    async with api.gateway.db.reading() as tx:
        async for column, text in readable(tx):
            assert [each for each in OVERRULE.values() if each in text] == [], column


async def test_who_let_something_pass_lies_under_a_seal(api: Api, venlo: Partij) -> None:
    jo = await venlo.schrijf_in()
    await issue(venlo, request_for(jo, "07A02", VAN, TOT))
    nummer = (await issue(venlo, {**request_for(jo, "10B02", VAN, TOT), "overrule": OVERRULE}))["toewijzingNummer"]
    await seal_ledger(api.gateway)
    assert [each async for each in verify_ledger(api.gateway, VerifiedCount())] == []
    # By who owns the database: as a decision from before names were encrypted, but by another person.
    await execute(
        api.dsn,
        "update toewijzing_versies set overrule = row(0, convert_to(jsonb_build_object('consulent', 'Ander',"
        f" 'reden', 'x', 'bevindingen', '[]'::jsonb)::text, 'UTF8'))::geheim where nummer = {nummer}",
    )
    shown = (await venlo.http.get(f"{PAD}/0983/{nummer}")).json()["actueel"]["overrule"]
    assert (shown["consulent"], shown["reden"]) == ("Ander", "x")
    [afwijking] = [each.text async for each in verify_ledger(api.gateway, VerifiedCount())]
    assert re.fullmatch(r"gebeurtenissen \d+ is gewijzigd \(zegel 1\)", afwijking)


async def on_record(venlo: Partij, zorg: Partij, beheer: Partij, uitgifte: dict[str, Any]) -> None:
    bericht, versie = uitgifte["bericht"], uitgifte["actueel"]
    assert {key: versie["overrule"][key] for key in OVERRULE} == OVERRULE
    doorgelaten = codes(versie["overrule"]["bevindingen"])
    assert doorgelaten
    [event] = [each for each in (await venlo.toon(bericht))["gebeurtenissen"] if each["soort"] == "overruled"]
    assert event["gegevens"] == {
        "toewijzingNummer": uitgifte["toewijzingNummer"],
        "versie": versie["versie"],
        "codes": sorted(doorgelaten),
    }
    rapport = (await venlo.rapport(bericht))["bevindingen"]
    assert rapport == uitgifte["bevindingen"]
    assert {each["code"] for each in rapport if each.get("overruled")} == doorgelaten
    shown = (await venlo.http.get(f"{PAD}/0983/{uitgifte['toewijzingNummer']}")).json()
    assert versie in shown["versies"]
    for ander in (zorg, beheer):
        seen = f"{await ander.toon(bericht)} {await ander.rapport(bericht)}"
        assert OVERRULE["consulent"] not in seen
        assert "NL-" not in seen
        assert "overruled" not in seen
    assert OVERRULE["consulent"].encode() not in await zorg.bytes_van(bericht)


async def test_signals_come_with_the_assignment_and_go_no_further(venlo: Partij, zorg: Partij) -> None:
    jo = await venlo.schrijf_in()
    uitgifte = await issue(venlo, request_for(jo, "02A02", VAN, "2026-03-31"))
    [signaal] = uitgifte["bevindingen"]
    assert (signaal["code"], signaal["severity"]) == ("NL-502", "signaal")
    assert signaal["toewijzingNummer"] == uitgifte["toewijzingNummer"]
    assert (await venlo.http.get(f"{PAD}/0983/{uitgifte['toewijzingNummer']}")).json() == uitgifte
    assert await venlo.codes(uitgifte["bericht"]) == ["NL-502"]
    assert await zorg.codes(uitgifte["bericht"]) == []


async def test_before_the_first_text_a_signal_says_so(venlo: Partij) -> None:
    jo = await venlo.schrijf_in()
    eerste = await issue(venlo, request_for(jo, "02A02", "2021-06-01", "2021-12-31"))
    [signaal] = eerste["bevindingen"]
    assert (signaal["code"], signaal["severity"]) == ("NL-000", "signaal")
    assert "2021-06-01" in signaal["text"]
    assert codes((await issue(venlo, request_for(jo, "10B02", "2021-06-01", "2021-12-31")))["bevindingen"]) == {
        "NL-000"
    }


async def test_the_text_of_the_ingangsdatum_governs(venlo: Partij) -> None:
    """Extension came with the text of 2024; extra work of 1A stood in that of 2022."""
    jo = await venlo.schrijf_in()
    oud = problem(await venlo.http.post(PAD, json=request_for(jo, "02C02", "2023-06-01", "2023-11-30")), 409)
    assert "NL-101" in codes(oud["bevindingen"])
    nieuw = problem(await venlo.http.post(PAD, json=request_for(jo, "02C02", VAN, "2024-09-30")), 409)
    assert "NL-101" not in codes(nieuw["bevindingen"])


async def test_extra_work_needs_a_ground_which_is_kept(venlo: Partij, zorg: Partij) -> None:
    jo = await venlo.schrijf_in()
    nummer = (await issue(venlo, request_for(jo, "10B01", "2024-02-01", "2024-09-30")))["toewijzingNummer"]
    meerwerk = request_for(jo, "10M01", "2024-10-01", "2024-11-30")
    zonder = problem(await venlo.http.post(PAD, json=meerwerk), 409, "beleid-blokkade")
    assert {"NL-401", "NL-406"} <= codes(zonder["bevindingen"])
    receipt = await zorg.bied_aan(start(nummer, "S1", product=Product(categorie="10", code="10B01")))
    assert receipt["oordeel"] == "goedgekeurd", await zorg.codes(receipt["id"])
    met = await issue(venlo, {**meerwerk, "grond": "levensgebeurtenis"})
    assert met["actueel"]["grond"] == "levensgebeurtenis"
    langer = await venlo.wijzig(met["toewijzingNummer"], einddatum="2025-01-31")
    assert langer["actueel"]["grond"] == "levensgebeurtenis"
    response = await venlo.http.patch(f"{PAD}/0983/{met['toewijzingNummer']}", json={"grond": "wachtlijst-zvw"})
    problem(response, 422, "geen-wijziging")


async def test_extra_work_that_was_asked_for_in_time_is_not_late(api: Api, venlo: Partij, zorg: Partij) -> None:
    jo = await venlo.schrijf_in()
    nummer = (await issue(venlo, request_for(jo, "10B01", "2023-09-04", "2024-04-30")))["toewijzingNummer"]
    await zorg.bied_aan(start(nummer, "S1", product=Product(categorie="10", code="10B01"), begindatum="2023-09-04"))
    meerwerk = {**request_for(jo, "10M01", "2024-05-01", "2024-06-30"), "grond": "levensgebeurtenis"}
    late = problem(await venlo.http.post(PAD, json=meerwerk), 409, "beleid-blokkade")
    assert "NL-404" in codes(late["bevindingen"])
    made = await issue(venlo, {**meerwerk, "aangevraagdOp": "2024-02-04"})
    assert "NL-404" not in codes(made["bevindingen"])
    assert made["actueel"]["aangevraagdOp"] == "2024-02-04"


async def test_what_was_decided_is_kept_with_each_version(api: Api, venlo: Partij) -> None:
    jo = await venlo.schrijf_in()
    facts = {
        "beslistDoor": "C. Proef",
        "aangevraagdOp": "2024-02-27",
        "evaluatieOp": ["2025-03-01", "2024-09-01", "2025-03-01"],
        "instemmingAanbieder": True,
    }
    made = await issue(venlo, {**request_for(jo, "10B02", VAN, TOT), **facts})
    kept = {**facts, "evaluatieOp": ["2024-09-01", "2025-03-01"]}
    assert {name: made["actueel"][name] for name in facts} == kept
    changed = await venlo.wijzig(made["toewijzingNummer"], einddatum="2025-06-30", beslistDoor="D. Ander")
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
    venlo: Partij, facts: dict[str, Any], where: str
) -> None:
    jo = await venlo.schrijf_in()
    response = await venlo.http.post(PAD, json={**request_for(jo, "10B02", VAN, TOT), **facts})
    assert where in str(problem(response, 422)), response.text


async def test_what_the_provider_refused_still_counts_until_it_is_removed(venlo: Partij, zorg: Partij) -> None:
    """It was decided, and goes along with the next WMO301."""
    jo = await venlo.schrijf_in()
    nummer = (await issue(venlo, request_for(jo, "02A02", VAN, TOT)))["toewijzingNummer"]
    [heen] = await zorg.haal_op()
    await zorg.bied_aan(weigering(heen, "R1"))
    body = request_for(jo, "10B02", VAN, TOT)
    assert "NL-201" in codes(problem(await venlo.http.post(PAD, json=body), 409, "beleid-blokkade")["bevindingen"])
    await venlo.wijzig(nummer, verwijderd=True)
    assert (await issue(venlo, body))["bevindingen"] == []


async def test_a_register_of_contracts_counts_from_the_moment_it_is_kept(venlo: Partij) -> None:
    jo = await venlo.schrijf_in()
    contract = {"aanbieder": THUIS, "segment": "logeren", "soort": None, "vanaf": "2024-01-01", "tot": "2024-12-31"}
    body = request_for(jo, "04A01", VAN, "2024-12-31", omvang={"volume": 9, "eenheid": "14", "frequentie": "6"})
    assert (await issue(venlo, body))["bevindingen"] == []
    assert (await venlo.http.put("/v1/contracten", json={"contracten": [contract]})).status_code == 200
    volgend = {**body, "ingangsdatum": "2025-01-01", "einddatum": "2025-06-30"}
    for aanbieder in (body["aanbieder"], THUIS):
        zonder = problem(await venlo.http.post(PAD, json={**volgend, "aanbieder": aanbieder}), 409, "beleid-blokkade")
        assert codes(zonder["bevindingen"]) == {"NL-105"}
    contract["tot"] = "2025-06-30"
    assert (await venlo.http.put("/v1/contracten", json={"contracten": [contract]})).status_code == 200
    assert (await issue(venlo, {**volgend, "aanbieder": THUIS}))["bevindingen"] == []


async def test_of_two_that_may_not_go_together_one_passes(venlo: Partij, zorg: Partij) -> None:
    """The lock on the client: without it both would have been judged before the other was there."""
    for bsn in bsns(4):
        jo = await venlo.schrijf_in(bsn)
        bodies = [request_for(jo, "02A02", VAN, TOT), request_for(jo, "10B02", VAN, TOT, aanbieder=THUIS)] * 3
        responses = await asyncio.gather(*(venlo.http.post(PAD, json=each) for each in bodies))
        assert Counter(each.status_code for each in responses) == {201: 1, 409: 5}, [each.text for each in responses]


async def test_a_policy_that_broke_stops_issuing_and_says_so(api: Api, venlo: Partij) -> None:
    jo = await venlo.schrijf_in()
    async with api.gateway.db.transaction() as tx:
        await tx.execute("update organisaties set beleid = 'weg' where code = '0983'")
    response = await venlo.http.post(PAD, json=request_for(jo, "02A02", VAN, TOT))
    assert "beheerder" in problem(response, 409, "beleid-onbruikbaar")["detail"]


async def test_a_repeated_request_gets_the_first_result_whatever_policy_says_by_then(venlo: Partij) -> None:
    jo = await venlo.schrijf_in()
    await issue(venlo, request_for(jo, "02A02", VAN, TOT))
    body = request_for(jo, "10B02", VAN, TOT)
    headers = {"idempotency-key": "k"}
    problem(await venlo.http.post(PAD, json=body, headers=headers), 409, "beleid-blokkade")
    body["overrule"] = OVERRULE
    eerste = await issue(venlo, body, "k")
    assert await issue(venlo, body, "k") == eerste
    anders = {**body, "overrule": {**OVERRULE, "reden": "een andere"}}
    problem(await venlo.http.post(PAD, json=anders, headers=headers), 409, "sleutel-hergebruikt")


async def test_a_repeated_change_changes_once(venlo: Partij, zorg: Partij) -> None:
    jo = await venlo.schrijf_in()
    nummer = (await issue(venlo, request_for(jo, "02A02", VAN, TOT)))["toewijzingNummer"]
    ander = (await issue(venlo, request_for(jo, "07A02", VAN, TOT)))["toewijzingNummer"]

    async def change(nummer: int, body: dict[str, Any], sleutel: str = "k") -> Any:
        headers = {"idempotency-key": sleutel}
        return await venlo.http.patch(f"{PAD}/0983/{nummer}", json=body, headers=headers)

    eerste = await change(nummer, {"einddatum": "2024-12-31"})
    assert eerste.status_code == 200, eerste.text
    again = await asyncio.gather(*(change(nummer, {"einddatum": "2024-12-31"}) for _ in range(4)))
    assert [each.json() for each in again] == [eerste.json()] * 4
    assert len(eerste.json()["versies"]) == 2
    assert len(await zorg.postvak()) == 3
    problem(await change(nummer, {"einddatum": "2024-11-30"}), 409, "sleutel-hergebruikt")
    problem(await change(nummer, {"einddatum": None}), 409, "sleutel-hergebruikt")
    assert (await change(ander, {"einddatum": "2024-11-30"})).status_code == 200, "a key is of one assignment"
    problem(await change(nummer, {"einddatum": "2024-12-31"}, "k2"), 422, "geen-wijziging")
