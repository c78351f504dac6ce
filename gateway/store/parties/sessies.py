"""The sessions of people in the console: known by a random token, of which only the hash is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.store.db.database import Connection
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.store.parties.personen import Person, as_person

_RANDOM_BYTES: Final = 32
SEEN_PRECISION: Final = timedelta(minutes=1)
"""A look within this time of the last one is not written down, for that would cost a write at every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that goes on."""

    person: Person
    organisatie: Organisatie
    doel: str | None
    """Why the person looks at personal data; None: by the purpose of each page."""


def _hash(token: str) -> bytes:
    """Return the SHA-256 of the token. That suffices: nobody can guess 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


async def begin(
    tx: Connection, person: Person, op: datetime, lasts: timedelta, identiteitssessie: bytes | None = None
) -> str:
    """Begin a session that ends after `lasts` at the latest, and return its token, which can't be read again.

    `identiteitssessie`: of which session at an identity provider it is part, hashed.
    """
    token = secrets.token_urlsafe(_RANDOM_BYTES)
    await tx.execute(
        "insert into sessies (hash, organisatie, persoon, begonnen_op, gezien_op, eindigt_op, identiteitssessie)"
        " values ($1, $2, $3, $4::timestamptz, $4, $4 + $5::interval, $6)",
        _hash(token),
        person.organisatie,
        person.id,
        op,
        lasts,
        identiteitssessie,
    )
    return token


async def find(tx: Connection, token: str, op: datetime, idle: timedelta) -> Session | None:
    """Return the session and note that it was seen; None when it ended, lay idle for `idle`, or never was."""
    row = await tx.fetchrow(
        """
        with good as (
            select s.* from sessies s where s.hash = $1 and s.eindigt_op > $2::timestamptz
                and s.gezien_op > $2::timestamptz - $3::interval
        ), noted as (
            update sessies s set gezien_op = $2::timestamptz from good
            where s.hash = good.hash and good.gezien_op < $2::timestamptz - $4::interval
        )
        select good.doel, p.*, p.totp is not null as tweede_factor, p.identiteit is not null as extern
        from good join personen p on p.organisatie = good.organisatie and p.id = good.persoon
        where p.vervallen_op is null
        """,
        _hash(token),
        op,
        idle,
        SEEN_PRECISION,
    )
    organisatie = None if row is None else await organisaties.find(tx, row["organisatie"])
    if row is None or organisatie is None:
        return None
    return Session(person=as_person(row), organisatie=organisatie, doel=row["doel"])


async def set_purpose(tx: Connection, token: str, doel: str | None) -> None:
    """Set why the person of this session looks at personal data."""
    await tx.execute("update sessies set doel = $2 where hash = $1", _hash(token), doel)


async def end(tx: Connection, token: str) -> None:
    """End this session."""
    await tx.execute("delete from sessies where hash = $1", _hash(token))


async def end_all(tx: Connection, person: Person) -> None:
    """End every session of this person."""
    await tx.execute("delete from sessies where organisatie = $1 and persoon = $2", person.organisatie, person.id)


async def end_of_identity(tx: Connection, identiteit: bytes | None, identiteitssessie: bytes | None) -> int:
    """End the sessions of this identity, of this session at its provider, or of both; return how many."""
    status: str = await tx.execute(
        """
        delete from sessies s using personen p
        where p.organisatie = s.organisatie and p.id = s.persoon
            and ($1::bytea is not null or $2::bytea is not null)
            and ($1::bytea is null or p.identiteit = $1) and ($2::bytea is null or s.identiteitssessie = $2)
        """,
        identiteit,
        identiteitssessie,
    )
    return int(status.rpartition(" ")[2])


async def end_others(tx: Connection, person: Person, token: str) -> None:
    """End every session of this person but this one."""
    await tx.execute(
        "delete from sessies where organisatie = $1 and persoon = $2 and hash <> $3",
        person.organisatie,
        person.id,
        _hash(token),
    )


async def use_once(tx: Connection, waarde: str, tot: datetime) -> bool:
    """Write that this value of a provider was used; return False when it was before. It is forgotten after `tot`."""
    status = await tx.execute(
        "insert into eenmalig (hash, tot) values ($1, $2) on conflict do nothing", _hash(waarde), tot
    )
    return status.endswith(" 1")


async def clear_ended(tx: Connection, op: datetime) -> None:
    """Remove the sessions that have ended, and values that would be refused by their age."""
    await tx.execute("delete from sessies where eindigt_op <= $1", op)
    await tx.execute("delete from eenmalig where tot <= $1", op)
