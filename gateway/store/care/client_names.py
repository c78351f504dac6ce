"""The keyed hashes by which a client is found by surname and date of birth, within the municipality.

A client has one for the surname, without what stands before it, and one for the partner's. A client whose date of birth
isn't known to the day has none, and is found by BSN alone.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from unicodedata import normalize

from gateway.store.db.database import Connection
from gateway.store.db.places import CLIENT_DETAILS, Findable
from gateway.store.db.planner import ANEW
from gateway.store.db.vault import VaultError
from gateway.store.ledger.aanvullingen import Filled, RowPlace

_BETWEEN_WORDS: Final = re.compile(r"[\s'’`.]+")
_MAX_PREFIX_WORDS: Final = 4
"""Words that may stand before a surname: "van der", "in 't veld van"."""
_WITHOUT_PARTS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode takes for one whole, and many keyboards lack."""
_KINDS: Final = ("geslachtsnaam", "partnernaam")
_CLIENTS: Final = """
    select gemeente, id, gegevens from clienten where (gemeente, id) > ($1, $2)
    order by gemeente, id limit $3 for update
"""
_ADD: Final = """
    update clienten set naam_zoek = ($3::zoekbaar).hash, partnernaam_zoek = ($4::zoekbaar).hash
    where gemeente = $1 and id = $2
"""

Keys = tuple[Findable | None, Findable | None]
"""What is hashed of a surname and of a partner's, each with the date of birth."""


def comparable(name: str) -> str:
    """Return the letters and figures of a name, without accents, capitals, spaces and signs.

    Equal for two spellings of a name; "" for a name without any.
    """
    folded = name
    for _ in range(2):  # taking letters apart may give others to fold
        folded = normalize("NFKD", folded.casefold()).translate(_WITHOUT_PARTS)
    return "".join(each for each in folded if each.isalnum())


def possible_surnames(name: str) -> list[str]:
    """Return, comparable, what the surname may be in a name that may have its prefix before it: "van den Berg".

    The whole of it is the first one, for a prefix may be kept as part of the surname.
    """
    words = [each for each in _BETWEEN_WORDS.split(name) if each]
    found = [comparable(" ".join(words[first:])) for first in range(min(len(words), _MAX_PREFIX_WORDS + 1))]
    return list(dict.fromkeys(each for each in found if each))


def birth_date_of(details: Mapping[str, Any]) -> date | None:
    """Return the date of birth in a client's details; None when it isn't known to the day (Datumgebruik)."""
    born = details.get("geboortedatum")
    if not isinstance(born, dict) or born.get("datumGebruik") is not None:
        return None
    try:
        return date.fromisoformat(born["datum"])
    except (KeyError, TypeError, ValueError):
        return None


def keys_of(gemeente: str, details: Mapping[str, Any]) -> Keys:
    """Return what a client with these details is found by."""
    born = birth_date_of(details)
    own, partner = (None if born is None else _surname(details, kind)[1] for kind in _KINDS)
    return _key(gemeente, own, born), _key(gemeente, partner, born)


def keys_sought(gemeente: str, name: str, born: date) -> list[Findable]:
    """Return what clients of this name, with or without what stands before it, may be found by."""
    return [key for each in possible_surnames(name) if (key := _key(gemeente, each, born)) is not None]


def has_name(details: Mapping[str, Any], name: str) -> bool:
    """Return True when this is the surname of the client or the partner, with what stands before it or without."""
    asked = comparable(name)
    return any(asked in (own, prefix + own) for prefix, own in (_surname(details, kind) for kind in _KINDS) if own)


def _surname(details: Mapping[str, Any], kind: str) -> tuple[str, str]:
    """Return what stands before a surname and the surname itself, comparable; "" for what there isn't."""
    names = details.get("naam")
    found = names.get(kind) if isinstance(names, dict) else None
    parts = found if isinstance(found, dict) else {}
    return comparable(str(parts.get("voorvoegsel") or "")), comparable(str(parts.get("achternaam") or ""))


def _key(gemeente: str, surname: str | None, born: date | None) -> Findable | None:
    return Findable("naam", gemeente, f"{surname}\0{born.isoformat()}") if surname and born else None


async def add_older(tx: Connection, after: RowPlace, limit: int) -> Filled:
    """Write the hashes of the next `limit` clients after this one. One whose details can't be opened is left."""
    await tx.execute(ANEW)
    rows = await tx.fetch(_CLIENTS, *after, limit)
    found, unreadable = [], 0
    for row in rows:
        key = row["gemeente"], row["id"]
        try:
            details = json.loads(row["gegevens"].open(CLIENT_DETAILS.at(*key)))
        except VaultError:
            unreadable += 1
        else:
            found.append((*key, *keys_of(row["gemeente"], details)))
    await tx.executemany(_ADD, found)
    return Filled(RowPlace(rows[-1]["gemeente"], rows[-1]["id"]) if rows else None, len(rows), unreadable)
