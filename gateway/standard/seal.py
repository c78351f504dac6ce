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
class Seal:
    """One seal."""

    gemeente: str
    nummer: int
    """1, 2, 3 … within the municipality."""
    row_count: int
    """Rows under it."""
    root: bytes
    """Root of the Merkle tree over them."""
    previous: bytes
    """Hash of the seal before; `FIRST` for the first."""
    set_at: datetime
    """When it was set."""

    @property
    def hash(self) -> bytes:
        """The SHA-256 over this seal and, through `previous`, all seals before it."""
        stamp = self.set_at.astimezone(UTC).isoformat(timespec="microseconds")
        head = json.dumps([self.gemeente, self.nummer, self.row_count, stamp]).encode()
        return hashlib.sha256(_SEAL + self.previous + self.root + head).digest()


class ProofError(Exception):
    """The proof doesn't hold; the text says where it breaks (Dutch)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Proof that a row of the ledger lies under a seal."""

    seal: Seal
    position: int
    """Of the row under the seal, from 0."""
    row: str
    """The row as it was sealed: a JSON list of its columns, with the hash of its content instead of the content."""
    path: tuple[bytes, ...]

    def check(self, *, noted: bytes | None = None, content: bytes | None = None) -> None:
        """Raise ProofError unless the row lies under the seal.

        `noted`: hash of the seal, as noted elsewhere. `content`: the message, whose SHA-256 must be in the row.
        """
        root = root_from(leaf_hash(self.row.encode()), self.position, self.seal.row_count, self.path)
        if root != self.seal.root:
            raise ProofError(f"De rij ligt niet onder zegel {self.seal.nummer}: rij, plaats of pad is gewijzigd.")
        own = self.seal.hash
        if noted is not None and noted != own:
            raise ProofError(f"Zegel {self.seal.nummer} heeft hash {own.hex()}, niet de genoteerde {noted.hex()}.")
        if content is not None and hashlib.sha256(content).hexdigest() not in json.loads(self.row):
            raise ProofError("Het bericht is een ander dan dat in de rij: de SHA-256 verschilt.")

    def to_json(self) -> dict[str, Any]:
        """Return the proof as JSON, the form in which it is handed over."""
        seal = self.seal
        return {
            "zegel": {
                "gemeente": seal.gemeente,
                "nummer": seal.nummer,
                "aantal": seal.row_count,
                "wortel": seal.root.hex(),
                "vorige": seal.previous.hex(),
                "op": seal.set_at.astimezone(UTC).isoformat(timespec="microseconds"),
                "hash": seal.hash.hex(),
            },
            "positie": self.position,
            "rij": self.row,
            "pad": [each.hex() for each in self.path],
        }


def proof_from_json(data: Mapping[str, Any]) -> Proof:
    """Return the proof that was handed over, still to be checked. Raises ProofError when it isn't one."""
    try:
        seal = data["zegel"]
        proof = Proof(
            seal=Seal(
                gemeente=str(seal["gemeente"]),
                nummer=int(seal["nummer"]),
                row_count=int(seal["aantal"]),
                root=bytes.fromhex(seal["wortel"]),
                previous=bytes.fromhex(seal["vorige"]),
                set_at=datetime.fromisoformat(seal["op"]),
            ),
            position=int(data["positie"]),
            row=str(data["rij"]),
            path=tuple(bytes.fromhex(each) for each in data["pad"]),
        )
        named = bytes.fromhex(seal["hash"])
        json.loads(proof.row)
        computed = proof.seal.hash
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ProofError(f"Dit is geen bewijs van deze gateway ({type(error).__name__}).") from None
    if named != computed:
        raise ProofError(f"Zegel {proof.seal.nummer} is gewijzigd: zijn hash klopt niet met wat erin staat.")
    return proof
