"""The overview of the gateway: the figures of now, and of each of the last hours."""

from gateway.exchange.delivery.overview import HOURS, load_figures, load_overview
from gateway.exchange.kernel.gateway import Gateway
from tests.support.store.ledger import book


async def test_figures_and_hours_tell_of_the_same_message(gateway: Gateway) -> None:
    await book(gateway.db)
    found = await load_overview(gateway)
    assert [each.size for each in found.figures.queues] == [1]
    assert len(found.hours) == HOURS
    assert sum(each.messages for each in found.hours) == sum(each.waiting for each in found.hours) == 1
    assert (await load_figures(gateway)).queues == found.figures.queues
