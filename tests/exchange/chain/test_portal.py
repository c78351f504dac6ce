"""A file from a portal: who may bring it, and what is on record of what was refused."""

import pytest

from gateway.exchange.chain.portal import take_file
from gateway.exchange.kernel.refusals import Forbidden, Invalid, NotFound, Refusal
from gateway.exchange.kernel.unforeseen import Unforeseen
from gateway.exchange.receiving.receipt import Receipt
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.store.db.database import DatabaseUnavailable
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller, start
from tests.support.exchange.chain import GGK, a_chain


async def taken(api: Api, data: bytes, code: str = GGK) -> list[Receipt | Refusal]:
    return [each.outcome async for each in take_file(api.gateway, code, "van het portaal.xml", data)]


async def test_the_same_file_again_gives_the_first_receipt(api: Api, venlo: Caller) -> None:
    async with a_chain(api):
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        [first] = await taken(api, serialise(start(number, "S1")))
        assert isinstance(first, Receipt)
        assert first.oordeel is Outcome.GOEDGEKEURD
        assert await taken(api, serialise(start(number, "S1"))) == [first]


async def test_what_is_refused_is_on_record_under_the_portal(api: Api) -> None:
    async with a_chain(api):
        foreign = serialise(start(1, "S1")).replace(ZORG.encode(), THUIS.encode())
        outcomes = [*await taken(api, foreign), *await taken(api, b"\xff\xd8\xff\xe0 een foto")]
        assert [type(each) for each in outcomes] == [Forbidden, Invalid]
        async with api.gateway.db.reading() as tx:
            rows = await tx.fetch("select organisatie from weigeringen")
        assert [row["organisatie"] for row in rows] == [GGK, GGK]


@pytest.mark.parametrize(("code", "kind"), [(VENLO, Invalid), ("onbekend", NotFound)])
async def test_only_an_intermediary_brings_files(api: Api, code: str, kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        await taken(api, serialise(start(1, "S1")), code)


async def test_a_fault_of_our_own_keeps_no_other_file_out_and_a_database_that_is_away_does(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> Receipt:
        raise errors.pop()

    monkeypatch.setattr("gateway.exchange.chain.portal.receive_document", fail)
    errors: list[Exception] = [DatabaseUnavailable("weg"), KeyError("fout")]
    async with a_chain(api):
        [outcome] = await taken(api, serialise(start(1, "S1")))
        assert isinstance(outcome, Unforeseen)
        with pytest.raises(DatabaseUnavailable):
            await taken(api, serialise(start(1, "S1")))
