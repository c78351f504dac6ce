"""The watch sees what was refused, given up, or found on a report that stands, and no longer when that is made good."""

from datetime import date
from uuid import UUID

from gateway.policy.watch_file import ReportedDays
from gateway.store.care import message_view
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, ZORG, Caller, refusal_of, start
from tests.support.policy.chosen import choose_policy, request_for
from tests.support.store.deliveries import MAKE
from tests.support.store.postgres import execute


async def test_a_refused_message_counts_until_the_assignment_is_told_anew(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    jo = UUID(await venlo.register())
    nummer = (await venlo.assign(str(jo)))["toewijzingNummer"]
    async with api.gateway.db.reading() as tx:
        assert await message_view.load_refused(tx, VENLO, [jo]) == {}
    [forward] = await zorg.collect()
    await zorg.submit(refusal_of(forward, "R1"))
    async with api.gateway.db.reading() as tx:
        [refused] = (await message_view.load_refused(tx, VENLO, [jo]))[jo]
        assert await message_view.load_refused(tx, VENRAY, [jo]) == {}
    assert (refused.soort, refused.aanbieder, refused.toewijzingen) == ("WMO301", ZORG, (nummer,))
    await venlo.change(nummer, einddatum="2024-11-30")
    async with api.gateway.db.reading() as tx:
        assert await message_view.load_refused(tx, VENLO, [jo]) == {}


async def test_a_delivery_that_was_given_up_counts_until_it_is_delivered(api: Api, venlo: Caller, dsn: str) -> None:
    jo = UUID(await venlo.register())
    message = (await venlo.assign(str(jo)))["berichtId"]
    await execute(dsn, "update leveringen set staat = 'opgegeven'")
    async with api.gateway.db.reading() as tx:
        [given_up] = (await message_view.load_given_up(tx, VENLO, [jo], without_client=False))[jo]
    assert (given_up.bericht, given_up.aanbieder) == (message, ZORG)
    await execute(dsn, MAKE.format(which="true"))
    async with api.gateway.db.reading() as tx:
        assert await message_view.load_given_up(tx, VENLO, [jo], without_client=False) == {}


async def test_findings_count_while_the_report_stands(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = UUID(await venlo.register())
    nummer = (await venlo.assign(str(jo)))["toewijzingNummer"]
    api.clock.advance(days=30)
    reported = {"begindatum": "2024-01-15", "dagtekening": api.gateway.today().isoformat()}
    late = await zorg.submit(start(nummer, "S1", **reported))
    assert await venlo.codes(late["berichtId"]) == ["OP271"]
    async with api.gateway.db.reading() as tx:
        [found] = (await message_view.load_findings(tx, VENLO, [jo]))[jo]
    assert (found.code, found.bericht, found.aanbieder) == ("OP271", late["berichtId"], ZORG)
    await zorg.submit(start(nummer, "S2", **reported, status_aanlevering="3"))
    async with api.gateway.db.reading() as tx:
        assert (await message_view.load_findings(tx, VENLO, [jo])).get(jo, []) == []


async def test_a_finding_of_policy_names_the_report_and_the_assignments(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = UUID(await venlo.register())
    one, other = [
        (await venlo.assign(**request_for(str(jo), code, "2024-01-01", "2024-12-31")))["toewijzingNummer"]
        for code in ("02A02", "10B02")
    ]
    await choose_policy(api.gateway)
    await zorg.submit(start(one, "S1", begindatum="2024-01-08"))
    async with api.gateway.db.reading() as tx:
        found = {each.code: each for each in (await message_view.load_findings(tx, VENLO, [jo]))[jo]}
    stacked = found["NL-706"]
    assert (stacked.toewijzing, stacked.others, stacked.number) == (one, {other}, 1)
    assert stacked.days == (("2024-01-08", "2024-12-31"),)
    assert stacked.reported == ReportedDays(begindatum=date(2024, 1, 8))
