"""A database with years of messages in it, or with none, for what is measured at volume."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from gateway.exchange.kernel.gateway import Gateway
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.bench.books import ASSIGNMENTS, PROVIDERS, Books
from tests.bench.bulk import fill
from tests.bench.load import request
from tests.bench.rows import starts_to_come
from tests.support.api.parties import ZORG, enrol
from tests.support.store.key_ring import vault


@dataclass(frozen=True, slots=True)
class Ledger:
    """A database, the gateway on it, and the requests that may still be made."""

    dsn: str
    gateway: Gateway
    messages: int
    clients: int
    requests: list[bytes]
    """Each starts the care of another client until all have been, and then begins again with other assignments."""

    def next(self, number: int) -> list[bytes]:
        """Take this many requests off the list."""
        taken = self.requests[:number]
        del self.requests[:number]
        return taken


@asynccontextmanager
async def ledger(dsn: str, schemas: Schemas, messages: int, waiting: int) -> AsyncIterator[Ledger]:
    """Fill this empty database at the newest migration with about this many messages, of `waiting` clients at least."""
    db = await Database.connect(dsn, size=4, vault=vault())
    try:
        keys = await enrol(db)
        async with db.transaction() as tx:
            for code in PROVIDERS:
                await organisaties.save(tx, Organisatie(code, "aanbieder", f"Aanbieder {code}"))
        begin, now = perf_counter(), datetime.now(UTC)
        books = Books.of(messages, waiting, now)
        found = await fill(dsn, vault(), books)
        say(f"{found:,} messages of {books.clients:,} clients in the ledger after {perf_counter() - begin:,.0f} s")
        today = now.astimezone(DUTCH_TIME).date()
        bodies = [each for turn in range(ASSIGNMENTS) for each in starts_to_come(books, turn, today)]
        requests = [request("/v1/berichten", keys[ZORG], each) for each in bodies]
        yield Ledger(dsn, Gateway(db, schemas), found, books.clients, requests)
    finally:
        await db.close()


def say(text: str) -> None:
    """Print how far the bench is."""
    print(f"{datetime.now().astimezone():%H:%M:%S} {text}", file=sys.stderr, flush=True)
