"""Reads of personal data: put on record, and shown to whose clients they were about."""

from uuid import UUID

from gateway.exchange.context import Gateway
from gateway.store import inzages
from gateway.store.inzages import Inzage, Lezing


async def record(gateway: Gateway, lezing: Lezing) -> None:
    """The look is on record, committed."""
    async with gateway.db.reading() as tx:
        await inzages.add(tx, lezing)


async def page(gateway: Gateway, gemeente: str | None, client: UUID, na: int, aantal: int) -> list[Inzage]:
    """At most `aantal` looks at this client of the municipality, oldest first, from after number `na`.

    None stands for every municipality: for the operator.
    """
    async with gateway.db.reading() as tx:
        return await inzages.page(tx, gemeente, client, na, aantal)
