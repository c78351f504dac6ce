"""Secrets for pushes: two while one takes over from the other, and encrypted in the database."""

from datetime import timedelta

from gateway.store.db.database import Connection
from gateway.store.parties.push_secrets import create_secret, list_secrets
from tests.support.api.parties import THUIS, ZORG


async def test_an_earlier_secret_stays_in_use_until_its_end(tx: Connection) -> None:
    first = await create_secret(tx, ZORG, timedelta(hours=1))
    second = await create_secret(tx, ZORG, timedelta(hours=1))
    assert await list_secrets(tx, ZORG) == [second, first]
    assert await list_secrets(tx, THUIS) == []
    await tx.execute("update push_geheimen set vervalt_op = now() where vervalt_op is not null")
    assert await list_secrets(tx, ZORG) == [second]


async def test_a_secret_is_kept_encrypted(tx: Connection) -> None:
    secret = await create_secret(tx, ZORG, timedelta(hours=1))
    [kept] = await tx.fetch("select (geheim).sleutel, (geheim).inhoud from push_geheimen where organisatie = $1", ZORG)
    assert kept["sleutel"] == -1
    assert secret not in kept["inhoud"]
