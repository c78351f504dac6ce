"""A use case of the command line runs on the database of the settings, in the name of the user."""

import pytest

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.user import COMMAND_LINE, user
from gateway.exchange.kernel.gateway import Gateway


def test_a_use_case_gets_the_gateway_in_the_name_of_the_user(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def work(gateway: Gateway) -> tuple[object, int]:
        async with gateway.db.reading() as tx:
            return gateway.actor, await tx.fetchval("select count(*) from organisaties")

    actor, count = with_gateway(work)
    assert COMMAND_LINE in str(actor)
    assert user() in str(actor)
    assert count == 0
