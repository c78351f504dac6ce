"""A message that was refused counts as never sent (OP286): the same bytes again are judged by the books of now."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import access, accounts
from gateway.exchange.receiving.dry_run import dry_run
from gateway.exchange.receiving.parked import judge_again
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.store.db.database import Database
from gateway.store.db.places import Findable
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import LOCAL_OPERATOR, Organisatie
from tests.e2e.test_other_gateway import answer_to, assignment_of, report_of
from tests.e2e.test_same_moment import at_once
from tests.exchange.receiving.test_parked import FIELDS, ZENDER, assigned, bsn, crashing, fresh, message
from tests.support.api.application import Api
from tests.support.api.batches import packed, received
from tests.support.api.parties import BEESEL, VENLO, VENRAY, ZORG, Caller, enrol, start
from tests.support.api.server import Server
from tests.support.messages.messages import schemas, start_product, xml
from tests.support.messages.return_messages import START, a_finding
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, drop_database

CLIENTS = 16
ROERMOND = "0957"
"""A municipality that no other test of a shared server counts the messages of."""


async def counted(db: Database) -> Counter[str]:
    """Return how many messages there are of each kind."""
    async with db.reading() as tx:
        rows = await tx.fetch("select soort, count(*) from berichten group by soort")
    return Counter({row["soort"]: row["count"] for row in rows})


async def test_s078_a_refused_start_is_approved_once_the_assignment_is_there(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    jo = await venlo.register()
    refusal = await zorg.submit(start(1, "S1"))
    assert refusal["oordeel"] == "afgekeurd"
    before = await counted(api.gateway.db)
    assert await zorg.submit(start(1, "S1")) == refusal, "nothing changed, so nothing happens"
    assert await counted(api.gateway.db) == before
    assert (await venlo.assign(jo))["toewijzingNummer"] == 1
    await venlo.collect()
    accepted = await zorg.submit(start(1, "S1"))
    assert accepted["oordeel"] == "goedgekeurd"
    assert accepted["berichtId"] != refusal["berichtId"]
    assert accepted["retourberichtId"] != refusal["retourberichtId"]
    refused, approved = [await zorg.read_message(each["retourberichtId"]) for each in (refusal, accepted)]
    names = [each.header.identificatie_retour for each in (refused, approved)]
    assert names[0] != names[1]
    assert [each["soort"] for each in await venlo.mailbox()] == ["WMO305"]
    assert await zorg.submit(start(1, "S1")) == accepted
    assert [each["soort"] for each in await venlo.mailbox()] == ["WMO305"]
    assert (await zorg.show(refusal["berichtId"]))["oordeel"] == "afgekeurd", "the ledger keeps what was said then"


async def test_a_start_that_was_too_early_is_approved_on_its_day(api: Api, venlo: Caller, zorg: Caller) -> None:
    """Level 4: Dagtekening in the future."""
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    bericht = start(nummer, "S1", dagtekening="2024-03-02")
    refusal = await zorg.submit(bericht)
    assert await zorg.codes(refusal["berichtId"]) == ["TR135"]
    api.clock.advance(days=1)
    accepted = await zorg.submit(bericht)
    assert (accepted["oordeel"], accepted["ontvangenOp"][:10]) == ("goedgekeurd", "2024-03-02")


async def test_a_message_that_fails_level_2_is_refused_by_its_first_receipt_for_ever(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    refusal = await zorg.submit(start(nummer, "S1", status_aanlevering="2"))
    assert refusal["oordeel"] == "afgekeurd"
    before = await counted(api.gateway.db)
    api.clock.advance(days=3)
    assert await zorg.submit(start(nummer, "S1", status_aanlevering="2")) == refusal
    assert await counted(api.gateway.db) == before


async def test_a_start_of_which_another_took_the_identificatie_stays_refused(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    refusal = await zorg.submit(start(1, "S1"))
    await venlo.assign(jo)
    other = await zorg.submit(start(1, "S1", begindatum="2024-02-02"))
    assert other["oordeel"] == "goedgekeurd"
    assert await zorg.submit(start(1, "S1")) == refusal


async def test_a_message_that_was_kept_out_before_it_was_one_is_taken_once_the_cause_is_gone(
    api: Api, zorg: Caller
) -> None:
    """The schema's refusal is the same every time; that of a municipality that takes no part yet is not."""
    schema = serialise(start(1, "S1")).replace(b"Wmo305:Header>", b"Wmo305:Kop>").replace(b"Header>", b"Kop>")
    assert await zorg.refused(schema) == await zorg.refused(schema)
    assert (await zorg.refused(start(1, "S1", ontvanger=ROERMOND)))["type"].endswith("gemeente-niet-aangesloten")
    async with api.gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie(ROERMOND, "gemeente", "Roermond"))
    assert (await zorg.submit(start(1, "S1", ontvanger=ROERMOND)))["oordeel"] == "afgekeurd"


async def test_while_its_municipality_is_away_a_refused_message_keeps_its_receipt(api: Api, zorg: Caller) -> None:
    refusal = await zorg.submit(start(1, "S1", ontvanger=VENRAY))
    async with api.gateway.db.transaction() as tx:
        await tx.execute("update organisaties set soort = 'beheerder' where code = $1", VENRAY)
    assert await zorg.submit(start(1, "S1", ontvanger=VENRAY)) == refusal


async def test_in_a_zip_each_message_is_judged_anew(venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    zipped = packed(("a.xml", serialise(start(1, "S1"))), ("b.xml", serialise(start(7, "S2"))))
    first = [each["ontvangstbewijs"] for each in await received(zorg, zipped)]
    assert [each["oordeel"] for each in first] == ["afgekeurd"] * 2
    await venlo.assign(jo)
    second = [each["ontvangstbewijs"] for each in await received(zorg, zipped)]
    assert second[0]["oordeel"] == "goedgekeurd"
    assert second[1] == first[1]
    assert [each["ontvangstbewijs"] for each in await received(zorg, zipped)] == second


@pytest.fixture
async def bureau(api: Api) -> AsyncIterator[Caller]:
    """An intermediary that may handle starts and their answers for ZORG."""
    key = await accounts.add_account(api.gateway, Organisatie("bureau", "intermediair", "Bureau"))
    await access.grant_mandate(api.gateway, "bureau", ZORG, ["WMO305", "WMO306"], date(2024, 2, 1), date(2024, 12, 1))
    async with api.http(key) as http:
        http.headers["Namens"] = ZORG
        yield Caller(ZORG, http)


async def test_an_intermediary_brings_again_what_was_refused(venlo: Caller, zorg: Caller, bureau: Caller) -> None:
    jo = await venlo.register()
    refusal = await zorg.submit(start(1, "S1"))
    await venlo.assign(jo)
    accepted = await bureau.submit(start(1, "S1"))
    assert (refusal["oordeel"], accepted["oordeel"]) == ("afgekeurd", "goedgekeurd")
    assert await zorg.submit(start(1, "S1")) == accepted


async def test_a_start_that_another_gateway_refused_is_passed_on_again(api: Api, zorg: Caller) -> None:
    beesel = await api.caller(BEESEL)
    first = await zorg.submit(report_of("S1"))
    assert await zorg.submit(report_of("S1")) == first
    [forward] = await beesel.collect()
    refusal = await beesel.submit(answer_to(forward, "R1", a_finding(START, "9019")))
    second = await zorg.submit(report_of("S1"))
    assert second["berichtId"] != first["berichtId"]
    assert (second["oordeel"], second["retourberichtId"]) == ("goedgekeurd", None)
    [forward] = await beesel.collect()
    accepted = await beesel.submit(answer_to(forward, "R2"))
    assert (await zorg.show(first["berichtId"]))["retourberichtId"] == refusal["berichtId"]
    assert (await zorg.show(second["berichtId"]))["retourberichtId"] == accepted["berichtId"]
    assert await zorg.submit(report_of("S1")) == {**second, "retourberichtId": accepted["berichtId"]}
    assert await beesel.collect() == []


async def test_an_assignment_from_another_gateway_is_judged_anew(api: Api, zorg: Caller) -> None:
    beesel = await api.caller(BEESEL)
    bericht = assignment_of("T1", dagtekening="2024-03-02")
    refusal = await beesel.submit(bericht)
    assert refusal["oordeel"] == "afgekeurd"
    assert await beesel.submit(bericht) == refusal
    assert await zorg.collect() == []
    api.clock.advance(days=1)
    accepted = await beesel.submit(bericht)
    assert (accepted["oordeel"], accepted["retourberichtId"]) == ("goedgekeurd", None)
    assert [each.soort.name for each in await zorg.collect()] == ["WMO301"]
    assert await beesel.submit(bericht) == accepted


async def test_a_parked_message_stays_as_it_is_until_somebody_has_it_judged(gateway: Gateway) -> None:
    number = bsn()
    with crashing():
        parked = await receive(gateway, ZENDER, xml(start(1, "S1", bsn=number)))
    nummer = await assigned(gateway, VENLO, number)
    assert nummer == 1
    assert await receive(gateway, ZENDER, xml(start(1, "S1", bsn=number))) == parked
    accepted = await judge_again(gateway, LOCAL_OPERATOR, parked.id)
    assert accepted.oordeel is Outcome.GOEDGEKEURD
    assert await receive(gateway, ZENDER, xml(start(1, "S1", bsn=number))) == accepted


async def test_a_parked_message_that_was_refused_after_all_is_judged_anew(gateway: Gateway) -> None:
    number = bsn()
    with crashing():
        parked = await receive(gateway, ZENDER, xml(start(1, "S1", bsn=number)))
    refusal = await judge_again(gateway, LOCAL_OPERATOR, parked.id)
    assert (refusal.id, refusal.oordeel) == (parked.id, Outcome.AFGEKEURD)
    assert await receive(gateway, ZENDER, xml(start(1, "S1", bsn=number))) == refusal
    await assigned(gateway, VENLO, number)
    accepted = await receive(gateway, ZENDER, xml(start(1, "S1", bsn=number)))
    assert (accepted.oordeel, accepted.id == refusal.id) == (Outcome.GOEDGEKEURD, False)


async def _next_number(db: Database) -> int:
    """Return the number that the next assignment gets."""
    async with db.reading() as tx:
        taken: int = await tx.fetchval("select nextval('toewijzing_nummers')")
    return taken + 1


async def _refused_first(server: Server, db: Database) -> tuple[str, bytes]:
    """Return the key of ZORG, and a start that was refused and would be approved by now."""
    keys, nummer, number = await enrol(db), await _next_number(db), bsn()
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(ROERMOND, "gemeente", "Roermond"))
    data = serialise(start(nummer, f"N{nummer}", bsn=number, ontvanger=ROERMOND))
    [refusal] = await at_once(server.url, keys[ZORG], [data])
    assert refusal.json()["oordeel"] == "afgekeurd"
    assert await assigned(Gateway(db, schemas()), ROERMOND, number) == nummer
    return keys[ZORG], data


async def test_a_refused_start_brought_again_by_16_clients_is_booked_once(server: Server, server_db: Database) -> None:
    key, data = await _refused_first(server, server_db)
    before = await counted(server_db)
    responses = await at_once(server.url, key, [data] * CLIENTS)
    assert {each.status_code for each in responses} == {202}
    assert len({each.content for each in responses}) == 1
    assert responses[0].json()["oordeel"] == "goedgekeurd"
    assert await counted(server_db) - before == Counter({"WMO305": 1, "WMO306": 1})


async def test_killed_while_a_refused_start_comes_again_it_is_booked_once(template: Template) -> None:
    dsn = await create_database(template.admin_dsn, template.name)
    db = await Database.connect(dsn, vault=vault())
    server = Server(database_url=dsn)
    try:
        server.start()
        key, data = await _refused_first(server, db)
        before = await counted(db)
        sending = [asyncio.create_task(at_once(server.url, key, [data])) for _ in range(CLIENTS)]
        await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
        server.kill()
        ended = await asyncio.gather(*sending, return_exceptions=True)
        told = [each[0].content for each in ended if not isinstance(each, BaseException)]
        server.start()
        [after] = await at_once(server.url, key, [data])
        assert after.json()["oordeel"] == "goedgekeurd"
        assert {*told, after.content} == {after.content}
        assert await counted(db) - before == Counter({"WMO305": 1, "WMO306": 1})
    finally:
        server.stop()
        await db.close()
        await drop_database(template.admin_dsn, dsn)


STEPS = st.lists(
    st.tuples(st.just("send"), st.integers(0, 3))
    | st.tuples(st.just("send while rules crash"), st.integers(0, 3))
    | st.tuples(st.sampled_from(["assign", "judge", "next day"]), st.just(0)),
    min_size=2,
    max_size=10,
)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, products=st.lists(st.builds(start_product, **FIELDS), min_size=4, max_size=4))
async def test_whatever_came_before_a_message_that_stands_is_kept_and_any_other_judged_by_now(
    gateway: Gateway, clock: Any, steps: list[tuple[str, int]], products: list[Any]
) -> None:
    """Two pairs of messages, each pair under one Identificatie; the dry run says what they would get now."""
    number = bsn()
    names = [next(fresh) for _ in range(2)]
    last: dict[bytes, Receipt] = {}
    nummer = await _next_number(gateway.db)
    for what, which in steps:
        if what == "assign":
            if not await _known(gateway, number):
                assert await assigned(gateway, VENLO, number) == nummer
        elif what == "next day":
            clock.advance(days=1)
        elif what == "judge":
            for data, receipt in last.items():
                if receipt.oordeel is Outcome.GEPARKEERD:
                    last[data] = await judge_again(gateway, LOCAL_OPERATOR, receipt.id)
        else:
            data = message(products[which], names[which % 2], VENLO, number, nummer)
            await _sent(gateway, data, last, crash=what != "send")


async def _known(gateway: Gateway, number: str) -> bool:
    async with gateway.db.reading() as tx:
        return bool(
            await tx.fetchval(
                "select exists (select from clienten where bsn_zoek = ($1::zoekbaar).hash)",
                Findable("bsn", VENLO, number),
            )
        )


async def _sent(gateway: Gateway, data: bytes, last: dict[bytes, Receipt], *, crash: bool) -> None:
    """Send these bytes, and hold what became of them against what came of them before and what a dry run says."""
    before, earlier = await counted(gateway.db), last.get(data)
    if crash:
        with crashing():
            would, receipt = Outcome.GEPARKEERD, await receive(gateway, ZENDER, data)
    else:
        tried = await dry_run(gateway, ZENDER, data)
        would = tried.oordeel
        told = [each["berichtId"] for each in tried.bevindingen if each["code"] == "HERHALING"]
        assert told == ([] if earlier is None else [str(earlier.id)])
        receipt = await receive(gateway, ZENDER, data)
    happened = await counted(gateway.db) - before
    stands = earlier is not None and earlier.oordeel is not Outcome.AFGEKEURD
    if earlier is not None and (stands or would is Outcome.AFGEKEURD):
        assert receipt == earlier
        assert not happened
    else:
        assert earlier is None or receipt.id != earlier.id
        assert receipt.oordeel is would
        assert happened == Counter({"WMO305": 1} if would is Outcome.GEPARKEERD else {"WMO305": 1, "WMO306": 1})
    last[data] = receipt
