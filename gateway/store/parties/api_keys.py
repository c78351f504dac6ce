"""API keys: made once, kept as a hash, known by the first characters, good until they expire or are revoked."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.parties.organisaties import Organisatie, as_organisatie

_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""For names of keys: without the letters and figures that are mistaken for others when read out."""
_NAME_LENGTH: Final = 8
_RANDOM_BYTES: Final = 32
_FORM: Final = re.compile(rf"gw_(?:([{_ALPHABET}]{{{_NAME_LENGTH}}})_)?[\w-]{{43}}", re.ASCII)
"""The first keys had no name."""

LAST_USE_PRECISION: Final = timedelta(minutes=1)
"""A later use within this time is not written down, for that would cost a write at every request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An API key as it is kept and shown: all but the key itself."""

    naam: str
    """The characters after "gw_", to point at the key."""
    organisatie: str
    omschrijving: str
    aangemaakt_op: datetime
    geldig_tot: datetime | None
    """From this moment on it opens nothing; None: no end is set."""
    laatst_gebruikt_op: datetime | None
    """To within `LAST_USE_PRECISION`; None: never."""
    ingetrokken_op: datetime | None


_COLUMNS: Final = "naam, organisatie, omschrijving, aangemaakt_op, geldig_tot, laatst_gebruikt_op, ingetrokken_op"
_IS_VALID: Final = "ingetrokken_op is null and (geldig_tot is null or geldig_tot > now())"


def looks_like_key(text: str) -> bool:
    """Return True when the text has the form of a key, so that it is worth a look in the database."""
    return _FORM.fullmatch(text) is not None


def _hash(key: str) -> bytes:
    """Return the SHA-256 of the key. That suffices: nobody can guess 256 random bits, however fast the hash is."""
    return hashlib.sha256(key.encode()).digest()


def _as_key(row: asyncpg.Record) -> ApiKey:
    return ApiKey(**dict(row))


async def create_key(tx: Connection, code: str, omschrijving: str, valid_for: timedelta | None = None) -> str:
    """Make a key for this organisation, good for `valid_for` or without end, and return it.

    Only its hash is kept, so this is the one time that it can be read.
    """
    naam = "".join(secrets.choice(_ALPHABET) for _ in range(_NAME_LENGTH))
    key = f"gw_{naam}_{secrets.token_urlsafe(_RANDOM_BYTES)}"
    await tx.execute(
        "insert into api_sleutels (hash, naam, organisatie, omschrijving, geldig_tot)"
        " values ($1, $2, $3, $4, now() + $5::interval)",
        _hash(key),
        naam,
        code,
        omschrijving,
        valid_for,
    )
    return key


async def list_keys(tx: Connection, code: str) -> list[ApiKey]:
    """Return all keys that this organisation has had, newest first."""
    rows = await tx.fetch(
        f"select {_COLUMNS} from api_sleutels where organisatie = $1 order by aangemaakt_op desc, naam", code
    )
    return [_as_key(row) for row in rows]


async def shorten_key(tx: Connection, code: str, naam: str, over: timedelta) -> ApiKey | None:
    """Let this key expire `over` from now, unless it expires sooner. Returns the key; None: there is no good one."""
    row = await tx.fetchrow(
        f"update api_sleutels set geldig_tot = least(geldig_tot, now() + $3::interval)"
        f" where organisatie = $1 and naam = $2 and {_IS_VALID} returning {_COLUMNS}",
        code,
        naam,
        over,
    )
    return _as_key(row) if row else None


async def revoke_keys(tx: Connection, code: str, naam: str | None = None) -> int:
    """Revoke the key of this name, or every key of this organisation. Returns how many were good until now."""
    status = await tx.execute(
        f"update api_sleutels set ingetrokken_op = now()"
        f" where organisatie = $1 and ($2::text is null or naam = $2) and {_IS_VALID}",
        code,
        naam,
    )
    return int(status.rpartition(" ")[2])


def name_of_key(key: str) -> str:
    """Return the name of a good key; the head of its hash when it is from before keys had names."""
    found = _FORM.fullmatch(key)
    assert found is not None, "a good key looks like one"
    return found[1] or _hash(key).hex()[:_NAME_LENGTH]


async def find_owner(tx: Connection, key: str) -> Organisatie | None:
    """Return the organisation that this key belongs to and note the use; None: unknown, expired or revoked."""
    row = await tx.fetchrow(
        f"""
        with good as (
            select hash, organisatie, laatst_gebruikt_op from api_sleutels where hash = $1 and {_IS_VALID}
        ), noted as (
            update api_sleutels s set laatst_gebruikt_op = now() from good
            where s.hash = good.hash
                and (good.laatst_gebruikt_op is null or good.laatst_gebruikt_op < now() - $2::interval)
        )
        select o.* from good join organisaties o on o.code = good.organisatie
        """,
        _hash(key),
        LAST_USE_PRECISION,
    )
    return as_organisatie(row) if row else None
