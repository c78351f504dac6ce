"""An operator looks at deliveries and retries them."""

from uuid import uuid4

import pytest

from gateway.exchange.delivery import deliveries
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Gone, Invalid, NotFound
from gateway.standard.channels import DeliveryState
from gateway.store.delivery.leveringen import Delivery
from tests.support.api.parties import THUIS, ZORG
from tests.support.store.deliveries import ADDRESS, lease, settle
from tests.support.store.ledger import book, push_to


async def listed(
    gateway: Gateway, staat: DeliveryState | None, ontvanger: str | None, beyond: int | None = None
) -> list[Delivery]:
    return (await deliveries.page_deliveries(gateway, staat, ontvanger, AskedPage(), beyond)).items


async def test_deliveries_and_receivers_are_listed(gateway: Gateway) -> None:
    await push_to(gateway.db, ADDRESS)
    made = [await book(gateway.db) for _ in range(3)]
    theirs = await book(gateway.db, ontvanger=THUIS)
    for each in await lease(gateway.db):
        await settle(gateway.db, each)
    assert [each.bericht_id for each in await listed(gateway, "opgegeven", ZORG)] == made
    assert [(each.code, each.opgegeven) for each in await deliveries.list_receivers(gateway)] == [(ZORG, 3)]
    assert [each.bericht_id for each in await listed(gateway, "wachtend", None)] == [theirs]
    oldest = [each.volgnummer for each in await listed(gateway, None, None)]
    assert [each.volgnummer for each in await listed(gateway, None, None, oldest[1])] == oldest[2:]
    page = await deliveries.page_deliveries(gateway, None, None, AskedPage(limit=2, newest_first=True))
    assert ([each.volgnummer for each in page.items], page.total) == (oldest[::-1][:2], len(oldest))
    rest = await deliveries.page_deliveries(gateway, None, None, AskedPage(page.next, 50, newest_first=True))
    assert [each.volgnummer for each in rest.items] == oldest[::-1][2:]
    with pytest.raises(Invalid):
        await deliveries.page_deliveries(gateway, "opgegeven", None, AskedPage(page.next, newest_first=True))


async def test_one_tells_its_attempts_and_what_was_done(gateway: Gateway) -> None:
    await push_to(gateway.db, ADDRESS)
    id = await book(gateway.db)
    [leased] = await lease(gateway.db)
    await settle(gateway.db, leased, "503")
    await deliveries.retry_delivery(gateway, id)
    course = await deliveries.find_delivery(gateway, id)
    assert (course.delivery.bericht_id, course.delivery.staat, course.may_retry) == (id, "wachtend", True)
    assert [each["soort"] for each in course.events] == ["afleverpoging", "opnieuw_aangeboden"]
    assert course.events[0]["gegevens"]["uitkomst"] == "503"
    assert not (await deliveries.find_delivery(gateway, await book(gateway.db, inhoud=b""))).may_retry
    with pytest.raises(NotFound):
        await deliveries.find_delivery(gateway, uuid4())


async def test_a_message_that_is_not_there_or_was_erased_can_not_be_retried(gateway: Gateway) -> None:
    with pytest.raises(NotFound):
        await deliveries.retry_delivery(gateway, uuid4())
    id = await book(gateway.db, inhoud=b"")
    with pytest.raises(Gone):
        await deliveries.retry_delivery(gateway, id)
