"""Reads of personal data: put on record, and shown to whose clients they were about."""

from typing import Final
from uuid import UUID

from gateway.exchange.context import Gateway
from gateway.store import inzages
from gateway.store.inzages import Inzage, Lezing

PURPOSE_FORM: Final = r"^[A-Za-zÀ-ÖØ-öø-ÿ ,.()/-]{3,80}$"
"""What a purpose looks like: words without figures, so that there is no place for a BSN."""


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


async def municipality(gateway: Gateway, client: UUID) -> str | None:
    """Whose client this is; None: there is no such client."""
    async with gateway.db.reading() as tx:
        return await inzages.municipality(tx, client)
