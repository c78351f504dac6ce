"""The rights of the application in the database: to add to the ledger, and to change only what has to change.

The role `gateway_app` has these rights and owns nothing, so that a session with this role can neither change a row of
the ledger nor remove the trigger that guards it. Migrations run as the owner; `Database.connect` takes this role.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from gateway.store.db.database import APPLICATION, connect

if TYPE_CHECKING:
    import asyncpg
    from sqlalchemy import Connection

_ADD: Final = "insert select"
_CHANGE: Final = "insert select update"

RIGHTS: Final[Mapping[str, str]] = {
    "alembic_version": "select",
    "api_sleutels": _CHANGE,
    "beoordelingen": _ADD,
    "berichten": _ADD,
    "besluiten": _ADD,
    "bestemmingen": _CHANGE,
    "bewaarplichten": _CHANGE,
    "clienten": _CHANGE,
    "contracten": "delete insert select",
    "gebeurtenissen": _ADD,
    "herkomst": _ADD,
    "inzages": _ADD,
    "leveringen": _CHANGE,
    "machtigingen": _CHANGE,
    "organisatie_gebeurtenissen": _ADD,
    "organisaties": _CHANGE,
    "push_geheimen": _CHANGE,
    "signaal_gebeurtenissen": _ADD,
    "signaal_rondes": _CHANGE,
    "signalen": _CHANGE,
    "sleutelring": _ADD,
    "starts": _CHANGE,
    "stops": _CHANGE,
    "tarieven": "delete insert select",
    "toegangen": "delete insert select update",
    "toewijzing_versies": _ADD,
    "toewijzing_verzendingen": _ADD,
    "toewijzingen": _ADD,
    "weigeringen": _ADD,
    "workers": "delete insert select update",
    "zegelbladen": _ADD,
    "zegels": _ADD,
    "wisbaar": "select",
    "identificaties": "usage",
    "toewijzing_nummers": "usage",
    "herkomst_nu": "execute",
    "verlopen_inzages": "execute",
    "sluit_referentie": "execute",
    "wis_inhoud": "execute",
    "wis_inzages": "execute",
    "wis_weigeringen": "execute",
}
"""Rights by table, view, sequence or function. The application can't use a table that isn't here."""

_MAINTAIN: Final = 170_000
"""PostgreSQL 17, the first version in which a role other than the owner may analyse a table."""
_MAINTAINED: Final = ("signalen",)

# Roles belong to the whole server, on which several databases may be migrated at once: the second one finds it made.
_MAKE: Final = f"""
do $$
begin
    begin
        if to_regrole('{APPLICATION}') is null then
            create role {APPLICATION} nologin;
        end if;
    exception when duplicate_object or unique_violation or insufficient_privilege then null;
    end;
    begin
        if to_regrole('{APPLICATION}') is not null and not pg_has_role('{{member}}', '{APPLICATION}',
            case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end)
        then
            grant {APPLICATION} to "{{member}}";
        end if;
    exception when unique_violation or internal_error or insufficient_privilege then null;
    end;
end $$
"""
_GRANTED: Final = f"""
    select c.relname, lower(a.privilege_type) from pg_class c, aclexplode(c.relacl) a
    where c.relnamespace = 'public'::regnamespace and a.grantee = to_regrole('{APPLICATION}')
    union all
    select p.proname, lower(a.privilege_type) from pg_proc p, aclexplode(p.proacl) a
    where p.pronamespace = 'public'::regnamespace and a.grantee = to_regrole('{APPLICATION}')
"""

_TAKEN: Final = f"""
    select coalesce(pg_has_role(current_user, to_regrole('{APPLICATION}')::oid,
        case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end), false)
"""

_MAY_STAT: Final = "select has_function_privilege($1, 'pg_stat_file(text)', 'execute')"


async def make_role(superuser_dsn: str, member: str) -> None:
    """Make the role if need be, let `member` take it, and let it ask since when the files of the server are there."""
    connection = await connect(superuser_dsn)
    try:
        await connection.execute(_MAKE.format(member=member))
        if not await connection.fetchval(_MAY_STAT, member):
            await connection.execute(f'grant execute on function pg_stat_file(text) to "{member}"')
    finally:
        await connection.close()


async def are_whole(connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
    """Return True when `grant_rights` would change nothing: the login has the role, and that has just its rights."""
    if not await connection.fetchval(_TAKEN):
        return False
    version = await connection.fetchval("select current_setting('server_version_num')::int")
    return {(name, right) for name, right in await connection.fetch(_GRANTED)} == _wanted(version)


def grant_rights(connection: "Connection") -> None:
    """Give the role its rights and revoke all others; make the role when the login may.

    Within the caller's transaction, as the owner. Does nothing when there is no role: see `list_wrong_rights`.
    """
    member = connection.exec_driver_sql("select current_user").scalar_one()
    connection.exec_driver_sql(_MAKE.format(member=member))
    if not _role_exists(connection):
        return
    granted, wanted = _granted(connection), _wanted(_version(connection))
    for name, right in sorted(granted - wanted):
        connection.exec_driver_sql(f'revoke {right} on {_kind(right)} "{name}" from {APPLICATION}')
    for name, right in sorted(wanted - granted):
        connection.exec_driver_sql(f'grant {right} on {_kind(right)} "{name}" to {APPLICATION}')


def list_wrong_rights(connection: "Connection") -> Iterator[str]:
    """Yield a Dutch line for each difference between the rights in the database and `RIGHTS`."""
    if not _role_exists(connection):
        yield f"rol {APPLICATION} bestaat niet: de gateway werkt met alle rechten van haar login"
        return
    granted, wanted = _granted(connection), _wanted(_version(connection))
    yield from (
        f"{APPLICATION} heeft {right} op {name}, en hoort dat niet te hebben"
        for name, right in sorted(granted - wanted)
    )
    yield from (
        f"{APPLICATION} heeft geen {right} op {name}, en hoort dat te hebben"
        for name, right in sorted(wanted - granted)
    )


def _role_exists(connection: "Connection") -> bool:
    return connection.exec_driver_sql(f"select to_regrole('{APPLICATION}')").scalar_one() is not None


def _granted(connection: "Connection") -> set[tuple[str, str]]:
    return {(name, right) for name, right in connection.exec_driver_sql(_GRANTED)}


def _version(connection: "Connection") -> int:
    version: int = connection.exec_driver_sql("select current_setting('server_version_num')::int").scalar_one()
    return version


def _wanted(version: int) -> set[tuple[str, str]]:
    """Return the rights on a server of this version: 180004."""
    wanted = {(name, right) for name, rights in RIGHTS.items() for right in rights.split()}
    return wanted | ({(name, "maintain") for name in _MAINTAINED} if version >= _MAINTAIN else set())


def _kind(right: str) -> str:
    return {"usage": "sequence", "execute": "function"}.get(right, "table")
