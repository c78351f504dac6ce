"""Errors of the database, by class of SQLSTATE: what each means, what to do about it, and whether it passes.

One table, for the API and the command line alike; `faults` puts it into words.
"""

from dataclasses import dataclass
from typing import Final, Literal

import asyncpg

Passes = Literal["away", "again", "no"]
"""away: the database can't be used now; again: the statement may succeed the next time; no: somebody has to act."""


class DatabaseUnavailable(Exception):
    """The database can't be reached, or can't be used as it is; the text says why, without the password."""


class PoolExhausted(DatabaseUnavailable):
    """All connections of the pool are in use, and none came free in time."""


@dataclass(frozen=True, slots=True)
class Fault:
    passes: Passes
    text: str
    """What is wrong and what to do, in Dutch, for the operator."""
    kinds: tuple[type[Exception], ...]


_AGAIN: Final = "Geef de opdracht opnieuw; wat al was vastgelegd, blijft."
POOLER: Final = (
    "Tussen de gateway en de database staat een pooler die een verbinding per transactie of per opdracht deelt, en zo "
    "werkt de gateway niet. Zet in pgbouncer.ini pool_mode = session, of laat GATEWAY_DATABASE_URL naar de database "
    "zelf wijzen."
)
_UPGRADE: Final = "Voer 'gateway db upgrade' uit met de login van de eigenaar, en kijk daarna met 'gateway db check'."

FAULTS: Final = (
    Fault(
        "away",
        "De database kan nu alleen worden gelezen: zij is een standby, of default_transaction_read_only staat aan "
        "(volle schijf?). Laat GATEWAY_DATABASE_URL wijzen naar de server die schrijft, of laat de beheerder van de "
        "database schrijven weer toestaan.",
        (asyncpg.ReadOnlySQLTransactionError,),
    ),
    Fault(
        "away",
        "De database verbrak de verbinding, omdat die te lang openstond zonder opdracht: de gateway stond even stil, "
        "of een pooler heeft zo'n grens. Zet daar idle_session_timeout, idle_in_transaction_session_timeout en "
        f"transaction_timeout op 0, of verhoog GATEWAY_IDLE_TRANSACTION_SECONDS. {_AGAIN}",
        (
            asyncpg.IdleInTransactionSessionTimeoutError,
            asyncpg.IdleSessionTimeoutError,
            asyncpg.TransactionTimeoutError,
        ),
    ),
    Fault(
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
    Fault(
        "away",
        "De database heeft geen verbinding meer vrij. Verlaag GATEWAY_POOL_SIZE, of verhoog op de server "
        "max_connections of de limiet van de login.",
        (asyncpg.TooManyConnectionsError,),
    ),
    Fault(
        "away",
        f"De schijf van de database is vol. Maak ruimte op de machine van de database. {_AGAIN}",
        (asyncpg.DiskFullError,),
    ),
    Fault(
        "away",
        f"De database heeft te weinig geheugen of een andere limiet bereikt. Geef de server meer. {_AGAIN}",
        (asyncpg.InsufficientResourcesError,),
    ),
    Fault("away", POOLER, (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)),
    Fault(
        "again",
        "Het schema van de database is gewijzigd terwijl de gateway liep. Herstart de gateway als dit blijft. "
        f"{_AGAIN}",
        (asyncpg.InvalidCachedStatementError,),
    ),
    Fault(
        "again",
        "De database brak de opdracht af: zij duurde te lang (statement_timeout, lock_timeout), of iemand brak haar "
        f"af. {_AGAIN} Blijft dit, dan houdt een andere verbinding iets vast (pg_stat_activity laat zien welke), of is "
        "de grens te krap: GATEWAY_LOCK_SECONDS, of statement_timeout op de server.",
        (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError),
    ),
    Fault(
        "again",
        f"De opdracht zat een andere in de weg, en de database brak er een af. {_AGAIN}",
        (asyncpg.DeadlockDetectedError, asyncpg.SerializationError),
    ),
    Fault(
        "no",
        "De database laat de login niet toe. Controleer login en wachtwoord in GATEWAY_DATABASE_URL, en pg_hba.conf "
        "van de server.",
        (asyncpg.InvalidAuthorizationSpecificationError,),
    ),
    Fault(
        "no",
        "De database in GATEWAY_DATABASE_URL bestaat niet op die server. Verbeter de naam, of maak haar: "
        "create database NAAM encoding 'UTF8'.",
        (asyncpg.InvalidCatalogNameError,),
    ),
    Fault(
        "no",
        "De login van GATEWAY_DATABASE_URL mag dit niet in de database. Bijwerken (db upgrade) kan alleen met de login "
        "van de eigenaar; voor al het andere moet de login lid zijn van de rol: grant gateway_app to LOGIN. "
        "Is zij dat al, voer dan als eigenaar 'gateway db upgrade' uit.",
        (asyncpg.InsufficientPrivilegeError,),
    ),
    Fault(
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
    Fault(
        "away",
        "De server van de database kan haar bestanden niet lezen of schrijven. Kijk in het logboek van de server en "
        "naar de schijf.",
        (asyncpg.PostgresSystemError,),
    ),
    Fault(
        "no",
        "De database meldt een interne fout, of beschadigde gegevens. Kijk in het logboek van de server; herstel zo "
        "nodig de back-up.",
        (asyncpg.InternalServerError,),
    ),
    Fault(
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
    return tuple(kind for fault in FAULTS if fault.passes in passes for kind in fault.kinds)


UNAVAILABLE: Final = _passing("away")
"""Errors of a statement when the database is away: the transaction may or may not have been committed."""
TRANSIENT: Final = _passing("away", "again")
"""Errors of a statement that may well succeed the next time."""
SPOILED: Final[tuple[type[Exception], ...]] = (
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InvalidSQLStatementNameError,
    asyncpg.DuplicatePreparedStatementError,
    *FAULTS[1].kinds,
    *FAULTS[2].kinds,
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
