"""Signals on dates over HTTP: they come when they are due, go when their cause does, and are handled by a person."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.exchange.parties import accounts
from gateway.exchange.signals.refresh import refresh_signals
from gateway.standard.findings import Outcome
from tests.support.api.application import Api
from tests.support.api.leaks import readable
from tests.support.api.parties import VENLO, ZORG, Partij, start, stop, weigering
from tests.support.exchange.signals import beantwoord, bijgewerkt, codes, gestart, kies_beleid, signalen
from tests.support.store.ledger import book

MAART = {"ingangsdatum": "2024-03-04", "einddatum": "2024-12-31"}
START = {"begindatum": "2024-03-04", "toewijzing_ingangsdatum": "2024-03-04"}


async def op(api: Api, dag: str) -> tuple[int, int, int]:
    """It is noon on this day, and the signals are refreshed; what that did."""
    api.klok.nu = datetime.fromisoformat(f"{dag}T11:00:00").replace(tzinfo=UTC)
    return await bijgewerkt(api.gateway)


async def handel_af(partij: Partij, id: str, **body: Any) -> dict[str, Any]:
    response = await partij.http.post(f"/v1/signalen/{id}/afhandelen", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def verloop(partij: Partij, id: str) -> list[str]:
    response = await partij.http.get(f"/v1/signalen/{id}")
    return [each["soort"] for each in response.json()["gebeurtenissen"]]


@pytest.fixture
async def nummer(venlo: Partij) -> int:
    """An assignment from 4 March, decided on the 1st, without a policy."""
    found: int = (await venlo.ken_toe(await venlo.schrijf_in(), **MAART))["toewijzingNummer"]
    return found


async def test_the_life_of_an_assignment(api: Api, venlo: Partij, zorg: Partij, nummer: int) -> None:
    assert await op(api, "2024-03-06") == (0, 0, 0)
    assert await op(api, "2024-03-07") == (1, 0, 0)
    [geen_antwoord] = await signalen(venlo, status="open")
    assert (geen_antwoord["code"], geen_antwoord["uiterlijk"]) == ("NL-807", "2024-03-06")
    await beantwoord(zorg, api)
    assert await op(api, "2024-03-07") == (0, 0, 1)
    assert await op(api, "2024-03-11") == (0, 0, 0)
    assert await op(api, "2024-03-12") == (1, 0, 0)
    [geen_start] = await signalen(venlo, status="open")
    assert geen_start["code"] == "NL-805"
    assert geen_start["onderwerp"] == "geen start"
    assert geen_start["toewijzingNummer"] == nummer
    assert geen_start["tekst"].endswith("Dat kon tot en met 2024-03-11, 5 werkdagen na 2024-03-04.")
    await gestart(zorg, api, nummer, "S1", **START)
    assert await op(api, "2024-03-12") == (0, 0, 1)
    assert await op(api, "2025-01-08") == (0, 0, 0)
    assert await op(api, "2025-01-09") == (1, 0, 0)
    assert await codes(venlo) == ["NL-806"]
    einde = stop(nummer, "E1", **START, einddatum="2024-12-31", dagtekening="2025-01-09")
    assert (await zorg.bied_aan(einde))["oordeel"] == "goedgekeurd"
    assert await op(api, "2025-01-09") == (0, 0, 1)
    assert [each["status"] for each in await signalen(venlo)] == ["vervallen"] * 3
    for each in await signalen(venlo):
        assert await verloop(venlo, each["id"]) == ["ontstaan", "vervallen"]


async def test_what_was_handled_stays_so_and_a_cause_that_returns_is_new(
    api: Api, venlo: Partij, zorg: Partij, nummer: int
) -> None:
    await beantwoord(zorg, api)
    await op(api, "2024-03-12")
    [signaal] = await signalen(venlo)
    klaar = await handel_af(venlo, signaal["id"], notitie="Gebeld; begint maandag.", consulent="J. de Proef")
    assert (klaar["status"], klaar["notitie"], klaar["afgehandeldDoor"]) == (
        "afgehandeld",
        "Gebeld; begint maandag.",
        "J. de Proef",
    )
    async with api.gateway.db.reading() as tx:
        async for column, text in readable(tx):
            assert "J. de Proef" not in text, column
    assert await op(api, "2024-03-20") == (0, 0, 0)
    assert [each["status"] for each in await signalen(venlo)] == ["afgehandeld"]
    await gestart(zorg, api, nummer, "S1", **START)
    assert await op(api, "2024-03-20") == (0, 0, 1)
    [signaal] = await signalen(venlo)
    assert signaal["status"] == "afgehandeld"
    assert signaal["vervallenOp"] is not None
    await gestart(zorg, api, nummer, "S2", **START, status_aanlevering="3")
    assert await op(api, "2024-03-20") == (1, 0, 0)
    assert sorted(each["status"] for each in await signalen(venlo)) == ["afgehandeld", "open"]
    assert await verloop(venlo, signaal["id"]) == ["ontstaan", "afgehandeld", "vervallen"]


async def test_who_refused_the_assignment_can_not_start_it(api: Api, venlo: Partij, zorg: Partij, nummer: int) -> None:
    [heen] = await zorg.haal_op()
    await zorg.bied_aan(weigering(heen, "R1"))
    assert await op(api, "2024-03-20") == (0, 0, 0)
    await venlo.wijzig(nummer, einddatum="2024-11-30")
    assert await op(api, "2024-03-27") == (1, 0, 0)
    assert await codes(venlo) == ["NL-807"]
    assert await op(api, "2024-03-28") == (1, 0, 0)
    assert await codes(venlo) == ["NL-805", "NL-807"]


async def test_an_assignment_that_is_removed_takes_its_signals_along(api: Api, venlo: Partij, nummer: int) -> None:
    await op(api, "2024-03-12")
    assert await codes(venlo) == ["NL-805", "NL-807"]
    await venlo.wijzig(nummer, verwijderd=True)
    await op(api, "2024-03-12")
    assert await codes(venlo) == ["NL-807"]
    await op(api, "2024-03-16")
    assert await codes(venlo) == ["NL-807", "NL-807"]


async def test_a_removal_of_long_ended_care_awaits_its_answer_too(api: Api, venlo: Partij, zorg: Partij) -> None:
    client = await venlo.schrijf_in()
    oud = await venlo.ken_toe(client, ingangsdatum="2021-01-01", einddatum="2021-12-31")
    await beantwoord(zorg, api)
    await op(api, "2024-03-04")
    assert await codes(venlo) == []
    await op(api, "2024-03-12")
    assert await codes(venlo) == ["NL-805"]
    await venlo.wijzig(oud["toewijzingNummer"], verwijderd=True)
    await op(api, "2024-03-13")
    assert await codes(venlo) == []
    await op(api, "2024-03-16")
    assert await codes(venlo) == ["NL-807"]


async def test_a_parked_message_is_ours_to_answer(api: Api, venlo: Partij) -> None:
    """Also when it is about someone the municipality doesn't know."""
    await enroll_parked(api)
    await op(api, "2024-03-06")
    assert await codes(venlo) == []
    assert await op(api, "2024-03-07") == (1, 0, 0)
    [signaal] = await signalen(venlo)
    assert (signaal["code"], signaal["client"], signaal["aanbieder"]) == ("NL-807", None, ZORG)
    assert "is geparkeerd" in signaal["tekst"]
    await book(api.gateway.db, heenbericht_id=signaal["bericht"], uitkomst="goedgekeurd")
    assert await op(api, "2024-03-07") == (0, 0, 1)


async def enroll_parked(api: Api) -> None:
    await book(
        api.gateway.db,
        richting="in",
        soort="WMO305",
        verzender=ZORG,
        ontvanger=VENLO,
        oordeel=Outcome.GEPARKEERD,
        vastgelegd_op=api.klok.nu,
    )


async def test_what_the_policy_asks(api: Api, venlo: Partij, zorg: Partij, nummer: int) -> None:
    await beantwoord(zorg, api)
    await gestart(zorg, api, nummer, "S1", begindatum="2024-03-01", toewijzing_ingangsdatum="2024-03-04")
    await kies_beleid(api.gateway.db, VENLO, "noord-limburg")
    assert await op(api, "2024-05-17") == (0, 0, 0)
    assert await op(api, "2024-05-18") == (1, 0, 0)
    [plan] = await signalen(venlo)
    assert (plan["code"], plan["uiterlijk"]) == ("NL-801", "2024-06-01")
    assert plan["bron"].startswith("Handboek 3.0")
    await handel_af(venlo, plan["id"], notitie="Binnen.")
    await op(api, "2024-11-19")
    assert await codes(venlo) == ["NL-804"]
    await kies_beleid(api.gateway.db, VENLO, None)
    assert await op(api, "2024-11-19") == (0, 0, 2)
    await kies_beleid(api.gateway.db, VENLO, "noord-limburg")
    assert await op(api, "2024-11-19") == (2, 0, 0)


async def test_a_corrected_start_moves_the_date(api: Api, venlo: Partij, zorg: Partij, nummer: int) -> None:
    await beantwoord(zorg, api)
    await kies_beleid(api.gateway.db, VENLO, "noord-limburg")
    await op(api, "2024-03-08")
    await gestart(zorg, api, nummer, "S1", **START)
    await op(api, "2024-06-01")
    [plan] = await signalen(venlo)
    await gestart(zorg, api, nummer, "S2", **START, status_aanlevering="3")
    await gestart(zorg, api, nummer, "S3", **{**START, "begindatum": "2024-03-06"})
    assert await op(api, "2024-06-01") == (0, 1, 0)
    [verplaatst] = await signalen(venlo)
    assert (plan["uiterlijk"], verplaatst["uiterlijk"]) == ("2024-06-04", "2024-06-06")
    assert verplaatst["id"] == plan["id"]
    assert await verloop(venlo, plan["id"]) == ["ontstaan", "verplaatst"]


async def test_a_policy_that_is_nowhere_leaves_all_as_it_is(api: Api, venlo: Partij, nummer: int) -> None:
    await op(api, "2024-03-12")
    voor = await signalen(venlo)
    await kies_beleid(api.gateway.db, VENLO, "verdwenen")
    api.klok.verder(days=30)
    telling = await refresh_signals(api.gateway)
    assert telling.failed == [VENLO]
    assert await signalen(venlo) == voor


async def test_s3_terms_are_counted_with_the_working_days_of_the_municipality(
    api: Api, venlo: Partij, zorg: Partij
) -> None:
    """In 2026 Good Friday is 3 April, Easter Monday the 6th, and 5 May a Tuesday."""
    api.klok.nu = datetime(2026, 4, 27, 10, tzinfo=UTC)
    dagen = {"ingangsdatum": "2026-04-28", "einddatum": "2026-12-31"}
    nummer = (await venlo.ken_toe(await venlo.schrijf_in(), **dagen))["toewijzingNummer"]
    await beantwoord(zorg, api)
    assert await op(api, "2026-05-06") == (0, 0, 0)
    await accounts.change_account(api.gateway, VENLO, gewerkte_feestdagen=frozenset({"bevrijdingsdag"}))
    assert await op(api, "2026-05-06") == (1, 0, 0)
    [geen_start] = await signalen(venlo, status="open")
    assert (geen_start["code"], geen_start["uiterlijk"]) == ("NL-805", "2026-05-05")
    late = {"begindatum": "2026-04-28", "toewijzing_ingangsdatum": "2026-04-28", "dagtekening": "2026-05-06"}
    receipt = await zorg.bied_aan(start(nummer, "S1", **late))
    assert await venlo.codes(receipt["id"]) == ["OP271"]
    await accounts.change_account(api.gateway, VENLO, gewerkte_feestdagen=frozenset())
    await zorg.bied_aan(start(nummer, "S2", **late, status_aanlevering="3"))
    receipt = await zorg.bied_aan(start(nummer, "S3", **late))
    assert await venlo.codes(receipt["id"]) == []
