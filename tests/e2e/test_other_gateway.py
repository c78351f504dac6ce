"""A municipality with another gateway: what it and a provider here send each other is judged, kept and passed on."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.receiving import flows
from gateway.exchange.receiving.receive import receive
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.rules.engine import Rule, discover
from gateway.standard.findings import Finding
from gateway.store.db.locks import identificatie_lock
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import BEESEL, THUIS, VENLO, ZORG, Caller, problem, start, stop, with_header
from tests.support.messages.messages import BSN_2, PROVIDER, wmo301
from tests.support.messages.return_messages import START, a_finding
from tests.support.store.ledger import waits_for_a_lock


@pytest.fixture
async def beesel(api: Api) -> Caller:
    return await api.caller(BEESEL)


def assignment_of(identificatie: str, **changes: Any) -> Any:
    """Return a WMO301 from Beesel to ZORG."""
    return wmo301(afzender=BEESEL, ontvanger=PROVIDER, identificatie=identificatie, **changes)


def report_of(identificatie: str, **changes: Any) -> Any:
    """Return a WMO305 from ZORG to Beesel."""
    return start(1, identificatie, ontvanger=BEESEL, **changes)


def answer_to(forward: Any, identificatie: str, *findings: Finding) -> Any:
    """Return what the other gateway answers to this message."""
    return compose(forward, findings, identificatie, date(2024, 3, 1), "2.10.5")


async def counted(api: Api) -> dict[str, int]:
    """Return how many messages there are of each kind."""
    async with api.gateway.db.reading() as tx:
        return dict(await tx.fetch("select soort, count(*) from berichten group by soort"))


async def test_the_whole_story_between_two_gateways(beesel: Caller, zorg: Caller) -> None:
    sent = await beesel.submit(assignment_of("T1"))
    assert (sent["soort"], sent["oordeel"], sent["retourberichtId"]) == ("WMO301", "goedgekeurd", None)
    [wmo301_] = await zorg.collect()
    assert wmo301_.client.toegewezen_producten[0].toewijzing_nummer == "1"
    approved = await zorg.submit(answer_to(wmo301_, "R1"))
    for caller in (beesel, zorg):
        toon = await caller.show(sent["berichtId"])
        assert (toon["gemeente"], toon["richting"]) == (BEESEL, "uit")
        assert (toon["retourberichtId"], toon["uitkomst"]) == (approved["berichtId"], "goedgekeurd")
    assert [each.soort.name for each in await beesel.collect()] == ["WMO302"]

    for message, retour in ((report_of("S1"), "WMO306"), (stop(1, "P1", ontvanger=BEESEL), "WMO308")):
        reported = await zorg.submit(message)
        assert (reported["oordeel"], reported["retourberichtId"]) == ("goedgekeurd", None)
        assert (await zorg.show(reported["berichtId"]))["uitkomst"] is None
        [forward] = await beesel.collect()
        answer = await beesel.submit(answer_to(forward, f"R{retour}"))
        [item] = await zorg.mailbox()
        assert (item["soort"], item["verzender"], item["berichtId"]) == (retour, BEESEL, answer["berichtId"])
        assert await beesel.bytes_of(reported["berichtId"]) == serialise(message)
        await zorg.collect()
        again = await zorg.submit(message)
        assert again == {**reported, "retourberichtId": answer["berichtId"]}
        assert (await zorg.show(reported["berichtId"]))["uitkomst"] == "goedgekeurd"


async def test_the_codes_of_a_refusal_are_shown_with_what_they_mean(beesel: Caller, zorg: Caller) -> None:
    reported = await zorg.submit(report_of("S1"))
    [forward] = await beesel.collect()
    refused = await beesel.submit(answer_to(forward, "R1", a_finding(START, "9019")))
    assert (
        (await zorg.show(reported["berichtId"]))["uitkomst"]
        == (await zorg.show(refused["berichtId"]))["uitkomst"]
        == "afgekeurd"
    )
    [finding] = (await zorg.report(refused["berichtId"]))["bevindingen"]
    assert (finding["code"], finding["path"]) == ("9019", START)
    assert finding["text"].startswith("Retourcode 9019: ")
    assert "onbekende code" not in finding["text"]


async def test_a_start_that_breaks_a_rule_is_not_passed_on_and_its_sender_is_told_why(
    api: Api, beesel: Caller, zorg: Caller
) -> None:
    for identificatie, changes, code in (
        ("S1", {"bsn": "999900016"}, "CS002"),
        ("S1", {"dagtekening": "2024-03-02"}, "TR135"),
    ):
        refused = await zorg.refused(report_of(identificatie, **changes))
        assert refused["type"].endswith("niet-doorgegeven")
        assert BEESEL in refused["detail"]
        assert [each["code"] for each in refused["bevindingen"]] == [code]
        assert refused["bevindingen"][0]["remedy"]
    assert await beesel.mailbox() == await zorg.mailbox() == []
    assert await counted(api) == {}
    assert (await zorg.submit(report_of("S1")))["oordeel"] == "goedgekeurd"


async def test_what_only_the_municipality_can_know_is_left_to_her(beesel: Caller, zorg: Caller) -> None:
    """No assignment, a stop without start, a code of her own product list."""
    assert (await zorg.submit(stop(7, "P1", ontvanger=BEESEL)))["oordeel"] == "goedgekeurd"
    product = replace(wmo301().client.toegewezen_producten[0].product, code="12345")
    assert (await beesel.submit(assignment_of("T1", product=product)))["oordeel"] == "goedgekeurd"


async def test_an_assignment_that_fails_level_2_is_answered_with_0001_and_not_passed_on(
    beesel: Caller, zorg: Caller
) -> None:
    message = assignment_of("T1", bsn="999900016")
    receipt = await beesel.submit(message)
    assert receipt["oordeel"] == "afgekeurd"
    assert await zorg.mailbox() == []
    [item] = await beesel.mailbox()
    assert (item["soort"], item["verzender"], item["berichtId"]) == ("WMO302", ZORG, receipt["retourberichtId"])
    [refused] = await beesel.collect()
    assert (refused.header.retour_codes, refused.header.xslt_versie, refused.client) == (("0001",), "2.10.5", None)
    assert (refused.header.afzender, refused.header.ontvanger) == (BEESEL, ZORG)
    assert (await beesel.show(item["berichtId"]))["richting"] == "in"
    assert await beesel.codes(receipt["berichtId"]) == ["CS002"]
    assert await beesel.submit(message) == receipt
    assert (await beesel.submit(assignment_of("T1")))["oordeel"] == "goedgekeurd", "its Identificatie is free again"
    assert (await zorg.submit(answer_to((await zorg.collect())[0], "R1")))["oordeel"] == "goedgekeurd"


async def test_an_identificatie_is_used_once_until_the_other_side_refuses(
    api: Api, beesel: Caller, zorg: Caller
) -> None:
    first = await zorg.submit(report_of("S1"))
    assert await zorg.submit(report_of("S1")) == first
    other_start = report_of("S1", begindatum="2024-02-02")
    refused = await zorg.refused(other_start)
    assert [each["code"] for each in refused["bevindingen"]] == ["TR056"]
    [forward] = await beesel.collect()
    refusal_of = answer_to(forward, "R1", a_finding(START))
    rejected = await beesel.submit(refusal_of)
    await zorg.collect()

    second = await zorg.submit(other_start)
    [forward] = await beesel.collect()
    assert forward.client.start_producten[0].begindatum == "2024-02-02"
    assert await beesel.submit(refusal_of) == rejected, "the same answer again is still to the first"
    approved = await beesel.submit(answer_to(forward, "R2"))
    for bericht, antwoord_, verdict in ((first, rejected, "afgekeurd"), (second, approved, "goedgekeurd")):
        toon = await zorg.show(bericht["berichtId"])
        assert (toon["retourberichtId"], toon["uitkomst"]) == (antwoord_["berichtId"], verdict)
    assert "TR056" in str(await zorg.refused(report_of("S1", begindatum="2024-02-03")))
    assert await counted(api) == {"WMO305": 2, "WMO306": 2}


async def test_an_assignment_under_a_used_identificatie_is_answered_with_9056(beesel: Caller, zorg: Caller) -> None:
    first = await beesel.submit(assignment_of("T1"))
    receipt = await beesel.submit(assignment_of("T1", einddatum="2024-11-30"))
    [refused] = await beesel.collect()
    assert (receipt["oordeel"], refused.header.retour_codes) == ("afgekeurd", ("9056",))
    [forward] = await zorg.collect()
    approved = await zorg.submit(answer_to(forward, "R1"))
    assert (await beesel.show(first["berichtId"]))["retourberichtId"] == approved["berichtId"]


async def test_one_identificatie_for_two_clients_at_once_goes_to_one(beesel: Caller, zorg: Caller) -> None:
    for turn in range(4):
        pair = (report_of(f"S{turn}"), report_of(f"S{turn}", bsn=BSN_2))
        responses = await asyncio.gather(*(zorg.send(each) for each in pair))
        assert Counter(each.status_code for each in responses) == {202: 1, 400: 1}
    assert len(await beesel.mailbox()) == 4


async def test_an_answer_belongs_to_one_message_and_there_is_one(beesel: Caller, zorg: Caller) -> None:
    await zorg.submit(report_of("S1"))
    [forward] = await beesel.collect()
    approved = answer_to(forward, "R1")
    first = await beesel.submit(approved)
    assert await beesel.submit(approved) == first
    conflict = await beesel.refused(answer_to(forward, "R2", a_finding(START)), 409)
    assert conflict["type"].endswith("al-beantwoord")
    assert conflict["berichtId"] == first["berichtId"]
    assert len(await zorg.mailbox()) == 1
    never = await beesel.refused(answer_to(report_of("NOOIT"), "R3"))
    assert never["type"].endswith("heenbericht-onbekend")
    assert "NOOIT" in never["detail"]


async def test_an_answer_waits_for_what_comes_in_under_its_own_name_and_that_of_what_it_answers(
    api: Api, beesel: Caller, zorg: Caller
) -> None:
    await zorg.submit(report_of("S1"))
    [forward] = await beesel.collect()
    for verzender, soort, identificatie in ((BEESEL, "WMO306", "R1"), (ZORG, "WMO305", "S1")):
        async with api.gateway.db.transaction(identificatie_lock(BEESEL, verzender, soort, identificatie)):
            waits = asyncio.create_task(beesel.submit(answer_to(forward, "R1")))
            assert await waits_for_a_lock(api.gateway.db, waits)
        assert (await waits)["oordeel"] == "goedgekeurd"


async def test_what_fails_its_schema_is_told_to_its_sender(api: Api, beesel: Caller) -> None:
    kapot = serialise(assignment_of("T1")).replace(b"2024-12-31", b"2024-12-32")
    assert (await beesel.refused(kapot))["type"].endswith("schema-ongeldig")
    assert await counted(api) == {}


async def test_each_brings_only_what_is_its_own(api: Api, venlo: Caller, beesel: Caller, zorg: Caller) -> None:
    wmo301_ = assignment_of("T1")
    for caller, message, status, soort in (
        (venlo, with_header(wmo301_, afzender=VENLO), 403, "gemeente-aangesloten"),
        (venlo, wmo301_, 403, "gemeente-aangesloten"),
        (beesel, with_header(wmo301_, afzender=VENLO), 403, "andere-verzender"),
        (beesel, answer_to(start(1, "S1"), "R1"), 403, "andere-verzender"),
        (beesel, report_of("S1"), 400, "bericht-niet-ondersteund"),
        (zorg, wmo301_, 400, "bericht-niet-ondersteund"),
        (zorg, answer_to(report_of("S1"), "R1"), 400, "bericht-niet-ondersteund"),
        (beesel, with_header(wmo301_, ontvanger="99990005"), 400, "aanbieder-onbekend"),
    ):
        assert (await caller.refused(message, status))["type"].endswith(soort), soort
    assert await counted(api) == {}


async def test_a_municipality_with_another_gateway_sees_its_own_messages_and_keeps_no_books_here(
    api: Api, venlo: Caller, beesel: Caller, zorg: Caller
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    of_venlo = await zorg.submit(start(nummer, "S1"))
    from_beesel = await zorg.submit(report_of("S1"))
    for path in ("", "/xml", "/rapport"):
        problem(await beesel.http.get(f"/v1/berichten/{of_venlo['berichtId']}{path}"), 404, "bericht-onbekend")
        for caller in (venlo, await api.caller(THUIS)):
            problem(await caller.http.get(f"/v1/berichten/{from_beesel['berichtId']}{path}"), 404, "bericht-onbekend")
        assert (await beesel.http.get(f"/v1/berichten/{from_beesel['berichtId']}{path}")).status_code == 200
    problem(await beesel.http.post("/v1/clienten", json={}), 403, "gemeente-extern")
    problem(await beesel.http.get(f"/v1/toewijzingen/{BEESEL}/{nummer}"), 403, "gemeente-extern")


def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a rule of level 2 crash."""

    def crash(*_seen: object) -> NoReturn:
        raise KeyError

    elfproef = next(rule for rule in discover() if rule.card.code == "CS002")
    monkeypatch.setattr(flows, "rules_without_books", lambda: (Rule(elfproef.card, crash),))


async def test_what_a_rule_could_not_judge_is_passed_on_or_refused_when_it_is_judged_again(
    beesel: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    _broken(monkeypatch)
    messages = (report_of("S1"), report_of("S2", bsn="999900016"), assignment_of("T1", bsn="999900016"))
    receipts = [await (beesel if each.soort.name == "WMO301" else zorg).submit(each) for each in messages]
    assert {each["oordeel"] for each in receipts} == {"geparkeerd"}
    assert await zorg.mailbox() == await beesel.mailbox() == []
    for caller in (zorg, beesel):
        page = (await caller.http.get("/v1/berichten?oordeel=geparkeerd")).json()
        assert [each["berichtId"] for each in page["berichten"]] == [each["berichtId"] for each in receipts]
    monkeypatch.undo()

    verdicts = []
    for each in receipts:
        response = await beesel.http.post(f"/v1/berichten/{each['berichtId']}/beoordelen")
        assert response.status_code == 200, response.text
        verdicts.append((response.json()["oordeel"], response.json()["retourberichtId"] is not None))
    assert verdicts == [("goedgekeurd", False), ("afgekeurd", False), ("afgekeurd", True)]
    assert [each["soort"] for each in await beesel.mailbox()] == ["WMO305", "WMO302"]
    assert await zorg.codes(receipts[1]["berichtId"]) == ["CS002"]
    assert await zorg.mailbox() == []


async def test_what_lay_parked_when_the_municipality_came_here_is_still_passed_on(
    api: Api, beesel: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    _broken(monkeypatch)
    receipt = await beesel.submit(assignment_of("T1"))
    monkeypatch.undo()
    async with api.gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie(BEESEL, "gemeente", "Beesel"))
    response = await beesel.http.post(f"/v1/berichten/{receipt['berichtId']}/beoordelen")
    assert response.json()["oordeel"] == "goedgekeurd"
    assert [each["soort"] for each in await zorg.mailbox()] == ["WMO301"]


async def test_a_municipality_that_is_no_more_gets_nothing(api: Api, zorg: Caller) -> None:
    async with api.gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie("0999", "gemeente", "Opgeheven", extern=True))
    refused = await zorg.refused(start(1, "S1", ontvanger="0999"))
    assert [each["code"] for each in refused["bevindingen"]] == ["TR378"]


async def test_a_dry_run_says_what_would_be_said(beesel: Caller, zorg: Caller) -> None:
    await zorg.submit(report_of("S1"))
    for caller, message, expected in (
        (zorg, report_of("S1"), ["HERHALING"]),
        (zorg, report_of("S2"), []),
        (zorg, report_of("S1", begindatum="2024-02-02"), ["TR056"]),
        (beesel, assignment_of("T1"), []),
    ):
        response = await caller.http.post(
            "/v1/validaties?tegenAdministratie=true",
            content=serialise(message),
            headers={"content-type": "application/xml"},
        )
        assert [each["code"] for each in response.json()["bevindingen"]] == expected


async def test_who_just_came_here_is_not_taken_for_a_municipality_with_another_gateway(gateway: Gateway) -> None:
    """A key may be remembered for some seconds with what the municipality was."""
    was = Organisatie(VENLO, "gemeente", "Venlo", extern=True)
    with pytest.raises(Forbidden, match="gemeente-aangesloten"):
        await receive(gateway, was, serialise(with_header(assignment_of("T1"), afzender=VENLO)))
