"""A message that is parked and judged again ends as it would have, had no rule crashed on arrival."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.exchange.assigning import clients, issue
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.receiving.parked import judge_again
from gateway.exchange.receiving.receipt import Receipt
from gateway.exchange.receiving.receive import receive
from gateway.messages.read import read
from gateway.messages.return_message import outcome_of
from gateway.rules import engine
from gateway.rules.engine import Rule, discover
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from gateway.store.db.places import Findable
from gateway.store.ledger import berichten
from gateway.store.parties.organisaties import LOCAL_OPERATOR, Organisatie
from tests.support.api.parties import CLIENT, VENLO, VENRAY, ZORG, start, stop
from tests.support.exchange.assignments import new_assignment
from tests.support.messages.messages import start_product, stop_product, xml

ZENDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
BSNS = (f"{number:08d}" for number in count(99990000))

fresh = map("I{}".format, count())


def bsn() -> str:
    """Return a BSN that no client in these tests has."""
    for digits in BSNS:
        last = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        if last < 10:
            return f"{digits}{last}"
    raise AssertionError


@contextmanager
def crashing() -> Iterator[None]:
    """Let no rule judge anything."""

    def crash(*_seen: object) -> NoReturn:
        raise KeyError

    rules = tuple(Rule(rule.card, crash) for rule in discover() if rule.card.level == 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_order_of_all", lambda message: engine._order(rules, message))
        yield


async def assigned(gateway: Gateway, gemeente: str, number: str) -> int:
    client = await clients.register_client(gateway, gemeente, number, CLIENT)
    assignment = new_assignment(client.id)
    return (await issue.assign_care(gateway, gemeente, assignment)).assignment.nummer


async def ended(gateway: Gateway, receipt: Receipt) -> tuple[Any, ...]:
    """Return what became of a message: verdict, findings, and the codes of its return message."""
    async with gateway.db.reading() as tx:
        entry = await berichten.find(tx, receipt.id)
        answer = await berichten.find_answer(tx, entry.gemeente, entry.id) if entry else None
    assert entry is not None
    assert answer is not None
    assert answer.id == receipt.retourbericht_id
    said = outcome_of(read(parse(answer.inhoud)))  # type: ignore[arg-type]
    codes = [(each["code"], each.get("path")) for each in entry.bevindingen]
    return entry.oordeel, codes, answer.uitkomst, said.codes


async def books(gateway: Gateway, gemeente: str, number: str) -> list[tuple[Any, ...]]:
    """Return the starts and stops of this client that stand, and who is told of what."""
    query = """
        select '{0}', categorie, code, begindatum from {0} t join clienten c on c.gemeente = t.gemeente
        and c.id = t.client_id where t.gemeente = $1 and c.bsn_zoek = ($2::zoekbaar).hash and verwijderd_door is null
        order by 2, 3, 4"""
    delivered = """
        select b.soort, l.ontvanger = $1, count(*) from leveringen l join berichten b on b.gemeente = l.gemeente
        and b.id = l.bericht_id join clienten c on c.gemeente = b.gemeente and c.bsn_zoek = ($2::zoekbaar).hash
        left join beoordelingen j on j.gemeente = b.gemeente and j.bericht_id = b.id where l.gemeente = $1
        and coalesce(j.client_id, b.client_id) = c.id group by 1, 2 order by 1, 2"""
    sought = Findable("bsn", gemeente, number)
    async with gateway.db.reading() as tx:
        rows = [await tx.fetch(query.format(table), gemeente, sought) for table in ("starts", "stops")]
        rows.append(await tx.fetch(delivered, gemeente, sought))
    return [tuple(row) for each in rows for row in each]


FIELDS = {
    "toewijzing_nummer": st.sampled_from(["1", "1", "1", None]),
    "begindatum": st.sampled_from(["2024-02-01", "2024-02-02", "2024-03-02"]),
    "status_aanlevering": st.sampled_from(["1", "1", "3", "2"]),
}
PRODUCTEN = st.builds(start_product, **FIELDS) | st.builds(
    stop_product, **FIELDS, reden_beeindiging=st.sampled_from(["20", "31"])
)


def message(product: Any, identificatie: str, gemeente: str, number: str, nummer: int) -> bytes:
    """Return a message with this one product to this municipality about this client."""
    its_own = replace(product, toewijzing_nummer=product.toewijzing_nummer and str(nummer))
    if isinstance(product, type(start_product())):
        return xml(start(nummer, identificatie, ontvanger=gemeente, bsn=number, start_producten=(its_own,)))
    return xml(stop(nummer, identificatie, ontvanger=gemeente, bsn=number, stop_producten=(its_own,)))


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(story=st.lists(PRODUCTEN, min_size=1, max_size=4))
async def test_parked_messages_judged_in_order_end_as_those_that_were_judged_on_arrival(
    gateway: Gateway, story: list[Any]
) -> None:
    number = bsn()
    names = [next(fresh) for _ in story]
    here, there = [await assigned(gateway, gemeente, number) for gemeente in (VENLO, VENRAY)]
    plain = [
        await receive(gateway, ZENDER, message(product, name, VENLO, number, here))
        for product, name in zip(story, names, strict=True)
    ]
    with crashing():
        parked = [
            await receive(gateway, ZENDER, message(product, name, VENRAY, number, there))
            for product, name in zip(story, names, strict=True)
        ]
    assert {each.oordeel for each in parked} == {Outcome.GEPARKEERD}
    again = [await judge_again(gateway, LOCAL_OPERATOR, each.id) for each in parked]
    for first, second in zip(plain, again, strict=True):
        assert await ended(gateway, second) == await ended(gateway, first)
    assert await books(gateway, VENRAY, number) == await books(gateway, VENLO, number)


async def test_a_provider_does_not_have_its_own_message_judged_again(gateway: Gateway) -> None:
    with crashing():
        parked = await receive(gateway, ZENDER, xml(start(1, "S1")))
    with pytest.raises(Forbidden, match="andere-gemeente"):
        await judge_again(gateway, ZENDER, parked.id)
