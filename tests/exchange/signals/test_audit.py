"""An audit judges a decision by all that was recorded with it."""

import pytest

from gateway.exchange.kernel.refusals import NotFound
from gateway.exchange.signals.audit import audit_municipality
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, ZORG


async def found(api: Api, gemeente: str) -> dict[str, list[str]]:
    """Return the codes of what is found, by client."""
    return {
        str(client.client): [each.code for audited in client.care for each in audited.findings]
        async for page in audit_municipality(api.gateway, gemeente, "noord-limburg")
        for client in page
    }


async def test_each_municipality_is_audited_by_its_own_care(api: Api) -> None:
    venlo = await api.caller(VENLO)
    client = await venlo.register()
    await venlo.assign(client)
    assert list(await found(api, VENLO)) == [client]
    assert await found(api, VENRAY) == {}


async def test_a_provider_has_no_care_to_audit(api: Api) -> None:
    with pytest.raises(NotFound):
        await found(api, ZORG)
