"""A dry run: the verdict that a message would get now, with nothing stored."""

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.receiving.dry_run import dry_run
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, VENLO, ZORG, start
from tests.support.messages.messages import wmo301
from tests.support.messages.return_messages import answer_with
from tests.support.store.filling import assigned_clients

PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")


async def test_a_start_is_held_against_the_books_and_nothing_is_stored(gateway: Gateway) -> None:
    [(bsn, nummer)] = await assigned_clients(gateway.db, 1)
    good = await dry_run(gateway, PROVIDER, serialise(start(nummer, "S1", bsn=bsn)))
    wrong = await dry_run(gateway, PROVIDER, serialise(start(nummer + 1000, "S1", bsn=bsn)))
    assert (good.oordeel, wrong.oordeel) == (Outcome.GOEDGEKEURD, Outcome.AFGEKEURD)
    assert good.over is not None
    assert good.over[0] == VENLO
    async with gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten where soort <> 'WMO301'") == 0


async def test_a_return_message_is_not_held_against_the_books(gateway: Gateway) -> None:
    report = await dry_run(gateway, PROVIDER, serialise(answer_with(start(1, "S1"))))
    assert (report.oordeel, report.bevindingen) == (Outcome.GOEDGEKEURD, [])


async def test_only_a_party_to_the_message_may_ask(gateway: Gateway) -> None:
    data = serialise(wmo301(afzender=VENLO, ontvanger=ZORG))
    with pytest.raises(Forbidden):
        await dry_run(gateway, Organisatie(THUIS, "aanbieder", "Thuis in de Peel"), data)
    assert (await dry_run(gateway, None, data)).over is not None
