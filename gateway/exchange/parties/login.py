"""Logging in to the console, and the session that follows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.parties.passwords import MAX_PASSWORD_CHARS, is_password, step_of_code
from gateway.exchange.parties.people import LOGIN_NAME
from gateway.store.parties import personen, sessies
from gateway.store.parties.personen import Attempt
from gateway.store.parties.sessies import Session

MAX_FAILURES_IN_A_ROW: Final = 5
PAUSE_AFTER_FAILURES: Final = timedelta(minutes=15)
"""From the last failure; then `MAX_FAILURES_IN_A_ROW` more may be tried."""


@dataclass(frozen=True, slots=True)
class Given:
    """A name and secrets, as somebody fills them in to log in."""

    inlognaam: str
    wachtwoord: str
    code: str


async def log_in(gateway: Gateway, given: Given, lasts: timedelta) -> str:
    """Begin a session, and return its token.

    Raises Forbidden, with the same words whether the name, the password or the code is wrong, or the name has failed
    too often: a stranger doesn't learn which names there are.
    """
    attempt = await attempt_by_password(gateway, given.inlognaam, given.wachtwoord)
    if attempt is None:
        raise _wrong()
    return await _begin(gateway, attempt, given.code, lasts)


async def attempt_by_password(gateway: Gateway, inlognaam: str, wachtwoord: str) -> Attempt | None:
    """Return the attempt of somebody who knows the password; None for a wrong one, and after too many of those.

    It counts as failed until the person's row says otherwise.
    """
    attempt = await _attempt(gateway, inlognaam)
    hashed = None if attempt is None else attempt.wachtwoord
    password_is_right = await is_password(hashed, wachtwoord[:MAX_PASSWORD_CHARS])
    return attempt if password_is_right else None


async def _attempt(gateway: Gateway, inlognaam: str) -> Attempt | None:
    if LOGIN_NAME.fullmatch(inlognaam) is None:
        return None
    async with gateway.db.transaction() as tx:
        return await personen.begin_attempt(tx, inlognaam, gateway.now(), MAX_FAILURES_IN_A_ROW, PAUSE_AFTER_FAILURES)


async def _begin(gateway: Gateway, attempt: Attempt, code: str, lasts: timedelta) -> str:
    step = None
    if attempt.totp is not None and (step := step_of_code(attempt.totp, code, gateway.now())) is None:
        raise _wrong()
    async with gateway.db.transaction() as tx:
        if not await personen.succeed(tx, attempt.person, gateway.now(), step):
            raise _wrong()
        await sessies.clear_ended(tx, gateway.now())
        return await sessies.begin(tx, attempt.person, gateway.now(), lasts)


async def find_session(gateway: Gateway, token: str, idle: timedelta) -> Session | None:
    """Return the session, and note that it was used; None when it ended or lay idle for `idle`."""
    async with gateway.db.reading() as tx:
        return await sessies.find(tx, token, gateway.now(), idle)


async def set_purpose(gateway: Gateway, token: str, doel: str) -> None:
    """Set why the person of this session looks at personal data, in words without a BSN; "": each page by its own."""
    async with gateway.db.transaction() as tx:
        await sessies.set_purpose(tx, token, doel or None)


async def log_out(gateway: Gateway, token: str) -> None:
    """End the session."""
    async with gateway.db.transaction() as tx:
        await sessies.end(tx, token)


def _wrong() -> Forbidden:
    return Forbidden(
        "inloggen-mislukt",
        "De inlognaam, het wachtwoord of de code klopt niet. Een code geldt een halve minuut, en maar één keer. Ging "
        f"het {MAX_FAILURES_IN_A_ROW} keer achter elkaar mis, wacht dan een kwartier of vraag de beheerder om een "
        "nieuw wachtwoord.",
    )
