"""Signals on dates over HTTP: they come when they are due, go when their cause does, and are handled by a person."""

from datetime import UTC, datetime

import pytest

from gateway.exchange.parties import accounts
from gateway.exchange.signals.refresh import refresh_signals
from gateway.standard.findings import Outcome
from tests.support.api.application import Api
from tests.support.api.leaks import readable
from tests.support.api.parties import VENLO, ZORG, Caller, refusal_of, start, stop
from tests.support.exchange.signals import (
    MARCH,
    START,
    answer_all,
    choose_policy,
    codes,
    events_of,
    handle,
    list_signals,
    op,
    report_start,
)
from tests.support.store.ledger import book


@pytest.fixture
async def nummer(venlo: Caller) -> int:
    """An assignment from 4 March, decided on the 1st, without a policy."""
    found: int = (await venlo.assign(await venlo.register(), **MARCH))["toewijzingNummer"]
    return found


async def test_the_life_of_an_assignment(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    assert await op(api, "2024-03-06") == (0, 0, 0)
    assert await op(api, "2024-03-07") == (1, 0, 0)
    [no_answer] = await list_signals(venlo, status="open")
    assert (no_answer["code"], no_answer["uiterlijk"]) == ("NL-807", "2024-03-06")
    await answer_all(zorg, api)
    assert await op(api, "2024-03-07") == (0, 0, 1)
    assert await op(api, "2024-03-11") == (0, 0, 0)
    assert await op(api, "2024-03-12") == (1, 0, 0)
    [no_start] = await list_signals(venlo, status="open")
    assert no_start["code"] == "NL-805"
    assert no_start["onderwerp"] == "geen start"
    assert no_start["toewijzingNummer"] == nummer
    assert no_start["tekst"].endswith("Dat kon tot en met 2024-03-11, 5 werkdagen na 2024-03-04.")
    await report_start(zorg, api, nummer, "S1", **START)
    assert await op(api, "2024-03-12") == (1, 0, 1)
    [late] = await list_signals(venlo, status="open")
    assert (late["code"], late["voorWie"]) == ("NL-811", "consulent")
    assert late["tekst"].startswith(f"WMO305 S1 van aanbieder {ZORG}: OP271. Te doen: ")
    assert await op(api, "2025-01-08") == (0, 0, 0)
    assert await op(api, "2025-01-09") == (1, 0, 0)
    assert await codes(venlo, voorWie="backoffice") == ["NL-806"]
    end = stop(nummer, "E1", **START, einddatum="2024-12-31", dagtekening="2025-01-09")
    assert (await zorg.submit(end))["oordeel"] == "goedgekeurd"
    assert await op(api, "2025-01-09") == (1, 0, 1)
    assert await codes(venlo) == ["NL-811", "NL-811"], "the start and the stop were late"
    lapsed = await list_signals(venlo, status="vervallen")
    assert [each["code"] for each in lapsed] == ["NL-807", "NL-805", "NL-806"]
    for each in lapsed:
        assert await events_of(venlo, each["signaalId"]) == ["ontstaan", "vervallen"]


async def test_what_was_handled_stays_so_and_a_cause_that_returns_is_new(
    api: Api, venlo: Caller, zorg: Caller, nummer: int
) -> None:
    await answer_all(zorg, api)
    await op(api, "2024-03-12")
    [signal] = await list_signals(venlo)
    done = await handle(venlo, signal["signaalId"], notitie="Gebeld; begint maandag.", consulent="J. de Proef")
    assert (done["status"], done["notitie"], done["afgehandeldDoor"]) == (
        "afgehandeld",
        "Gebeld; begint maandag.",
        "J. de Proef",
    )
    async with api.gateway.db.reading() as tx:
        async for column, text in readable(tx):
            assert "J. de Proef" not in text, column
    assert await op(api, "2024-03-20") == (0, 0, 0)
    assert [each["status"] for each in await list_signals(venlo)] == ["afgehandeld"]
    await report_start(zorg, api, nummer, "S1", **START)
    assert await op(api, "2024-03-20") == (1, 0, 1)
    [signal] = await list_signals(venlo, code="NL-805")
    assert signal["status"] == "afgehandeld"
    assert signal["vervallenOp"] is not None
    await report_start(zorg, api, nummer, "S2", **START, status_aanlevering="3")
    assert await op(api, "2024-03-20") == (1, 0, 1), "what was found on the start that was removed lapses"
    assert sorted(each["status"] for each in await list_signals(venlo, code="NL-805")) == ["afgehandeld", "open"]
    assert [each["status"] for each in await list_signals(venlo, code="NL-811")] == ["vervallen"]
    assert await events_of(venlo, signal["signaalId"]) == ["ontstaan", "afgehandeld", "vervallen"]


async def test_who_refused_the_assignment_can_not_start_it(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    [forward] = await zorg.collect()
    await zorg.submit(refusal_of(forward, "R1"))
    assert await op(api, "2024-03-20") == (1, 0, 0)
    [refused] = await list_signals(venlo, voorWie="backoffice")
    assert (refused["code"], refused["toewijzingNummer"]) == ("NL-810", nummer)
    assert await list_signals(venlo, berichtId=refused["berichtId"]) == [refused]
    await venlo.change(nummer, einddatum="2024-11-30")
    assert await op(api, "2024-03-27") == (1, 0, 1)
    assert await codes(venlo) == ["NL-807"]
    assert await op(api, "2024-03-28") == (1, 0, 0)
    assert await codes(venlo) == ["NL-805", "NL-807"]


async def test_an_assignment_that_is_removed_takes_its_signals_along(api: Api, venlo: Caller, nummer: int) -> None:
    await op(api, "2024-03-12")
    assert await codes(venlo) == ["NL-805", "NL-807"]
    await venlo.change(nummer, verwijderd=True)
    await op(api, "2024-03-12")
    assert await codes(venlo) == ["NL-807"]
    await op(api, "2024-03-16")
    assert await codes(venlo) == ["NL-807", "NL-807"]


async def test_a_removal_of_long_ended_care_awaits_its_answer_too(api: Api, venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    old = await venlo.assign(client, ingangsdatum="2021-01-01", einddatum="2021-12-31")
    await answer_all(zorg, api)
    await op(api, "2024-03-04")
    assert await codes(venlo) == []
    await op(api, "2024-03-12")
    assert await codes(venlo) == ["NL-805"]
    await venlo.change(old["toewijzingNummer"], verwijderd=True)
    await op(api, "2024-03-13")
    assert await codes(venlo) == []
    await op(api, "2024-03-16")
    assert await codes(venlo) == ["NL-807"]


async def test_a_parked_message_is_for_the_operator(api: Api, venlo: Caller) -> None:
    """Also when it is about someone the municipality doesn't know."""
    await enroll_parked(api)
    assert await op(api, "2024-03-01") == (1, 0, 0)
    [signal] = await list_signals(venlo, voorWie="beheer")
    assert (signal["code"], signal["clientId"], signal["aanbieder"]) == ("NL-814", None, ZORG)
    assert (signal["uiterlijk"], signal["voorWie"]) == ("2024-03-06", "beheer")
    assert await list_signals(venlo, voorWie="backoffice") == []
    await book(api.gateway.db, heenbericht_id=signal["berichtId"], uitkomst="goedgekeurd")
    assert await op(api, "2024-03-07") == (0, 0, 1)


async def enroll_parked(api: Api) -> None:
    await book(
        api.gateway.db,
        richting="in",
        soort="WMO305",
        verzender=ZORG,
        ontvanger=VENLO,
        oordeel=Outcome.GEPARKEERD,
        vastgelegd_op=api.clock.now,
    )


async def test_what_the_policy_asks(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    await answer_all(zorg, api)
    await report_start(zorg, api, nummer, "S1", begindatum="2024-03-01", toewijzing_ingangsdatum="2024-03-04")
    await choose_policy(api.gateway.db, VENLO, "noord-limburg")
    assert await op(api, "2024-05-17") == (1, 0, 0)
    [early] = await list_signals(venlo)
    assert early["code"] == "NL-811", "the care began before the assignment"
    await handle(venlo, early["signaalId"], notitie="Afgesproken.")
    assert await op(api, "2024-05-18") == (1, 0, 0)
    [plan] = await list_signals(venlo, status="open")
    assert (plan["code"], plan["uiterlijk"]) == ("NL-801", "2024-06-01")
    assert plan["bron"].startswith("Handboek 3.0")
    await handle(venlo, plan["signaalId"], notitie="Binnen.")
    await op(api, "2024-11-19")
    assert await codes(venlo) == ["NL-804"]
    await choose_policy(api.gateway.db, VENLO, None)
    assert await op(api, "2024-11-19") == (0, 0, 2)
    await choose_policy(api.gateway.db, VENLO, "noord-limburg")
    assert await op(api, "2024-11-19") == (2, 0, 0)


async def test_a_corrected_start_moves_the_date(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    await answer_all(zorg, api)
    await choose_policy(api.gateway.db, VENLO, "noord-limburg")
    await op(api, "2024-03-08")
    await report_start(zorg, api, nummer, "S1", **START)
    await op(api, "2024-06-01")
    [plan] = await list_signals(venlo)
    await report_start(zorg, api, nummer, "S2", **START, status_aanlevering="3")
    await report_start(zorg, api, nummer, "S3", **{**START, "begindatum": "2024-03-06"})
    assert await op(api, "2024-06-01") == (1, 1, 0), "and the new start was late"
    [verplaatst] = await list_signals(venlo, code="NL-801")
    assert (plan["uiterlijk"], verplaatst["uiterlijk"]) == ("2024-06-04", "2024-06-06")
    assert verplaatst["signaalId"] == plan["signaalId"]
    assert await events_of(venlo, plan["signaalId"]) == ["ontstaan", "verplaatst"]


async def test_a_policy_that_is_nowhere_leaves_all_as_it_is(api: Api, venlo: Caller, nummer: int) -> None:
    await op(api, "2024-03-12")
    before = await list_signals(venlo)
    await choose_policy(api.gateway.db, VENLO, "verdwenen")
    api.clock.advance(days=30)
    count = await refresh_signals(api.gateway)
    assert count.failed == [VENLO]
    assert await list_signals(venlo) == before


async def test_s3_terms_are_counted_with_the_working_days_of_the_municipality(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    """In 2026 Good Friday is 3 April, Easter Monday the 6th, and 5 May a Tuesday."""
    api.clock.now = datetime(2026, 4, 27, 10, tzinfo=UTC)
    day_numbers = {"ingangsdatum": "2026-04-28", "einddatum": "2026-12-31"}
    nummer = (await venlo.assign(await venlo.register(), **day_numbers))["toewijzingNummer"]
    await answer_all(zorg, api)
    assert await op(api, "2026-05-06") == (0, 0, 0)
    await accounts.change_account(api.gateway, VENLO, gewerkte_feestdagen=frozenset({"bevrijdingsdag"}))
    assert await op(api, "2026-05-06") == (1, 0, 0)
    [no_start] = await list_signals(venlo, status="open")
    assert (no_start["code"], no_start["uiterlijk"]) == ("NL-805", "2026-05-05")
    late = {"begindatum": "2026-04-28", "toewijzing_ingangsdatum": "2026-04-28", "dagtekening": "2026-05-06"}
    receipt = await zorg.submit(start(nummer, "S1", **late))
    assert await venlo.codes(receipt["berichtId"]) == ["OP271"]
    await accounts.change_account(api.gateway, VENLO, gewerkte_feestdagen=frozenset())
    await zorg.submit(start(nummer, "S2", **late, status_aanlevering="3"))
    receipt = await zorg.submit(start(nummer, "S3", **late))
    assert await venlo.codes(receipt["berichtId"]) == []
