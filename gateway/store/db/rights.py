"""The rights of the application in the database: to add to the ledger, and to change only what has to change.

The role `gateway_app` has these rights and owns nothing, so that a session with this role can neither change a row of
the ledger nor remove the trigger that guards it. Migrations run as the owner; `Database.connect` takes this role.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from gateway.store.db.database import APPLICATION, connect
from gateway.store.db.roles import ERASER, RELEASER, REWRAPPER

if TYPE_CHECKING:
    import asyncpg
    from sqlalchemy import Connection

_ADD: Final = "insert select"
_CHANGE: Final = "insert select update"

RIGHTS: Final[Mapping[str, str]] = {
    "aanvullingen": "select update",
    "alembic_version": "select",
    "api_sleutels": _CHANGE,
    "beoordelingen": _ADD,
    "berichten": _ADD,
    "besluiten": _ADD,
    "bestemmingen": _CHANGE,
    "attendering_pogingen": _ADD,
    "attenderingen": "delete insert select update",
    "attenderingsadressen": _CHANGE,
    "bevindingcodes": _ADD,
    "bewaarplichten": _ADD,
    "clienten": _CHANGE,
    "contracten": "delete insert select",
    "declaraties": _ADD,
    "eenmalig": "delete insert select",
    "enveloppen_in": _ADD,
    "enveloppen_uit": _CHANGE,
    "gebeurtenissen": _ADD,
    "herkomst": _ADD,
    "herversleutelingen": "select",
    "inzages": _ADD,
    "leveringen": _CHANGE,
    "machtigingen": _CHANGE,
    "ophaalbronnen": _CHANGE,
    "ophalingen": "delete insert select update",
    "organisatie_gebeurtenissen": _ADD,
    "organisaties": _CHANGE,
    "personen": _CHANGE,
    "prestaties": _CHANGE,
    "push_geheimen": _CHANGE,
    "sessies": "delete insert select update",
    "signaal_gebeurtenissen": _ADD,
    "signaal_rondes": _CHANGE,
    "signalen": _CHANGE,
    "sleutelring": _ADD,
    "starts": _CHANGE,
    "stilstanden": _CHANGE,
    "stops": _CHANGE,
    "tarieven": "delete insert select",
    "tijdstempels": _ADD,
    "toegangen": "delete insert select update",
    "toewijzing_versies": _ADD,
    "toewijzing_verzendingen": _ADD,
    "toewijzingen": _ADD,
    "verzoek_antwoorden": _ADD,
    "verzoek_toewijzingen": _ADD,
    "verzoeken": _CHANGE,
    "weigeringen": _ADD,
    "workers": "delete insert select update",
    "zegelbladen": _ADD,
    "zegels": _ADD,
    "wisbaar": "select",
    "bewaarplichten_id_seq": "usage",
    "identificaties": "usage",
    "push_geheimen_id_seq": "usage",
    "toewijzing_nummers": "usage",
    "herkomst_nu": "execute",
    "verlopen_inzages": "execute",
    "sluit_referentie": "execute",
}
"""Rights by table, view, sequence or function. The application can't use a table that isn't here."""

RIGHTS_OF: Final[Mapping[str, Mapping[str, str]]] = {
    APPLICATION: RIGHTS,
    ERASER: {"wis_inhoud": "execute", "wis_inzages": "execute", "wis_weigeringen": "execute"},
    RELEASER: {"hef_bewaarplicht_op": "execute"},
    REWRAPPER: {"herversleutel": "execute"},
}
"""The rights of each role, the application's and those of `gateway.store.db.roles`."""

_MAINTAIN: Final = 170_000
"""PostgreSQL 17, the first version in which a role other than the owner may analyse a table."""
_MAINTAINED: Final = ("signalen",)

# Roles belong to the whole server, on which several databases may be migrated at once: the second one finds it made.
_MAKE: Final = """
do $$
begin
    begin
        if to_regrole('{role}') is null then
            create role {role} nologin;
        end if;
    exception when duplicate_object or unique_violation or insufficient_privilege then null;
    end;
    begin
        if to_regrole('{role}') is not null and not pg_has_role('{member}', '{role}',
            case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end)
        then
            grant {role} to "{member}";
        end if;
    exception when unique_violation or internal_error or insufficient_privilege then null;
    end;
end $$
"""
_GRANTED: Final = """
    select c.relname, lower(a.privilege_type) from pg_class c, aclexplode(c.relacl) a
    where c.relnamespace = 'public'::regnamespace and a.grantee = to_regrole('{role}')
    union all
    select p.proname, lower(a.privilege_type) from pg_proc p, aclexplode(p.proacl) a
    where p.pronamespace = 'public'::regnamespace and a.grantee = to_regrole('{role}')
"""

_TAKEN: Final = """
    select coalesce(pg_has_role(current_user, to_regrole('{role}')::oid,
        case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end), false)
"""

_WITHOUT: Final = {
    APPLICATION: "de gateway werkt met alle rechten van haar login",
    ERASER: "wat zijn termijn heeft gehad wordt niet gewist",
    RELEASER: "niemand kan een bewaarplicht opheffen",
    REWRAPPER: "'gateway vault rewrap' kan niets opnieuw versleutelen",
}
_MAY_STAT: Final = "select has_function_privilege($1, 'pg_stat_file(text)', 'execute')"


async def make_role(superuser_dsn: str, member: str) -> None:
    """Make the roles if need be, let `member` take them, and let it ask how old the server's files are."""
    connection = await connect(superuser_dsn)
    try:
        for role in RIGHTS_OF:
            await connection.execute(_MAKE.format(role=role, member=member))
        if not await connection.fetchval(_MAY_STAT, member):
            await connection.execute(f'grant execute on function pg_stat_file(text) to "{member}"')
    finally:
        await connection.close()


async def are_whole(connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
    """Return True when `grant_rights` would change nothing: the login has the roles, and each has just its rights."""
    version = await connection.fetchval("select current_setting('server_version_num')::int")
    for role in RIGHTS_OF:
        if not await connection.fetchval(_TAKEN.format(role=role)):
            return False
        granted = {(name, right) for name, right in await connection.fetch(_GRANTED.format(role=role))}
        if granted != _wanted(role, version):
            return False
    return True


def grant_rights(connection: "Connection") -> None:
    """Give the roles their rights and revoke all others; make them when the login may.

    Within the caller's transaction, as the owner. Does nothing for a role that isn't there: see `list_wrong_rights`.
    """
    member = connection.exec_driver_sql("select current_user").scalar_one()
    for role in RIGHTS_OF:
        connection.exec_driver_sql(_MAKE.format(role=role, member=member))
        if not _role_exists(connection, role):
            continue
        granted, wanted = _granted(connection, role), _wanted(role, _version(connection))
        for name, right in sorted(granted - wanted):
            connection.exec_driver_sql(f'revoke {right} on {_kind(right)} "{name}" from {role}')
        for name, right in sorted(wanted - granted):
            connection.exec_driver_sql(f'grant {right} on {_kind(right)} "{name}" to {role}')


def list_wrong_rights(connection: "Connection") -> Iterator[str]:
    """Yield a Dutch line for each difference between the rights in the database and `RIGHTS_OF`."""
    for role in RIGHTS_OF:
        if not _role_exists(connection, role):
            yield f"rol {role} bestaat niet: {_WITHOUT[role]}"
            continue
        granted, wanted = _granted(connection, role), _wanted(role, _version(connection))
        yield from (
            f"{role} heeft {right} op {name}, en hoort dat niet te hebben" for name, right in sorted(granted - wanted)
        )
        yield from (
            f"{role} heeft geen {right} op {name}, en hoort dat te hebben" for name, right in sorted(wanted - granted)
        )


def _role_exists(connection: "Connection", role: str) -> bool:
    return connection.exec_driver_sql(f"select to_regrole('{role}')").scalar_one() is not None


def _granted(connection: "Connection", role: str) -> set[tuple[str, str]]:
    return {(name, right) for name, right in connection.exec_driver_sql(_GRANTED.format(role=role))}


def _version(connection: "Connection") -> int:
    version: int = connection.exec_driver_sql("select current_setting('server_version_num')::int").scalar_one()
    return version


def _wanted(role: str, version: int) -> set[tuple[str, str]]:
    """Return the rights of this role on a server of this version: 180004."""
    wanted = {(name, right) for name, rights in RIGHTS_OF[role].items() for right in rights.split()}
    may_maintain = role == APPLICATION and version >= _MAINTAIN
    return wanted | ({(name, "maintain") for name in _MAINTAINED} if may_maintain else set())


def _kind(right: str) -> str:
    return {"usage": "sequence", "execute": "function"}.get(right, "table")
