"""A rule that crashes neither approves nor refuses: the message waits for a person, in sight."""

from typing import Any, NoReturn

import pytest

from gateway.rules import engine
from gateway.rules.card import Card
from gateway.rules.engine import Rule
from tests.support.api import Api
from tests.support.partijen import BEHEER, Partij, start


def _crash(*_seen: Any) -> NoReturn:
    raise KeyError("999900006 is what this rule tripped over")


@pytest.fixture(params=[2, 3, 4])
def crashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more rule among those of the gateway, which can't judge any 305."""
    card = Card(
        code="TR999",
        retourcode="9999",
        level=request.param,
        messages=frozenset({"WMO305"}),
        element="Header",
        source="test",
        statement="Niets.",
        remedy="Niets.",
    )
    rules = (*engine.discover(), Rule(card, _crash))
    monkeypatch.setattr(engine, "_all_by_level", lambda message: engine._by_level(rules, message))


@pytest.mark.usefixtures("crashing")
async def test_a_message_that_a_rule_could_not_judge_waits_for_a_person(api: Api, venlo: Partij, zorg: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    await zorg.haal_op()
    message = start(nummer, "S1")
    receipt = await zorg.bied_aan(message)
    assert (receipt["oordeel"], receipt["retourberichtId"]) == ("geparkeerd", None)
    assert await zorg.bied_aan(message) == receipt
    assert await zorg.postvak() == []
    assert await venlo.postvak() == []

    for partij in (zorg, venlo, await api.als(BEHEER)):
        assert (await partij.toon(receipt["id"]))["oordeel"] == "geparkeerd"
        [bevinding] = (await partij.rapport(receipt["id"]))["bevindingen"]
        assert (bevinding["code"], bevinding["crash"]) == ("TR999", "KeyError")
        assert "goed- noch afgekeurd" in bevinding["text"]
        assert "999900006" not in str(bevinding)
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from starts") == 0


@pytest.mark.usefixtures("crashing")
async def test_an_assignment_goes_out_though_a_rule_for_another_message_crashes(venlo: Partij) -> None:
    assert (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"] == 1


async def test_a_date_our_books_cannot_hold_parks_the_message(venlo: Partij, zorg: Partij) -> None:
    receipt = await zorg.bied_aan(start(1, "S1", toewijzing_nummer=None, toewijzing_ingangsdatum="12024-02-01"))
    assert receipt["oordeel"] == "geparkeerd"
    assert await zorg.postvak() == []
    assert await venlo.postvak() == []
