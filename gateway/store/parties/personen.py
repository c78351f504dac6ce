"""The people who work in the console: for whom, in what role, and by which password and second factor they log in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, cast
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.db.places import PERSON_NAME, SECOND_FACTOR, Secret, open_text

Role = Literal["raadpleger", "consulent", "backoffice", "beheerder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as kept and shown: all but what it takes to log in."""

    organisatie: str
    id: UUID
    inlognaam: str
    naam: str
    """First and last name. Kept encrypted, and in no log line."""
    rol: Role
    tweede_factor: bool
    """Whether logging in takes a code beside the password."""
    aangemaakt_op: datetime
    laatst_ingelogd_op: datetime | None
    vervallen_op: datetime | None
    """Since then this person can't log in; None: they can."""
    extern: bool = False
    """Whether an identity provider lets this person in, and no password of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A person who tries to log in, and what the attempt is held against."""

    person: Person
    wachtwoord: str
    """The Argon2id hash of the password."""
    totp: bytes | None
    """The secret of the second factor."""
    totp_stap: int | None
    """The time step of the last code that was used."""


_COLUMNS: Final = (
    "organisatie, id, inlognaam, naam, rol, totp is not null as tweede_factor, aangemaakt_op, laatst_ingelogd_op,"
    " vervallen_op, identiteit is not null as extern"
)


def as_person(row: asyncpg.Record) -> Person:
    """Return the row as an object."""
    organisatie, id = row["organisatie"], row["id"]
    naam = open_text(row["naam"], PERSON_NAME.at(organisatie, id))
    assert naam is not None
    return Person(
        organisatie=organisatie,
        id=id,
        inlognaam=row["inlognaam"],
        naam=naam,
        rol=cast(Role, row["rol"]),
        tweede_factor=row["tweede_factor"],
        aangemaakt_op=row["aangemaakt_op"],
        laatst_ingelogd_op=row["laatst_ingelogd_op"],
        vervallen_op=row["vervallen_op"],
        extern=row["extern"],
    )


async def add(
    tx: Connection,
    organisatie: str,
    id: UUID,
    *,
    inlognaam: str,
    naam: str,
    rol: Role,
    wachtwoord: str,
    totp: bytes | None,
    op: datetime,
    identiteit: bytes | None = None,
) -> bool:
    """Add a person; return False, and add nothing, when somebody has or had this login name or identity.

    `identiteit`: by which an identity provider knows the person, hashed; None: it doesn't.
    """
    status = await tx.execute(
        "insert into personen (organisatie, id, inlognaam, naam, rol, wachtwoord, totp, aangemaakt_op, identiteit)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        organisatie,
        id,
        inlognaam,
        Secret(PERSON_NAME.at(organisatie, id), naam.encode()),
        rol,
        wachtwoord,
        None if totp is None else Secret(SECOND_FACTOR.at(organisatie, id), totp),
        op,
        identiteit,
    )
    return status.endswith(" 1")


async def list_people(tx: Connection, organisatie: str) -> list[Person]:
    """Return all people that this organisation has had, by login name."""
    rows = await tx.fetch(f"select {_COLUMNS} from personen where organisatie = $1 order by inlognaam", organisatie)
    return [as_person(row) for row in rows]


async def find(tx: Connection, inlognaam: str, *, lock: bool = False) -> Person | None:
    """Return the person with this login name; with `lock` nobody else changes it before the transaction ends."""
    row = await tx.fetchrow(
        f"select {_COLUMNS} from personen where inlognaam = $1{' for update' if lock else ''}", inlognaam
    )
    return as_person(row) if row else None


async def find_identity(tx: Connection, organisatie: str, identiteit: bytes) -> Person | None:
    """Return the person of this organisation with this identity at a provider; nobody else changes it meanwhile."""
    row = await tx.fetchrow(
        f"select {_COLUMNS} from personen where organisatie = $1 and identiteit = $2 for update",
        organisatie,
        identiteit,
    )
    return as_person(row) if row else None


async def renew(tx: Connection, person: Person, naam: str, rol: Role, op: datetime) -> None:
    """Write that the person logged in, by this name and in this role according to the provider."""
    await tx.execute(
        "update personen set naam = $3, rol = $4, laatst_ingelogd_op = $5 where organisatie = $1 and id = $2",
        person.organisatie,
        person.id,
        Secret(PERSON_NAME.at(person.organisatie, person.id), naam.encode()),
        rol,
        op,
    )


async def replace_credentials(tx: Connection, person: Person, wachtwoord: str, totp: bytes | None) -> None:
    """Let this person log in by another password and second factor from now on, however often it failed before."""
    await tx.execute(
        "update personen set wachtwoord = $3, totp = $4, totp_stap = null, mislukt = 0"
        " where organisatie = $1 and id = $2",
        person.organisatie,
        person.id,
        wachtwoord,
        None if totp is None else Secret(SECOND_FACTOR.at(person.organisatie, person.id), totp),
    )


async def replace_password(tx: Connection, person: Person, wachtwoord: str) -> None:
    """Let this person log in by another password from now on, however often it failed before."""
    await tx.execute(
        "update personen set wachtwoord = $3, mislukt = 0 where organisatie = $1 and id = $2",
        person.organisatie,
        person.id,
        wachtwoord,
    )


async def replace_second_factor(tx: Connection, person: Person, totp: bytes, totp_stap: int) -> None:
    """Let this person log in by codes of this secret from now on, of a later time step than this one."""
    await tx.execute(
        "update personen set totp = $3, totp_stap = $4, mislukt = 0 where organisatie = $1 and id = $2",
        person.organisatie,
        person.id,
        Secret(SECOND_FACTOR.at(person.organisatie, person.id), totp),
        totp_stap,
    )


async def expire(tx: Connection, person: Person, op: datetime) -> None:
    """Keep this person from logging in. The name stays, for the read records that tell of it."""
    await tx.execute(
        "update personen set vervallen_op = $3, wachtwoord = '', totp = null where organisatie = $1 and id = $2",
        person.organisatie,
        person.id,
        op,
    )


async def begin_attempt(
    tx: Connection, inlognaam: str, op: datetime, max_failures: int, pause: timedelta
) -> Attempt | None:
    """Count an attempt to log in as failed until `succeed`, and return what it is held against.

    None, and nothing is counted, when there is no such person, or `max_failures` attempts in a row failed and the last
    was less than `pause` ago.
    """
    row = await tx.fetchrow(
        f"""
        update personen
        set mislukt = case when mislukt_op > $2::timestamptz - $4::interval then mislukt + 1 else 1 end,
            mislukt_op = $2::timestamptz
        where inlognaam = $1 and vervallen_op is null
            and (mislukt < $3 or mislukt_op <= $2::timestamptz - $4::interval)
        returning {_COLUMNS}, wachtwoord, totp, totp_stap
        """,
        inlognaam,
        op,
        max_failures,
        pause,
    )
    if row is None:
        return None
    person = as_person(row)
    totp = None if row["totp"] is None else row["totp"].open(SECOND_FACTOR.at(person.organisatie, person.id))
    return Attempt(person=person, wachtwoord=row["wachtwoord"], totp=totp, totp_stap=row["totp_stap"])


async def succeed(tx: Connection, person: Person, op: datetime, totp_stap: int | None) -> bool:
    """Write that the person logged in by the code of this time step; return False when that code was used before."""
    status = await tx.execute(
        "update personen set mislukt = 0, laatst_ingelogd_op = $3, totp_stap = coalesce($4, totp_stap)"
        " where organisatie = $1 and id = $2 and ($4::bigint is null or totp_stap is null or totp_stap < $4)",
        person.organisatie,
        person.id,
        op,
        totp_stap,
    )
    return status.endswith(" 1")
