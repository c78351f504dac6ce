"""Which messages a choice of kind, direction and period means; what it finds is in tests/api/routes/lists."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.lists.messages import filter_of, kinds_of, list_messages
from gateway.messages.registry import REGISTRY
from gateway.standard.findings import VISIBLE_TO_PROVIDER, Outcome
from gateway.store.db.booking import Booking
from gateway.store.ledger import beoordelingen
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import BEHEER, THUIS, VENLO, VENRAY, ZORG
from tests.support.store.ledger import book, entry


def test_a_kind_goes_in_one_direction() -> None:
    assert kinds_of(None, None) is None
    assert kinds_of("WMO305", None) == kinds_of("WMO305", "in") == ("WMO305",)
    assert kinds_of("WMO305", "uit") == kinds_of("WMO399", None) == ()
    both = [kinds_of(None, each) or () for each in ("in", "uit")]
    assert sorted([*both[0], *both[1]]) == sorted(REGISTRY)
    assert "WMO301" in both[1]
    assert "WMO302" in both[0]


def test_a_period_is_of_dutch_days_both_inclusive() -> None:
    found = filter_of(soort=None, richting=None, vanaf=date(2024, 3, 31), tot=date(2024, 3, 31))
    assert (found.vanaf, found.tot) == (
        datetime(2024, 3, 30, 23, tzinfo=UTC),
        datetime(2024, 3, 31, 22, tzinfo=UTC),
    ), "the day on which summer time begins has 23 hours"
    open_ended = filter_of(soort=None, richting=None, vanaf=date.min, tot=date.max)
    assert (open_ended.vanaf, open_ended.tot) == (None, None)


async def test_an_intermediary_sees_the_kinds_that_it_may_handle(gateway: Gateway) -> None:
    party = Organisatie(ZORG, "aanbieder", "Zorg", via="bureau", berichtsoorten=frozenset({"WMO305"}))
    everything = filter_of(soort=None, richting=None, vanaf=None, tot=None)
    page = await list_messages(gateway, party, everything, AskedPage())
    assert (page.items, page.next, page.total) == ([], None, 0)
    of_a_client = filter_of(soort=None, richting=None, vanaf=None, tot=None, client=uuid4())
    with pytest.raises(Forbidden):
        await list_messages(gateway, party, of_a_client, AskedPage())


async def test_a_code_of_policy_finds_for_the_municipality_and_for_a_provider_what_it_may_see(gateway: Gateway) -> None:
    hidden = await book(gateway.db, bevindingen=[{"code": "NL-704"}])
    shown = await book(gateway.db, bevindingen=[{"code": "NL-704", VISIBLE_TO_PROVIDER: True}])
    filters = filter_of(soort=None, richting=None, vanaf=None, tot=None, code="NL-704")
    for party, expected in (
        (Organisatie(VENLO, "gemeente", "Venlo"), [hidden, shown]),
        (Organisatie(ZORG, "aanbieder", "Zorg"), [shown]),
        (Organisatie(BEHEER, "beheerder", "Beheer"), [shown]),
        (Organisatie(VENRAY, "gemeente", "Venray"), []),
        (Organisatie(THUIS, "aanbieder", "Thuis"), []),
    ):
        page = await list_messages(gateway, party, filters, AskedPage())
        assert ([each.bericht_id for each in page.items], page.total) == (expected, len(expected)), party


async def test_of_a_message_that_was_judged_again_the_codes_of_the_latest_verdict_count(gateway: Gateway) -> None:
    id = await book(gateway.db, bevindingen=[{"code": "TR019", "crash": "x"}], oordeel=Outcome.GEPARKEERD)
    venlo = Organisatie(VENLO, "gemeente", "Venlo")

    async def found(code: str) -> list[UUID]:
        filters = filter_of(soort=None, richting=None, vanaf=None, tot=None, code=code)
        return [each.bericht_id for each in (await list_messages(gateway, venlo, filters, AskedPage())).items]

    assert await found("TR019") == [id]
    judged = entry(id=id, bevindingen=[{"code": "TR056"}], oordeel=Outcome.AFGEKEURD)
    async with gateway.db.transaction() as tx:
        beoordelingen.book_verdict(booking := Booking(), judged, "test", datetime.now(UTC))
        await booking.write(tx)
    assert (await found("TR019"), await found("TR056")) == ([], [id])
