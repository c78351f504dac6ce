"""Errors of the database: what each means, what to do about it, and whether it passes.

One table, by class of SQLSTATE, for the API and the command line alike.
"""

import socket
import ssl
from dataclasses import dataclass
from typing import Final, Literal

import asyncpg

Passes = Literal["away", "again", "no"]
"""away: the database can't be used now; again: the statement may succeed the next time; no: somebody has to act."""


class DatabaseUnavailable(Exception):
    """The database can't be reached, or can't be used as it is; the text says why, without the password."""


@dataclass(frozen=True, slots=True)
class _Fault:
    passes: Passes
    text: str
    """What is wrong and what to do, in Dutch, for the operator."""
    kinds: tuple[type[Exception], ...]


_AGAIN: Final = "Geef de opdracht opnieuw; wat al was vastgelegd, blijft."
_POOLER: Final = (
    "Tussen de gateway en de database staat een pooler die een verbinding per transactie of per opdracht deelt, en zo "
    "werkt de gateway niet. Zet in pgbouncer.ini pool_mode = session, of laat GATEWAY_DATABASE_URL naar de database "
    "zelf wijzen."
)
_UPGRADE: Final = "Voer 'gateway db upgrade' uit met de login van de eigenaar, en kijk daarna met 'gateway db check'."

_FAULTS: Final = (
    _Fault(
        "away",
        "De database kan nu alleen worden gelezen: zij is een standby, of default_transaction_read_only staat aan "
        "(volle schijf?). Laat GATEWAY_DATABASE_URL wijzen naar de server die schrijft, of laat de beheerder van de "
        "database schrijven weer toestaan.",
        (asyncpg.ReadOnlySQLTransactionError,),
    ),
    _Fault(
        "away",
        "De database verbrak de verbinding, omdat die te lang openstond zonder opdracht. Zet idle_session_timeout, "
        f"idle_in_transaction_session_timeout en transaction_timeout op 0. {_AGAIN}",
        (
            asyncpg.IdleInTransactionSessionTimeoutError,
            asyncpg.IdleSessionTimeoutError,
            asyncpg.TransactionTimeoutError,
        ),
    ),
    _Fault(
        "away",
        "De database stopt, start of herstelt zich, of de beheerder ervan verbrak de verbinding. Wacht tot zij draait. "
        f"{_AGAIN}",
        (
            asyncpg.AdminShutdownError,
            asyncpg.CrashShutdownError,
            asyncpg.CannotConnectNowError,
            asyncpg.DatabaseDroppedError,
        ),
    ),
    _Fault(
        "away",
        "De database heeft geen verbinding meer vrij. Verlaag GATEWAY_POOL_SIZE, of verhoog op de server "
        "max_connections of de limiet van de login.",
        (asyncpg.TooManyConnectionsError,),
    ),
    _Fault(
        "away",
        f"De schijf van de database is vol. Maak ruimte op de machine van de database. {_AGAIN}",
        (asyncpg.DiskFullError,),
    ),
    _Fault(
        "away",
        f"De database heeft te weinig geheugen of een andere limiet bereikt. Geef de server meer. {_AGAIN}",
        (asyncpg.InsufficientResourcesError,),
    ),
    _Fault("away", _POOLER, (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)),
    _Fault(
        "again",
        "Het schema van de database is gewijzigd terwijl de gateway liep. Herstart de gateway als dit blijft. "
        f"{_AGAIN}",
        (asyncpg.InvalidCachedStatementError,),
    ),
    _Fault(
        "again",
        "De database brak de opdracht af: zij duurde te lang (statement_timeout, lock_timeout), of iemand brak haar "
        f"af. {_AGAIN} Blijft dit, verhoog dan die grens op de server.",
        (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError),
    ),
    _Fault(
        "again",
        f"De opdracht zat een andere in de weg, en de database brak er een af. {_AGAIN}",
        (asyncpg.DeadlockDetectedError, asyncpg.SerializationError),
    ),
    _Fault(
        "no",
        "De database laat de login niet toe. Controleer login en wachtwoord in GATEWAY_DATABASE_URL, en pg_hba.conf "
        "van de server.",
        (asyncpg.InvalidAuthorizationSpecificationError,),
    ),
    _Fault(
        "no",
        "De database in GATEWAY_DATABASE_URL bestaat niet op die server. Verbeter de naam, of maak haar: "
        "create database NAAM encoding 'UTF8'.",
        (asyncpg.InvalidCatalogNameError,),
    ),
    _Fault(
        "no",
        "De login van GATEWAY_DATABASE_URL mag dit niet in de database. Bijwerken (db upgrade) kan alleen met de login "
        "van de eigenaar; voor al het andere moet de login lid zijn van de rol: grant gateway_app to LOGIN. "
        "Is zij dat al, voer dan als eigenaar 'gateway db upgrade' uit.",
        (asyncpg.InsufficientPrivilegeError,),
    ),
    _Fault(
        "no",
        f"In de database ontbreekt iets dat de gateway nodig heeft. {_UPGRADE}",
        (
            asyncpg.UndefinedTableError,
            asyncpg.UndefinedColumnError,
            asyncpg.UndefinedFunctionError,
            asyncpg.UndefinedObjectError,
            asyncpg.InvalidSchemaNameError,
        ),
    ),
    _Fault(
        "away",
        "De server van de database kan haar bestanden niet lezen of schrijven. Kijk in het logboek van de server en "
        "naar de schijf.",
        (asyncpg.PostgresSystemError,),
    ),
    _Fault(
        "no",
        "De database meldt een interne fout, of beschadigde gegevens. Kijk in het logboek van de server; herstel zo "
        "nodig de back-up.",
        (asyncpg.InternalServerError,),
    ),
    _Fault(
        "away",
        "De verbinding met de database viel weg, of is zo niet te gebruiken. Kijk of zij draait en bereikbaar is, en "
        f"of GATEWAY_DATABASE_URL klopt. {_AGAIN}",
        (
            DatabaseUnavailable,
            asyncpg.PostgresConnectionError,
            asyncpg.InterfaceError,
            asyncpg.InternalClientError,  # also what a connection says whose end came in while it lay idle
            OSError,  # refused, timed out, no socket, no route, no such host
        ),
    ),
)
"""The first that fits counts. An error that isn't here is a mistake of ours, not of the database or its operator."""


def _passing(*passes: Passes) -> tuple[type[Exception], ...]:
    return tuple(kind for fault in _FAULTS if fault.passes in passes for kind in fault.kinds)


UNAVAILABLE: Final = _passing("away")
"""Errors of a statement when the database is away: the transaction may or may not have been committed."""
TRANSIENT: Final = _passing("away", "again")
"""Errors of a statement that may well succeed the next time."""
SPOILED: Final[tuple[type[Exception], ...]] = (
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InvalidSQLStatementNameError,
    asyncpg.DuplicatePreparedStatementError,
    *_FAULTS[1].kinds,
    *_FAULTS[2].kinds,
    asyncpg.PostgresConnectionError,
    asyncpg.InternalClientError,
)
"""Errors after which a connection must not be used again, though it may still be open."""
NO_CONNECTION: Final[tuple[type[Exception], ...]] = (
    OSError,
    ValueError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""Errors of connecting, also to a wrong address."""


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
    return DatabaseUnavailable(_POOLER)


def _said_of_network(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "De machine in GATEWAY_DATABASE_URL is niet te vinden; verbeter haar naam."
    if isinstance(error, ssl.SSLError) or "SSL" in str(error):
        return (
            "De versleutelde verbinding (TLS) kwam niet tot stand. Zet TLS aan op de server en geef haar een geldig "
            "certificaat, of kies in GATEWAY_DATABASE_URL een andere sslmode."
        )
    return "Zij antwoordt niet: kijk of zij draait en bereikbaar is, en of GATEWAY_DATABASE_URL klopt."


def _fault(error: BaseException) -> _Fault | None:
    return next((each for each in _FAULTS if isinstance(error, each.kinds)), None)


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
