"""A token or certificate stands for one organisation at a time."""

from gateway.store.db.database import Connection
from gateway.store.parties import other_credentials
from tests.support.api.parties import THUIS, ZORG


async def test_a_credential_stands_for_one_organisation_until_it_is_withdrawn(tx: Connection) -> None:
    assert await other_credentials.grant_credential(tx, "oidc", "client-1", ZORG, "ERP")
    assert await other_credentials.grant_credential(tx, "oidc", "client-1", ZORG, "ERP, nieuw")
    assert not await other_credentials.grant_credential(tx, "oidc", "client-1", THUIS, "ERP")
    assert await other_credentials.grant_credential(tx, "certificaat", "client-1", THUIS, "een andere weg")
    [found] = await other_credentials.list_credentials(tx, ZORG)
    assert (found.weg, found.kenmerk, found.organisatie, found.omschrijving) == ("oidc", "client-1", ZORG, "ERP, nieuw")
    owner = await other_credentials.find_owner(tx, "oidc", "client-1")
    assert owner is not None
    assert owner.code == ZORG
    assert not await other_credentials.withdraw_credential(tx, "oidc", "client-1", THUIS)
    assert await other_credentials.withdraw_credential(tx, "oidc", "client-1", ZORG)
    assert await other_credentials.find_owner(tx, "oidc", "client-1") is None
