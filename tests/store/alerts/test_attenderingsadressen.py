"""Addresses for alerts: listed by organisation until they are withdrawn."""

from datetime import timedelta
from uuid import uuid4

from gateway.store.alerts import attenderingsadressen
from gateway.store.db.database import Database
from gateway.store.parties.push_secrets import create_secret, list_secrets
from tests.support.api.parties import VENLO, VENRAY, enrol


async def test_an_address_is_found_for_its_organisation_until_it_is_withdrawn(db: Database) -> None:
    await enrol(db)
    async with db.transaction() as tx:
        id = await attenderingsadressen.add(tx, VENLO, "https://a.example/", ["zegel.te-laat"], afgeschermd=True)
        other = await attenderingsadressen.add(tx, VENRAY, "https://b.example/", [], afgeschermd=False)
        secret = await create_secret(tx, VENLO, timedelta(0), id)
        assert [each.id for each in await attenderingsadressen.list_addresses(tx, VENLO)] == [id]
        assert [each.id for each in await attenderingsadressen.list_addresses(tx, None)] == [id, other]
        assert await attenderingsadressen.find(tx, VENRAY, id) is None
        assert await attenderingsadressen.find(tx, None, uuid4()) is None
        found = await attenderingsadressen.find(tx, None, id)
        assert found is not None
        assert (found.url, found.soorten, found.afgeschermd) == ("https://a.example/", ["zegel.te-laat"], True)
        assert await list_secrets(tx, VENLO, id) == [secret]
    async with db.transaction() as tx:
        await attenderingsadressen.withdraw(tx, found)
    async with db.reading() as tx:
        assert await attenderingsadressen.find(tx, VENLO, id) is None
        assert await attenderingsadressen.list_addresses(tx, VENLO) == []
        assert await list_secrets(tx, VENLO, id) == []
