"""What would give away a person: looked for in everything that the gateway says to others than those it may tell."""

import re
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any, Final

import asyncpg
import pytest

from gateway.standard.identifiers import bsn_valid
from gateway.store.db.database import Connection
from tests.support.messages.messages import FULL_NAME

NAME: Final = FULL_NAME.geslachtsnaam.achternaam
# All BSNs of the tests begin with 9999; in a hash or a figure nine digits are no BSN.
_BSN: Final = r"(?<![0-9A-Za-z.])9999[0-9]{5}(?![0-9A-Za-z])"
# That a message ends within <Client> may be said; what it says there may not.
_XML: Final = r"<\?xml|xmlns[:=]|</?wmo3[0-9]{2}:"
_LEAK: Final = re.compile(f"{_BSN}|{_XML}|{re.escape(NAME)}")
_DRAWN: Final = re.compile(
    r"(?=[0-9-]*[a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{24,}", re.IGNORECASE
)
"""UUIDs, hashes and names of requests: drawn by chance, and so now and then with a BSN in them."""
_HIDDEN: Final = re.compile(r"(?=(9999[0-9]{5}))")


def leaks_in(text: str) -> list[str]:
    """Return each BSN, name and piece of a message in this text, with what stands around it."""
    return [text[max(0, each.start() - 60) : each.end() + 20] for each in _LEAK.finditer(text)] + hidden_bsns(text)


def hidden_bsns(text: str) -> list[str]:
    """Return each BSN of the tests in this text, also as a part of something longer, with what stands around it."""
    drawn = _DRAWN.sub("…", text)
    found = (
        each for each in _HIDDEN.finditer(drawn) if bsn_valid(each[1]) and drawn[each.start() - 1 : each.start()] != "."
    )
    return [drawn[max(0, each.start() - 60) : each.start() + 30] for each in found]


async def readable(tx: Connection) -> AsyncIterator[tuple[str, str]]:
    """Yield what can be read without keys: by column all its values as text, bytes as what they spell."""
    columns = await tx.fetch(
        "select table_name, column_name from information_schema.columns where table_schema = 'public'"
    )
    assert len(columns) > 50
    for table, column in columns:
        texts = await tx.fetch(f'select "{column}"::text as t from "{table}" where "{column}" is not null')
        yield f"{table}.{column}", "\n".join(_spelled(row["t"]) for row in texts)


async def found_in(dsn: str) -> list[str]:
    """Return each BSN and name that somebody finds in this database who has no keys, with the table it is in."""
    connection = await asyncpg.connect(dsn)
    try:
        tables = await connection.fetch(_TABLES)
        assert len(tables) > 20, tables
        # To open a table costs more than to read it, and nearly all are empty.
        filled = [row["relname"] for row in tables if row["filled"]]
        if not filled:
            return []
        whole = " union all ".join(f"select '{table}', r::text from \"{table}\" r" for table in filled)
        return [f"{table}: {told}" for table, row in await connection.fetch(whole) for told in _told(_spelled(row))]
    finally:
        await connection.close()


_TABLES: Final = """
    select c.relname, c.relkind = 'p' or pg_relation_size(c.oid) > 0 as filled from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
"""


def _told(text: str) -> Iterator[str]:
    yield from hidden_bsns(text)
    if NAME in text:
        yield text[max(0, text.index(NAME) - 60) :][:140]


def _spelled(text: str) -> str:
    """Return the text with every row of bytes in it as the letters that they may be."""
    return re.sub(
        r"\\+x((?:[0-9a-f]{2})+)", lambda found: bytes.fromhex(found[1]).decode("utf-8", "backslashreplace"), text
    )


def judged_by_what_it_said() -> Generator[None, Any, pytest.TestReport]:
    """Fail the test, from within the hook, when what was printed or logged gives somebody away."""
    report: pytest.TestReport = yield
    told = [each for _, text in report.sections for each in leaks_in(text)]
    if told and report.passed:
        report.outcome = "failed"
        report.longrepr = "What was printed or logged gives somebody away:\n" + "\n".join(told)
    return report
