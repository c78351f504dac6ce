"""A seal over part of the ledger, chained to the one before, and the proof that one row lies under it.

All here can be checked without a database: by an auditor, years later, with the hash of a seal noted elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from gateway.standard.merkle import leaf_hash, root_from

_SEAL: Final = b"\x02"
FIRST: Final = bytes(32)
"""Takes the place of the hash of the seal before the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zegel:
    """One seal."""

    gemeente: str
    nummer: int
    """1, 2, 3 … within the municipality."""
    aantal: int
    """Rows under it."""
    wortel: bytes
    """Root of the Merkle tree over them."""
    vorige: bytes
    """Hash of the seal before; `FIRST` for the first."""
    op: datetime
    """When it was set."""

    @property
    def hash(self) -> bytes:
        """The SHA-256 over this seal and, through `vorige`, all seals before it."""
        stamp = self.op.astimezone(UTC).isoformat(timespec="microseconds")
        head = json.dumps([self.gemeente, self.nummer, self.aantal, stamp]).encode()
        return hashlib.sha256(_SEAL + self.vorige + self.wortel + head).digest()


class ProofError(Exception):
    """The proof doesn't hold; the text says where it breaks (Dutch)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewijs:
    """Proof that a row of the ledger lies under a seal."""

    zegel: Zegel
    positie: int
    """Of the row under the seal, from 0."""
    rij: str
    """The row as it was sealed: a JSON list of its columns, with the hash of its content instead of the content."""
    pad: tuple[bytes, ...]

    def check(self, *, genoteerd: bytes | None = None, inhoud: bytes | None = None) -> None:
        """Raise ProofError unless the row lies under the seal.

        `genoteerd`: hash of the seal, as noted elsewhere. `inhoud`: the message, whose SHA-256 must be in the row.
        """
        wortel = root_from(leaf_hash(self.rij.encode()), self.positie, self.zegel.aantal, self.pad)
        if wortel != self.zegel.wortel:
            raise ProofError(f"De rij ligt niet onder zegel {self.zegel.nummer}: rij, plaats of pad is gewijzigd.")
        eigen = self.zegel.hash
        if genoteerd is not None and genoteerd != eigen:
            raise ProofError(
                f"Zegel {self.zegel.nummer} heeft hash {eigen.hex()}, niet de genoteerde {genoteerd.hex()}."
            )
        if inhoud is not None and hashlib.sha256(inhoud).hexdigest() not in json.loads(self.rij):
            raise ProofError("Het bericht is een ander dan dat in de rij: de SHA-256 verschilt.")

    def to_json(self) -> dict[str, Any]:
        """Return the proof as JSON, the form in which it is handed over."""
        zegel = self.zegel
        return {
            "zegel": {
                "gemeente": zegel.gemeente,
                "nummer": zegel.nummer,
                "aantal": zegel.aantal,
                "wortel": zegel.wortel.hex(),
                "vorige": zegel.vorige.hex(),
                "op": zegel.op.astimezone(UTC).isoformat(timespec="microseconds"),
                "hash": zegel.hash.hex(),
            },
            "positie": self.positie,
            "rij": self.rij,
            "pad": [each.hex() for each in self.pad],
        }


def bewijs_from_json(data: Mapping[str, Any]) -> Bewijs:
    """Return the proof that was handed over, still to be checked. Raises ProofError when it isn't one."""
    try:
        zegel = data["zegel"]
        bewijs = Bewijs(
            zegel=Zegel(
                gemeente=str(zegel["gemeente"]),
                nummer=int(zegel["nummer"]),
                aantal=int(zegel["aantal"]),
                wortel=bytes.fromhex(zegel["wortel"]),
                vorige=bytes.fromhex(zegel["vorige"]),
                op=datetime.fromisoformat(zegel["op"]),
            ),
            positie=int(data["positie"]),
            rij=str(data["rij"]),
            pad=tuple(bytes.fromhex(each) for each in data["pad"]),
        )
        genoemd = bytes.fromhex(zegel["hash"])
        json.loads(bewijs.rij)
        berekend = bewijs.zegel.hash
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ProofError(f"Dit is geen bewijs van deze gateway ({type(error).__name__}).") from None
    if genoemd != berekend:
        raise ProofError(f"Zegel {bewijs.zegel.nummer} is gewijzigd: zijn hash klopt niet met wat erin staat.")
    return bewijs
