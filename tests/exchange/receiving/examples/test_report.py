"""An example of a start or stop is what it says: approved when it is sent, or refused with the reason."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.exchange.custody.retention import erase_expired_content
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.access import grant_mandate
from gateway.exchange.parties.accounts import add_account
from gateway.exchange.receiving.examples.report import ChosenValues, fill_report, find_issued, new_identificatie
from gateway.standard.identifiers import may_hold_bsn
from gateway.store.parties.organisaties import Organisatie
from tests.exchange.receiving.test_parked import crashing
from tests.support.api.application import NOW, Api
from tests.support.api.parties import ASSIGNMENT, THUIS, VENLO, VENRAY, ZORG, Caller, problem, refusal_of
from tests.support.messages.persons import bsns

BSNS = iter(bsns(2000))
"""One for each client; hypothesis tells many stories in one database."""
NOTHING_TO_REPORT = {
    "start-loopt-al",
    "start-nog-niet-te-melden",
    "toewijzing-afgelopen",
    "toewijzing-verwijderd",
    "geen-start",
    "al-gestopt",
    "al-tijdelijk-gestopt",
}
NIGHTS = {"a night": 1, "a week": 7}
CHOSEN = (
    *("WMO305?begindatum=2023-12-01", "WMO305?begindatum=2024-02-20", "WMO305?begindatum=2024-03-01"),
    *("WMO307?einddatum=2024-02-20", "WMO307?einddatum=2024-03-01&redenBeeindiging=20"),
)
"""Requests with a day that may not go with what was reported before; the rules refuse those."""
STEPS = st.lists(
    st.sampled_from(["WMO305", "WMO307", "WMO307?redenBeeindiging=20", "WMO307?redenBeeindiging=02", *CHOSEN, *NIGHTS]),
    max_size=9,
)
ASSIGNED: dict[str, dict[str, Any]] = {
    "whole year": {},
    "open-ended": {"einddatum": None},
    "from today": {"ingangsdatum": "2024-03-01"},
    "over": {"ingangsdatum": "2023-01-01", "einddatum": "2023-06-30"},
    "ends today": {"einddatum": "2024-03-01"},
    "a category": {"product": {"categorie": "02"}, "omvang": None, "budget": 100_000},
    "no product": {"product": None, "omvang": None, "budget": 100_000},
    "still to begin": {"ingangsdatum": "2024-03-05"},
}


def path(nummer: int, what: str) -> str:
    return f"/v1/voorbeelden/{VENLO}/{nummer}/{what}"


async def example(caller: Caller, nummer: int, what: str) -> bytes:
    response = await caller.http.get(path(nummer, what))
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/xml"
    return response.content


async def approved(caller: Caller, nummer: int, what: str) -> Any:
    """Send the example as it is, assert that it is approved, and return it as its receiver reads it."""
    data = await example(caller, nummer, what)
    receipt = await caller.submit(data)
    assert receipt["oordeel"] == "goedgekeurd", await caller.report(receipt["berichtId"])
    return await caller.read_message(receipt["berichtId"])


async def refused(caller: Caller, nummer: int, what: str, status: int, name: str) -> dict[str, Any]:
    return problem(await caller.http.get(path(nummer, what)), status, name)


def test_an_identificatie_holds_no_bsn() -> None:
    drawn = {new_identificatie() for _ in range(100)}
    assert len(drawn) == 100
    assert all(len(each) == 12 and not may_hold_bsn(each) for each in drawn)


async def assigned(venlo: Caller, terms: dict[str, Any] | None = None) -> int:
    """Return the number of a new client's assignment; a term that is None is left out."""
    client = await venlo.register(next(BSNS))
    asked = {name: value for name, value in {**ASSIGNMENT, **(terms or {})}.items() if value is not None}
    response = await venlo.http.post("/v1/toewijzingen", json={**asked, "clientId": client})
    assert response.status_code == 201, response.text
    return int(response.json()["toewijzingNummer"])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(ASSIGNED)), steps=STEPS)
async def test_what_an_example_gives_is_approved(
    api: Api, venlo: Caller, zorg: Caller, kind: str, steps: list[str]
) -> None:
    """After any story there is a start or a stop to report, or the answer says why not."""
    api.clock.now = NOW
    nummer = await assigned(venlo, ASSIGNED[kind])
    for step in steps:
        if step in NIGHTS:
            api.clock.advance(days=NIGHTS[step])
            continue
        response = await zorg.http.get(path(nummer, step))
        if response.status_code == 200:
            receipt = await zorg.submit(response.content)
            assert receipt["oordeel"] == "goedgekeurd", await zorg.report(receipt["berichtId"])
        elif step in CHOSEN and response.status_code == 400:
            assert problem(response, 400, "regels-geschonden")["bevindingen"]
        else:
            assert problem(response, 409)["type"].rpartition(":")[2] in NOTHING_TO_REPORT


async def test_a_story_by_defaults(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    assert "WMO305" in (await refused(zorg, nummer, "WMO307", 409, "geen-start"))["detail"]
    [begun] = (await approved(zorg, nummer, "WMO305")).client.start_producten
    assert (begun.begindatum, begun.product.code) == ("2024-01-01", "02A02")
    assert "2024-01-01" in (await refused(zorg, nummer, "WMO305", 409, "start-loopt-al"))["detail"]
    [paused] = (await approved(zorg, nummer, "WMO307?redenBeeindiging=20&einddatum=2024-02-20")).client.stop_producten
    assert (paused.begindatum, paused.reden_beeindiging, paused.einddatum) == ("2024-01-01", "20", "2024-02-20")
    await refused(zorg, nummer, "WMO307?redenBeeindiging=20", 409, "al-tijdelijk-gestopt")
    [again] = (await approved(zorg, nummer, "WMO305")).client.start_producten
    assert again.begindatum == "2024-02-21"
    [ended] = (await approved(zorg, nummer, "WMO307")).client.stop_producten
    assert (ended.begindatum, ended.reden_beeindiging, ended.einddatum) == ("2024-02-21", "19", "2024-03-01")
    await refused(zorg, nummer, "WMO307", 409, "al-gestopt")


async def test_a_final_stop_follows_one_for_now(venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    await approved(zorg, nummer, "WMO305")
    await approved(zorg, nummer, "WMO307?redenBeeindiging=20&einddatum=2024-02-20")
    [ended] = (await approved(zorg, nummer, "WMO307?einddatum=2024-02-20")).client.stop_producten
    assert (ended.begindatum, ended.reden_beeindiging) == ("2024-01-01", "19")


async def test_what_is_chosen_is_taken_or_refused_by_the_rules(venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    [finding] = (await refused(zorg, nummer, "WMO305?begindatum=2024-03-02", 400, "regels-geschonden"))["bevindingen"]
    assert finding["code"] == "TR134"
    for what in ("WMO305?einddatum=2024-02-01", "WMO305?redenBeeindiging=19", "WMO307?begindatum=2024-02-01"):
        await refused(zorg, nummer, what, 400, "keuze-past-niet")
    assert b"2024-02-03" in await example(zorg, nummer, "WMO305?begindatum=2024-02-03")
    await approved(zorg, nummer, "WMO305")
    await refused(zorg, nummer, "WMO307?einddatum=2023-12-31", 400, "regels-geschonden")
    assert (await refused(zorg, nummer, "WMO307?redenBeeindiging=99", 400, "schema-ongeldig"))["bevindingen"]


async def test_what_was_removed_starts_no_more(venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    await venlo.change(nummer, verwijderd=True)
    await refused(zorg, nummer, "WMO305", 409, "toewijzing-verwijderd")
    await refused(zorg, nummer, "WMO307", 409, "geen-start")


async def test_the_provider_reads_what_it_got_and_not_what_it_refused(venlo: Caller, zorg: Caller) -> None:
    """A version that was refused counts as never sent: the one before it holds, with the client as it was then."""
    nummer = await assigned(venlo)
    [forward] = await zorg.collect()
    await venlo.change(nummer, einddatum="2024-02-10")
    [changed] = await zorg.collect()
    assert (await zorg.submit(refusal_of(changed, "R1")))["oordeel"] == "goedgekeurd"
    assert b"99990001" in await example(venlo, nummer, "WMO305")
    assert (await zorg.submit(refusal_of(forward, "R2")))["oordeel"] == "goedgekeurd"
    await refused(zorg, nummer, "WMO305", 409, "toewijzing-niet-verzonden")


async def test_nothing_is_kept_and_each_has_its_own_identificatie(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    one, two = [await example(zorg, nummer, "WMO305") for _ in range(2)]
    assert one != two
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten") == 1, "the WMO301"
        look = await tx.fetchrow("select * from inzages order by id desc limit 1")
    assert (look["onderwerp"], look["organisatie"]) == (f"{VENLO}/{nummer}", zorg.code)
    assert len(look["clienten"]) == 1


async def test_others_learn_nothing(api: Api, venlo: Caller) -> None:
    nummer = await assigned(venlo)
    for code in (THUIS, VENRAY):
        stranger = await api.caller(code)
        texts = []
        for each in (nummer, nummer + 1):
            found = await refused(stranger, each, "WMO305", 404, "toewijzing-onbekend")
            texts.append(found["detail"].replace(f"toewijzing {each} ", ""))
        assert texts[0] == texts[1]


async def test_an_intermediary_needs_a_mandate_for_both_kinds(api: Api, venlo: Caller) -> None:
    nummer = await assigned(venlo)
    key = await add_account(api.gateway, Organisatie("bureau", "intermediair", "Bureau"))
    async with api.http(key) as http:
        http.headers["Namens"] = ZORG
        bureau = Caller(ZORG, http)
        for kind in ("WMO301", "WMO305"):
            await refused(bureau, nummer, "WMO305", 403, "geen-machtiging")
            await grant_mandate(api.gateway, "bureau", ZORG, [kind], NOW.date(), None)
        await example(bureau, nummer, "WMO305")
        await refused(bureau, nummer, "WMO307", 403, "geen-machtiging")


async def test_of_an_erased_message_none_is_made(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    await zorg.collect()
    api.clock.advance(days=16 * 365)
    assert await erase_expired_content(api.gateway) == {VENLO: 1}
    await refused(zorg, nummer, "WMO305", 410, "bericht-gewist")


async def test_what_no_rule_can_judge_is_not_given(venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    with crashing():
        await refused(zorg, nummer, "WMO305", 400, "regel-niet-te-beoordelen")


async def test_an_assignment_refused_meanwhile_counts_as_never_sent(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = await assigned(venlo)
    caller = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
    issued = await find_issued(api.gateway, caller, VENLO, nummer, "WMO305")
    [forward] = await zorg.collect()
    await zorg.submit(refusal_of(forward, "R1"))
    with pytest.raises(Conflict, match="toewijzing-niet-verzonden"):
        await fill_report(api.gateway, issued, "WMO305", ChosenValues())
