"""What would give away a person: looked for in everything that the gateway says to others than those it may tell."""

import re
from collections.abc import AsyncIterator
from typing import Final

from gateway.store.database import Connection
from tests.support.berichten import VOLLEDIGE_NAAM

NAAM: Final = VOLLEDIGE_NAAM.geslachtsnaam.achternaam
# All BSNs of the tests begin with 9999; in a UUID, a hash or a figure nine digits are no BSN.
_BSN: Final = r"(?<![0-9A-Za-z.])9999[0-9]{5}(?![0-9A-Za-z])"
# That a message ends within <Client> may be said; what it says there may not.
_XML: Final = r"<\?xml|xmlns[:=]|</?wmo3[0-9]{2}:"
_VERRAAD: Final = re.compile(f"{_BSN}|{_XML}|{re.escape(NAAM)}")


def verraad(text: str) -> list[str]:
    """Each BSN, name and piece of a message in this text, with what stands around it."""
    return [text[max(0, each.start() - 60) : each.end() + 20] for each in _VERRAAD.finditer(text)]


async def readable(tx: Connection) -> AsyncIterator[tuple[str, str]]:
    """What can be read of the database without keys: by column all its values as text, bytes as what they spell."""
    columns = await tx.fetch(
        "select table_name, column_name from information_schema.columns where table_schema = 'public'"
    )
    assert len(columns) > 50
    for table, column in columns:
        texts = await tx.fetch(f'select "{column}"::text as t from "{table}" where "{column}" is not null')
        yield f"{table}.{column}", "\n".join(_spelled(row["t"]) for row in texts)


def _spelled(text: str) -> str:
    """The text with every row of bytes in it as the letters that they may be."""
    return re.sub(
        r"\\+x((?:[0-9a-f]{2})+)", lambda found: bytes.fromhex(found[1]).decode("utf-8", "backslashreplace"), text
    )
