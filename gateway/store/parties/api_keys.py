"""API keys: made once, kept as a hash, known by the first characters, good until they expire or are revoked."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.parties.organisaties import Organisatie, organisatie

_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""Of the name of a key: nothing that is mistaken for something else when read out."""
_NAME_LENGTH: Final = 8
_BYTES: Final = 32
"""Of chance in a key."""
_FORM: Final = re.compile(rf"gw_(?:([{_ALPHABET}]{{{_NAME_LENGTH}}})_)?[\w-]{{43}}", re.ASCII)
"""The first keys had no name."""

USED_WITHIN: Final = timedelta(minutes=1)
"""How precisely it is kept when a key was last used: noting it at every request would cost a write each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleutel:
    """What may be known about a key; not the key."""

    naam: str
    """Its first characters, after "gw_": by which to point at it."""
    organisatie: str
    omschrijving: str
    aangemaakt_op: datetime
    geldig_tot: datetime | None
    """From this moment on it opens nothing; None: no end is set."""
    laatst_gebruikt_op: datetime | None
    """To within `USED_WITHIN`; None: never."""
    ingetrokken_op: datetime | None


_KOLOMMEN: Final = "naam, organisatie, omschrijving, aangemaakt_op, geldig_tot, laatst_gebruikt_op, ingetrokken_op"
_GOOD: Final = "ingetrokken_op is null and (geldig_tot is null or geldig_tot > now())"


def looks_like_one(text: str) -> bool:
    """Return True when this may be a key by its form; when it isn't, nobody has to look for it."""
    return _FORM.fullmatch(text) is not None


def _hash(sleutel: str) -> bytes:
    """Plain SHA-256 suffices: a key holds 256 random bits, so there is nothing to guess slowly."""
    return hashlib.sha256(sleutel.encode()).digest()


def _sleutel(row: asyncpg.Record) -> Sleutel:
    return Sleutel(**dict(row))


async def new(tx: Connection, code: str, omschrijving: str, geldig: timedelta | None = None) -> str:
    """Return a fresh key of this organisation, good for `geldig` or without end.

    Only its hash is kept, so this is the one time it can be read.
    """
    naam = "".join(secrets.choice(_ALPHABET) for _ in range(_NAME_LENGTH))
    sleutel = f"gw_{naam}_{secrets.token_urlsafe(_BYTES)}"
    await tx.execute(
        "insert into api_sleutels (hash, naam, organisatie, omschrijving, geldig_tot)"
        " values ($1, $2, $3, $4, now() + $5::interval)",
        _hash(sleutel),
        naam,
        code,
        omschrijving,
        geldig,
    )
    return sleutel


async def of(tx: Connection, code: str) -> list[Sleutel]:
    """All keys this organisation has had, newest first."""
    rows = await tx.fetch(
        f"select {_KOLOMMEN} from api_sleutels where organisatie = $1 order by aangemaakt_op desc, naam", code
    )
    return [_sleutel(row) for row in rows]


async def end(tx: Connection, code: str, naam: str, over: timedelta) -> Sleutel | None:
    """This key is good no longer than `over` from now; None when the organisation has no good key of that name."""
    row = await tx.fetchrow(
        f"update api_sleutels set geldig_tot = least(geldig_tot, now() + $3::interval)"
        f" where organisatie = $1 and naam = $2 and {_GOOD} returning {_KOLOMMEN}",
        code,
        naam,
        over,
    )
    return _sleutel(row) if row else None


async def revoke(tx: Connection, code: str, naam: str | None = None) -> int:
    """Return the key of this name, or every key of this organisation, opens nothing any more; how many did
    until now.
    """
    status = await tx.execute(
        f"update api_sleutels set ingetrokken_op = now()"
        f" where organisatie = $1 and ($2::text is null or naam = $2) and {_GOOD}",
        code,
        naam,
    )
    return int(status.rpartition(" ")[2])


def name_of(sleutel: str) -> str:
    """By which a key that is good is pointed at: of one without a name the head of its hash."""
    found = _FORM.fullmatch(sleutel)
    assert found is not None, "a good key looks like one"
    return found[1] or _hash(sleutel).hex()[:_NAME_LENGTH]


async def owner(tx: Connection, sleutel: str) -> Organisatie | None:
    """Return the organisation this key belongs to, unless it is unknown, expired or revoked; its use is noted."""
    row = await tx.fetchrow(
        f"""
        with good as (
            select hash, organisatie, laatst_gebruikt_op from api_sleutels where hash = $1 and {_GOOD}
        ), noted as (
            update api_sleutels s set laatst_gebruikt_op = now() from good
            where s.hash = good.hash
                and (good.laatst_gebruikt_op is null or good.laatst_gebruikt_op < now() - $2::interval)
        )
        select o.* from good join organisaties o on o.code = good.organisatie
        """,
        _hash(sleutel),
        USED_WITHIN,
    )
    return organisatie(row) if row else None
