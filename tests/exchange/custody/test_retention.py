"""Content is erased when its term is over and nothing stands in the way; and it can still be shown what it was."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from gateway.exchange.custody import retention
from gateway.exchange.custody.retention import WITHOUT_CLIENT, erase_expired_content, hold_client, release_client
from gateway.exchange.custody.seal import VerifiedCount, prove_message, seal_ledger, verify_ledger
from gateway.exchange.delivery.deliveries import retry_delivery
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Gone, NotFound
from gateway.messages.terms import AssignmentTerms
from gateway.standard.findings import Outcome
from gateway.store.care import toewijzingen
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.claims.prestaties import NewClaim, book_claim
from gateway.store.db.booking import Booking
from gateway.store.db.roles import ERASER, acting_as
from gateway.store.ledger import beoordelingen, berichten, gebeurtenissen
from gateway.store.requests import request_view, verzoeken
from tests.store.claims.test_prestaties import JANUARY, a_line
from tests.store.requests.conftest import REFERENCE, new_request
from tests.support.api.application import Clock
from tests.support.api.leaks import readable
from tests.support.api.parties import VENLO, ZORG
from tests.support.store.deliveries import MAKE
from tests.support.store.ledger import book, clients, entry
from tests.support.store.postgres import execute

LONG_AGO = datetime(2005, 3, 1, tzinfo=UTC)
"""More than fifteen years before the day of the clock."""
FINDING = [{"code": "TR134", "level": 3, "severity": "afkeur", "explanation": "waarde 12"}]


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.now(UTC))


async def delivered(gateway: Gateway, **changes: object) -> UUID:
    """Book a message from long ago that its receiver has; return its id."""
    id = await book(gateway.db, **{"vastgelegd_op": LONG_AGO, "bevindingen": FINDING, **changes})
    async with gateway.db.transaction() as tx:
        await tx.execute(MAKE.format(which="bericht_id = $1"), id)
    return id


async def erased(gateway: Gateway, id: UUID) -> bool:
    async with gateway.db.reading() as tx:
        found = await berichten.find(tx, id)
        events = await gebeurtenissen.list_events(tx, VENLO, id)
    assert found is not None
    gone = not found.inhoud
    assert gone == (not found.bevindingen)
    assert gone == any(each["soort"] == "gewist" for each in events)
    async with gateway.db.reading() as tx:
        assert gone == (not await tx.fetch("select from bevindingcodes where bericht_id = $1", id))
    return gone


async def afwijkingen(gateway: Gateway) -> list[str]:
    return [each.text async for each in verify_ledger(gateway, VerifiedCount())]


async def test_what_is_past_its_term_is_erased_once(gateway: Gateway) -> None:
    [client] = await clients(gateway.db)
    old, loose = await delivered(gateway, client_id=client), await delivered(gateway)
    assert await erase_expired_content(gateway, dry_run=True) == {VENLO: 2}
    assert not await erased(gateway, old)
    assert await erase_expired_content(gateway) == {VENLO: 2}
    assert await erased(gateway, old)
    assert await erased(gateway, loose)
    assert await erase_expired_content(gateway) == {}


async def test_a_large_ledger_is_gone_through_in_pages(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention.retention, "_PAGE", 2)
    ids = [await delivered(gateway) for _ in range(3)]
    stays = [await book(gateway.db, vastgelegd_op=LONG_AGO, bevindingen=FINDING) for _ in range(2)]
    ids += [await delivered(gateway) for _ in range(3)]
    assert await erase_expired_content(gateway, dry_run=True) == {VENLO: 6}
    assert await erase_expired_content(gateway) == {VENLO: 6}
    assert all([await erased(gateway, id) for id in ids])
    assert not any([await erased(gateway, id) for id in stays])


async def test_the_term_runs_from_the_last_contact(gateway: Gateway, clock: Clock) -> None:
    [client] = await clients(gateway.db)
    last = clock.now - timedelta(days=14 * 365)
    first, second = (
        await delivered(gateway, client_id=client),
        await delivered(gateway, client_id=client, vastgelegd_op=last),
    )
    assert await erase_expired_content(gateway) == {}
    clock.advance(days=2 * 365)
    assert await erase_expired_content(gateway) == {VENLO: 2}
    assert await erased(gateway, first)
    assert await erased(gateway, second)


async def test_a_claim_that_counts_is_kept_as_messages_about_a_client_are(gateway: Gateway, clock: Clock) -> None:
    [client] = await clients(gateway.db)
    three_years = clock.now - timedelta(days=3 * 365)
    claim = await delivered(
        gateway, richting="in", soort="WMO323", verzender=ZORG, ontvanger=VENLO, vastgelegd_op=three_years
    )
    answer = await delivered(gateway, soort="WMO325", heenbericht_id=claim, vastgelegd_op=three_years)
    relayed = await delivered(gateway, soort="WMO325", vastgelegd_op=three_years)
    async with gateway.db.transaction() as tx:
        kept = await berichten.find(tx, claim)
        assert kept is not None
        booking = Booking()
        lines = [a_line("R1", client_id=client)]
        book_claim(booking, kept, NewClaim(nummer="D", periode=JANUARY[0], ingediend=0, toegekend=0, prestaties=lines))
        await booking.write(tx)
    assert await erase_expired_content(gateway) == {VENLO: 1}
    assert await erased(gateway, relayed)
    clock.advance(days=13 * 365)
    await hold_client(gateway, client, "bezwaar")
    assert await erase_expired_content(gateway, dry_run=True) == {}
    await release_client(gateway, client)
    assert await erase_expired_content(gateway, dry_run=True) == {VENLO: 2}
    assert not await erased(gateway, answer)


async def test_b01_an_assignment_that_ended_on_the_first_day_keeps_nothing(gateway: Gateway) -> None:
    await running(gateway, einddatum=date.min)
    assert await erase_expired_content(gateway) == {VENLO: 1}


async def test_each_kind_has_the_term_that_the_operator_gives_it(gateway: Gateway, clock: Clock) -> None:
    [client] = await clients(gateway.db)
    three_years = clock.now - timedelta(days=3 * 365)
    kept = await delivered(gateway, client_id=client, vastgelegd_op=three_years)
    gone = await delivered(gateway, client_id=client, vastgelegd_op=three_years, soort="WMO308")
    loose = await delivered(gateway, vastgelegd_op=three_years)
    shorter = replace(gateway, retention_months={"WMO308": 24, WITHOUT_CLIENT: 60})
    assert retention.retention_months(shorter)["WMO301"] == 180
    assert await erase_expired_content(shorter) == {VENLO: 1}
    assert [await erased(gateway, each) for each in (kept, gone, loose)] == [False, True, False]
    assert await erase_expired_content(gateway) == {VENLO: 1}
    assert await erased(gateway, loose)


async def waiting(gateway: Gateway) -> UUID:
    return await book(gateway.db, vastgelegd_op=LONG_AGO)


async def given_up(gateway: Gateway) -> UUID:
    id = await book(gateway.db, vastgelegd_op=LONG_AGO)
    async with gateway.db.transaction() as tx:
        await tx.execute("update leveringen set staat = 'opgegeven'")
    return id


async def unread_answer(gateway: Gateway) -> UUID:
    id = await delivered(gateway, oordeel=Outcome.AFGEKEURD)
    await book(gateway.db, vastgelegd_op=LONG_AGO, heenbericht_id=id, uitkomst="afgekeurd")
    return id


async def parked(gateway: Gateway) -> UUID:
    return await delivered(gateway, oordeel=Outcome.GEPARKEERD)


async def held(gateway: Gateway) -> UUID:
    [client] = await clients(gateway.db)
    await hold_client(gateway, client, "bezwaar 12")
    return await delivered(gateway, client_id=client)


def a_version(versie: int = 1, einddatum: date | None = date(2005, 2, 1)) -> AssignmentVersion:
    return AssignmentVersion(
        nummer=1,
        versie=versie,
        toewijzingsdatum=date(2005, 1, 1),
        toewijzingstijd=LONG_AGO.time(),
        terms=AssignmentTerms(
            categorie="02",
            code="02A02",
            ingangsdatum=date(2005, 1, 1),
            einddatum=einddatum,
            commentaar="op dinsdag",
            referentie_aanbieder=REFERENCE,
        ),
    )


async def running(gateway: Gateway, einddatum: date | None = None) -> UUID:
    [client] = await clients(gateway.db)
    async with gateway.db.transaction() as tx:
        await toewijzingen.insert(tx, VENLO, client, ZORG, a_version(einddatum=einddatum), None)
    return await delivered(gateway, client_id=client)


async def young(gateway: Gateway) -> UUID:
    return await delivered(gateway, vastgelegd_op=datetime.now(UTC) - timedelta(days=300))


async def asked(gateway: Gateway) -> UUID:
    """A request that waits for an answer."""
    [client] = await clients(gateway.db)
    return await requested(gateway, client)


async def requested(gateway: Gateway, client: UUID) -> UUID:
    id = await delivered(gateway, soort="WMO315", client_id=client)
    async with gateway.db.transaction() as tx:
        message = await berichten.find(tx, id)
        assert message is not None
        booking = Booking()
        new_request().book(booking, message, client)
        await booking.write(tx)
    return id


async def claimed_for_who_is_held(gateway: Gateway) -> UUID:
    """A claim with a line about a client who is held; the claim itself is about nobody."""
    [client] = await clients(gateway.db)
    id = await delivered(gateway, soort="WMO323")
    async with gateway.db.transaction() as tx:
        message = await berichten.find(tx, id)
        assert message is not None
        booking = Booking()
        lines = [a_line("R1", client_id=client)]
        book_claim(
            booking, message, NewClaim(nummer="D", periode=JANUARY[0], ingediend=0, toegekend=0, prestaties=lines)
        )
        await booking.write(tx)
    await hold_client(gateway, client, "bezwaar 12")
    return id


async def test_a_request_goes_once_it_is_decided(gateway: Gateway) -> None:
    [client] = await clients(gateway.db)
    id = await requested(gateway, client)
    assert await erase_expired_content(gateway) == {}
    async with gateway.db.transaction() as tx:
        await tx.execute("update verzoeken set status = 'afgewezen' where bericht_id = $1", id)
    assert await erase_expired_content(gateway) == {VENLO: 1}
    await seal_ledger(gateway)
    assert [each async for each in verify_ledger(gateway, VerifiedCount())] == []


async def test_what_a_provider_wrote_goes_with_the_message_it_came_in(gateway: Gateway) -> None:
    [client] = await clients(gateway.db)
    message = await requested(gateway, client)
    assigned = await delivered(gateway, soort="WMO301", client_id=client)
    again = await delivered(gateway, soort="WMO301", client_id=client, vastgelegd_op=datetime.now(UTC))
    async with gateway.db.transaction() as tx:
        await tx.execute("update verzoeken set status = 'toegekend'")
        await toewijzingen.insert(tx, VENLO, client, ZORG, a_version(), None)
        await toewijzingen.add_version(tx, VENLO, a_version(2))
        for id, versie in ((assigned, 1), (assigned, 2), (again, 2)):
            await tx.execute(
                "insert into toewijzing_verzendingen (gemeente, bericht_id, nummer, versie) values ($1, $2, 1, $3)",
                VENLO,
                id,
                versie,
            )
        await retention.retention.erase(tx, VENLO, [message, assigned], 180)
    assert await erased(gateway, message)
    async with gateway.db.reading() as tx:
        [found] = await tx.fetch("select * from verzoeken")
        kept = verzoeken.as_request(found)
        assert (kept.referentie, kept.status, found["referentie_zoek"]) == ("", "toegekend", None)
        assert await verzoeken.find_by_reference(tx, VENLO, ZORG, REFERENCE) is None
        sought = request_view.Sought(gemeente=VENLO, aanbieder=ZORG, client_id=client, referenties=("",), sha256=b"")
        assert await request_view.load(tx, [sought]) == [{}]
        texts = await tx.fetch("select commentaar, referentie_aanbieder from toewijzing_versies order by versie")
        assert [[each is None for each in row] for row in texts] == [[True, True], [False, False]]
    assert await requested(gateway, client) != message


REASONS = [waiting, given_up, unread_answer, parked, held, running, young, asked, claimed_for_who_is_held]


@pytest.mark.parametrize("reason", REASONS)
async def test_what_has_to_stay_stays_whatever_is_asked(
    gateway: Gateway, reason: Callable[[Gateway], Awaitable[UUID]]
) -> None:
    id = await reason(gateway)
    assert (
        await erase_expired_content(replace(gateway, retention_months=dict.fromkeys(retention.DEFAULT_RETENTION, 1)))
        == {}
    )
    async with gateway.db.transaction() as tx, acting_as(tx, ERASER):
        assert await tx.fetchval("select wis_inhoud($1, $2::uuid[], 1)", VENLO, [id]) == 0
    async with gateway.db.reading() as tx:
        found = await berichten.find(tx, id)
    assert found is not None
    assert found.inhoud


async def test_a_hold_is_released(gateway: Gateway) -> None:
    [client] = await clients(gateway.db)
    id = await delivered(gateway, client_id=client)
    await hold_client(gateway, client, "bezwaar 12")
    with pytest.raises(Conflict):
        await hold_client(gateway, client, "nog eens")
    assert [(each.client_id, each.reden) for each in await retention.list_holds(gateway)] == [(client, "bezwaar 12")]
    async with gateway.db.reading() as tx:
        async for column, text in readable(tx):
            assert "bezwaar 12" not in text, column
    assert await erase_expired_content(gateway) == {}
    await release_client(gateway, client)
    assert await retention.list_holds(gateway) == []
    assert await erase_expired_content(gateway) == {VENLO: 1}
    assert await erased(gateway, id)
    for act in (release_client(gateway, client), hold_client(gateway, UUID(int=1), "x")):
        with pytest.raises(NotFound):
            await act


async def test_the_seals_know_what_was_erased_and_still_prove_it(gateway: Gateway) -> None:
    content = b"<bericht>oud</bericht>"
    old, judged = await delivered(gateway, inhoud=content), await delivered(gateway, oordeel=Outcome.GEPARKEERD)
    async with gateway.db.transaction() as tx:
        again_judged = entry(id=judged, bevindingen=FINDING, oordeel=Outcome.AFGEKEURD)
        beoordelingen.book_verdict(booking := Booking(), again_judged, "test", LONG_AGO)
        await booking.write(tx)
    await seal_ledger(gateway)
    before = await prove_message(gateway, old)
    assert await erase_expired_content(gateway) == {VENLO: 2}
    assert await afwijkingen(gateway) == []
    await seal_ledger(gateway)
    assert await afwijkingen(gateway) == []
    after = await prove_message(gateway, old)
    assert after == before
    after.check(content=content)


TRICKS = {
    "not by the function": """
        update berichten set inhoud = row(0, '')::geheim, bevindingen = row(0, '[]')::geheim where id = '{young}'
    """,
    "other content": "update berichten set inhoud = row(0, 'x')::geheim where id = '{old}'",
    "other findings": "update berichten set bevindingen = row(0, '[{{}}]')::geheim where id = '{old}'",
    "another key": "update berichten set inhoud.sleutel = 1 where id = '{old}'",
    "another verdict": "update berichten set oordeel = 'afgekeurd' where id = '{old}'",
    "too early": """
        update berichten set inhoud = row(0, '')::geheim, bevindingen = row(0, '[]')::geheim where id = '{young}';
        insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens) select '0983', '{young}', 'gewist', gegevens
        from gebeurtenissen where soort = 'gewist' and bericht_id = '{old}'
    """,
    "dated when its term would be over": """
        insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens, op) select '0983', '{young}', 'gewist',
            jsonb_build_object('termijnMaanden', 12, 'inhoud', encode(sha256((inhoud).inhoud), 'hex'),
                'bevindingen', encode(sha256((bevindingen).inhoud), 'hex'),
                'sleutels', jsonb_build_array((inhoud).sleutel, (bevindingen).sleutel)),
            clock_timestamp() + interval '2 years' from berichten where id = '{young}';
        update berichten set inhoud = row(0, '')::geheim, bevindingen = row(0, '[]')::geheim where id = '{young}'
    """,
}


@pytest.mark.parametrize("trick", TRICKS)
async def test_the_seals_still_find_what_was_changed(gateway: Gateway, dsn: str, trick: str) -> None:
    old, new = await delivered(gateway), await young(gateway)
    await seal_ledger(gateway)
    assert await erase_expired_content(gateway) == {VENLO: 1}
    await seal_ledger(gateway)
    await execute(
        dsn,
        f"alter table berichten disable trigger user; {TRICKS[trick].format(old=old, young=new)};"
        "alter table berichten enable trigger user",
    )
    changed = old if "{old}" in TRICKS[trick].partition("insert")[0] else new
    for _ in range(2):
        assert await afwijkingen(gateway) == [f"berichten {changed} is gewijzigd (zegel 1)"]
        await seal_ledger(gateway)


async def test_even_the_owner_can_only_erase(gateway: Gateway, dsn: str) -> None:
    id = await delivered(gateway)
    for change in ("oordeel = 'afgekeurd'", "inhoud = row(0, 'x')::geheim", "bevindingen = row(0, '[1]')::geheim"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="can only be erased"):
            await execute(dsn, f"set gateway.wissen = 'ja'; update berichten set {change} where id = '{id}'")
    for change in ("delete from berichten", "truncate berichten cascade", "update gebeurtenissen set op = now()"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await execute(dsn, f"set gateway.wissen = 'ja'; {change}")


async def test_what_is_erased_is_not_delivered_again(gateway: Gateway) -> None:
    id = await delivered(gateway)
    await erase_expired_content(gateway)
    with pytest.raises(Gone):
        await retry_delivery(gateway, id)
    async with gateway.db.reading() as tx:
        assert await tx.fetchval("select staat from leveringen where bericht_id = $1", id) == "geleverd"


async def test_refusals_past_their_term_go_by_the_daily_round(gateway: Gateway) -> None:
    async with gateway.db.transaction() as tx:
        await tx.execute(
            "insert into weigeringen (organisatie, id, sha256, omvang, probleem, op)"
            " select $1, gen_random_uuid(), '', 0, '{}', now() - interval '1 day' * n from unnest(array[1, 3000]) n",
            ZORG,
        )
    assert await retention.erase_expired_refusals(gateway, dry_run=True) == {ZORG: 1}
    daily = retention.DailyRetention(gateway)
    await daily()
    assert await retention.erase_expired_refusals(gateway, dry_run=True) == {ZORG: 1}
    await daily()
    assert await retention.erase_expired_refusals(gateway, dry_run=True) == {}
