"""The log of what operators did says what, to which organisation, by whom and with which key."""

from gateway.store.db.database import Connection
from gateway.store.parties.operator_log import Actor, list_actions, record_action
from tests.support.api.parties import THUIS, ZORG

ACTOR = Actor("beheer", "sleutel x")


async def test_actions_are_listed_oldest_first(tx: Connection) -> None:
    await record_action(tx, ZORG, "bevroren", ACTOR, reden="verhuizing")
    await record_action(tx, ZORG, "vrijgegeven", ACTOR)
    frozen, released = await list_actions(tx, ZORG)
    assert (frozen.soort, frozen.door, frozen.ingang) == ("bevroren", "beheer", "sleutel x")
    assert frozen.gegevens == {"reden": "verhuizing"}
    assert released.soort == "vrijgegeven"
    assert await list_actions(tx, THUIS) == []


def test_an_actor_is_shown_with_the_way_in() -> None:
    assert str(ACTOR) == "beheer, sleutel x"
    assert ACTOR.to_json() == {"door": "beheer", "ingang": "sleutel x"}
