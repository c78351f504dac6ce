"""Reads of personal data: put on record, and shown to whose clients they were about."""

import re
from typing import Final
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.custody import inzages
from gateway.store.custody.inzages import Inzage, Lezing

PURPOSE_FORM: Final = r"^[A-Za-zÀ-ÖØ-öø-ÿ ,.()/-]{3,80}$"
"""What a purpose looks like: words without figures, so that there is no place for a BSN."""


_ALLOWED: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ ,.()/-]")
_SHORTEST: Final = 3
_LONGEST: Final = 80


def misfit(doel: str) -> str | None:
    """Return in Dutch why this is no purpose, without repeating a figure; None when it is one."""
    wrong = next((each for each in doel if _ALLOWED.fullmatch(each) is None), None)
    if wrong is not None:
        named = "een cijfer" if wrong.isdigit() else f"het teken {wrong!r} (U+{ord(wrong):04X})"
        return f"bevat {named}; er kunnen alleen letters, spaties en , . ( ) / - in staan, en geen cijfers"
    if not _SHORTEST <= len(doel) <= _LONGEST:
        return f"heeft {len(doel)} tekens; het zijn er {_SHORTEST} tot {_LONGEST}, zonder cijfers"
    return None


async def record(gateway: Gateway, lezing: Lezing) -> None:
    """The look is on record, committed."""
    async with gateway.db.reading() as tx:
        await inzages.add(tx, lezing)


async def page(gateway: Gateway, gemeente: str | None, client: UUID, na: int, aantal: int) -> list[Inzage]:
    """Return at most `aantal` looks at this client of the municipality, oldest first, from after number `na`.

    None stands for every municipality: for the operator.
    """
    async with gateway.db.reading() as tx:
        return await inzages.page(tx, gemeente, client, na, aantal)


async def municipality(gateway: Gateway, client: UUID) -> str | None:
    """Whose client this is; None: there is no such client."""
    async with gateway.db.reading() as tx:
        return await inzages.municipality(tx, client)
