"""Roles for what the application itself may not do in the database: erasing, ending a hold, encrypting anew.

A transaction takes such a role for one statement. A login that may not take it can't do it by any way.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from gateway.store.db.database import Connection

ERASER: Final = "gateway_wissen"
"""May erase what is past its term; the worker's daily round takes it."""
RELEASER: Final = "gateway_vrijgeven"
"""May end a hold, which lets what was held be erased later."""
REWRAPPER: Final = "gateway_herversleutelen"
"""May replace what is encrypted by what is bound to its place; `vault rewrap` takes it."""

_MAY_TAKE: Final = """
    select coalesce(pg_has_role(session_user, to_regrole($1)::oid,
        case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end), false)
"""


class RoleMissing(Exception):
    """The login may not do this in the database; the text says what the owner can do about it."""


@asynccontextmanager
async def acting_as(tx: Connection, role: str) -> AsyncIterator[None]:
    """Run the block, within the caller's transaction, with the rights of this role alone.

    Raises RoleMissing when the login may not take it.
    """
    if not await tx.fetchval(_MAY_TAKE, role):
        raise RoleMissing(
            f"De login van GATEWAY_DATABASE_URL is geen lid van de rol {role}, die hiervoor nodig is. Er is niets "
            f"gewijzigd. Gebruik een login die dat wel is, of geef als eigenaar van de database: grant {role} to "
            "LOGIN. Bestaat de rol niet, voer dan eerst 'gateway db upgrade' uit."
        )
    before = await tx.fetchval("select current_setting('role')")
    await tx.execute(f"set local role {role}")
    yield
    await tx.execute("select set_config('role', $1, true)", before)  # after an error all of it is undone
