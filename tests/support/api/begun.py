"""A database that is in a situation already: made once in each process that runs tests, and copied for each test."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.e2e.routes import Situation, situation
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, ZORG
from tests.support.store.postgres import Template, create_database, database_of, drop_database, execute


@dataclass(frozen=True, slots=True)
class Origin:
    """A database to copy, and the keys of the parties that are enrolled in it; None when nobody is."""

    template: Template
    keys: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A database to copy, and the situation in it."""

    origin: Origin
    situation: Situation


@contextmanager
def begin(template: Template) -> Iterator[Begun]:
    """Yield a database in that situation, to which nobody is connected. Not for use inside a running event loop."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    try:
        keys, made = asyncio.run(_make(dsn))
        # A copy would be told from where it was made, and issue nothing: see gateway/store/custody/origin.py.
        asyncio.run(execute(dsn, "delete from herkomst"))
        yield Begun(Origin(Template(template.admin_dsn, database_of(dsn)), keys), made)
    finally:
        asyncio.run(drop_database(template.admin_dsn, dsn))


async def _make(dsn: str) -> tuple[dict[str, str], Situation]:
    async with an_api(dsn, Clock()) as api:
        return api.keys, await situation(api, await api.caller(VENLO), await api.caller(ZORG))
