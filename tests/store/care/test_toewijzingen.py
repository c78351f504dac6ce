"""An assignment keeps all its versions."""

from dataclasses import replace

from gateway.store.care import toewijzingen
from gateway.store.db.database import Connection
from tests.support.api.parties import VENLO
from tests.support.store.assigned import assign


async def test_the_last_version_holds(tx: Connection) -> None:
    _, first = await assign(tx)
    overrule = {"consulent": "C", "reden": "r", "bevindingen": []}
    second = replace(first, versie=2, reden_wijziging="07", overrule=overrule)
    await toewijzingen.add_version(tx, VENLO, second, ("key-2", b"hash-2"))
    found = await toewijzingen.find(tx, VENLO, first.nummer)
    assert found is not None
    assert found.versions == (first, second)
    assert found.current == second
    assert await toewijzingen.find(tx, VENLO, first.nummer + 1) is None


async def test_a_request_is_recognised_by_its_key(tx: Connection) -> None:
    _, first = await assign(tx)
    await toewijzingen.add_version(tx, VENLO, replace(first, versie=2), ("key-2", b"hash-2"))
    assert await toewijzingen.find_request(tx, VENLO, "key-1") == (first.nummer, b"hash-1")
    assert await toewijzingen.find_request(tx, VENLO, "key-2") is None
    assert await toewijzingen.find_change_request(tx, VENLO, first.nummer, "key-2") == b"hash-2"
    assert await toewijzingen.find_change_request(tx, VENLO, first.nummer, "key-1") is None


async def test_every_override_of_an_assignment_is_found(tx: Connection) -> None:
    _, first = await assign(tx)
    overrule = {"consulent": "C", "reden": "r", "bevindingen": []}
    await toewijzingen.add_version(tx, VENLO, replace(first, versie=2, overrule=overrule))
    await toewijzingen.add_version(tx, VENLO, replace(first, versie=3))
    assert await toewijzingen.list_overrides(tx, VENLO, [first.nummer, first.nummer + 1]) == [(first.nummer, overrule)]
    assert await toewijzingen.list_overrides(tx, "0984", [first.nummer]) == []
