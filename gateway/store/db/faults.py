"""Errors of the database in words for the operator: what is wrong, and what to do about it."""

import socket
import ssl

import asyncpg

from gateway.store.db.fault_table import FAULTS, NO_CONNECTION, POOLER, DatabaseUnavailable, Fault


def explain(error: BaseException) -> str | None:
    """Return a Dutch line on what this error of the database means and what to do; None for an unforeseen error.

    An error of SQLAlchemy is taken for the one that it wraps. The line repeats only those words of the server that
    can't hold personal data.
    """
    cause = _unwrapped(error)
    if isinstance(cause, DatabaseUnavailable):
        return str(cause)
    if not isinstance(cause, asyncpg.PostgresError | asyncpg.InterfaceError | asyncpg.InternalClientError):
        return None
    if isinstance(cause, ValueError):  # an argument of ours that doesn't fit its type
        return None
    fault = _fault(cause)
    return None if fault is None else f"{fault.text} ({_named(cause)})"


def as_unavailable(error: BaseException) -> DatabaseUnavailable:
    """Return the exception to raise for this error of connecting; it says what is wrong, with the address or server."""
    if isinstance(error, DatabaseUnavailable):
        return error
    if isinstance(error, ValueError):  # its words may hold a piece of the password
        return DatabaseUnavailable(
            "GATEWAY_DATABASE_URL is geen adres van een PostgreSQL-database. Nodig is "
            "postgresql://login:wachtwoord@machine:5432/naam, met vreemde tekens in het wachtwoord als %XX; of laat de "
            "instelling weg om de eigen database te gebruiken."
        )
    if isinstance(error, asyncpg.ProtocolViolationError) and "startup parameter" in _words(error):
        return DatabaseUnavailable(
            f"De pooler voor de database weigert een instelling uit GATEWAY_DATABASE_URL ({_words(error)}). Haal haar "
            "uit het adres, of noem haar in pgbouncer.ini bij ignore_startup_parameters."
        )
    if isinstance(error, OSError):
        said = _said_of_network(error)
    else:
        fault = _fault(error)
        said = fault.text if fault else "De database weigert de verbinding."
    return DatabaseUnavailable(
        f"De database is niet te gebruiken ({_named(error)}). {said} "
        "Zonder GATEWAY_DATABASE_URL gebruikt de gateway de eigen database."
    )


def shared_by_pooler() -> DatabaseUnavailable:
    """Return the exception to raise when a pooler gives a connection to others between transactions."""
    return DatabaseUnavailable(POOLER)


def _said_of_network(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "De machine in GATEWAY_DATABASE_URL is niet te vinden; verbeter haar naam."
    if isinstance(error, ssl.SSLError) or "SSL" in str(error):
        return (
            "De versleutelde verbinding (TLS) kwam niet tot stand. Zet TLS aan op de server en geef haar een geldig "
            "certificaat, of kies in GATEWAY_DATABASE_URL een andere sslmode."
        )
    return "Zij antwoordt niet: kijk of zij draait en bereikbaar is, en of GATEWAY_DATABASE_URL klopt."


def _fault(error: BaseException) -> Fault | None:
    return next((each for each in FAULTS if isinstance(error, each.kinds)), None)


def _unwrapped(error: BaseException) -> BaseException:
    """Return the error of asyncpg inside those of SQLAlchemy, or this one."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, (*NO_CONNECTION, DatabaseUnavailable)):
            return inner
        inner = getattr(inner, "orig", None) or (inner.__cause__ if _of_sqlalchemy(inner) else None)
    return error


def _of_sqlalchemy(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] == "sqlalchemy"


def _named(error: BaseException) -> str:
    """Return the kind of the error and its first line, where that can only name things of the database."""
    state = getattr(error, "sqlstate", None)
    kind = type(error).__name__ + (f", SQLSTATE {state}" if state else "")
    return f"{kind}: {words}" if (words := _words(error)) else kind


def _words(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "")
