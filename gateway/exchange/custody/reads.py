"""Read records: who looked at personal data, when and why; for the municipality of the client, and the operator."""

import re
from typing import Final
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.store.custody import inzages
from gateway.store.custody.inzages import ReadAccess, ReadRecord

PURPOSE_PATTERN: Final = r"^[A-Za-zÀ-ÖØ-öø-ÿ ,.()/-]{3,80}$"
"""The form of a purpose: words without figures, so that it can't hold a BSN."""
_ALLOWED: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ ,.()/-]")
_MIN_PURPOSE_CHARS: Final = 3
_MAX_PURPOSE_CHARS: Final = 80


def purpose_fault(doel: str) -> str | None:
    """Return in Dutch why the text is no valid purpose, without repeating a figure; None when it is valid."""
    wrong = next((each for each in doel if _ALLOWED.fullmatch(each) is None), None)
    if wrong is not None:
        named = "een cijfer" if wrong.isdigit() else f"het teken {wrong!r} (U+{ord(wrong):04X})"
        return f"bevat {named}; er kunnen alleen letters, spaties en , . ( ) / - in staan, en geen cijfers"
    if not _MIN_PURPOSE_CHARS <= len(doel) <= _MAX_PURPOSE_CHARS:
        return f"heeft {len(doel)} tekens; het zijn er {_MIN_PURPOSE_CHARS} tot {_MAX_PURPOSE_CHARS}, zonder cijfers"
    return None


async def record_read(gateway: Gateway, access: ReadAccess) -> None:
    """Write the read record and commit it."""
    async with gateway.db.reading() as tx:
        await inzages.record_read(tx, access)


async def list_reads(gateway: Gateway, gemeente: str, client: UUID, na: int, aantal: int) -> list[ReadRecord]:
    """Return at most `aantal` read records of this client of the municipality, oldest first, after number `na`."""
    async with gateway.db.reading() as tx:
        return await inzages.fetch_page(tx, gemeente, client, na, aantal)


async def page_reads(gateway: Gateway, gemeente: str | None, client: UUID, asked: AskedPage) -> Page[ReadRecord]:
    """Return a page of the read records of this client of the municipality, in their order. Raises Invalid.

    `gemeente`: None for every municipality, as the operator may see them.
    """
    where = inzages.where_of(gemeente, client)
    return await load_page(gateway, inzages.READS, where, asked, (gemeente, client), inzages.as_record)


async def find_municipality(gateway: Gateway, client: UUID) -> str | None:
    """Return the code of the client's municipality; None when there is no such client."""
    async with gateway.db.reading() as tx:
        return await inzages.find_municipality(tx, client)
