"""Hashes of seals that were noted outside the database: who has one knows later whether the past was rewritten.

One hash vouches for the chain of one municipality. A root vouches for all at once: it is made of the newest seal of
every municipality at one moment, and found again by following the seals in the order in which they were set.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from gateway.standard.merkle import root
from gateway.standard.seal import Seal

_HASH_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class NotedHash:
    """The hash of a seal, or a root over all municipalities."""

    hash: bytes
    gemeente: str = ""
    """Whose seal has it; empty: anybody's, or it is a root."""


def parse_hash(text: str) -> bytes:
    """Return the hash that is written as hexadecimal digits. Raises ValueError, with in Dutch what is wrong."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        raise ValueError("een hash bestaat uit cijfers en de letters a tot en met f") from None
    if len(found) != _HASH_BYTES:
        raise ValueError(
            f"een hash heeft {2 * _HASH_BYTES} tekens, en hier staan er {len(text)}: is hij heel overgenomen?"
        )
    return found


def parse_noted(text: str) -> NotedHash:
    """Return the hash that is written as HASH or GEMEENTE=HASH. Raises ValueError as `parse_hash` does."""
    gemeente, _, digits = text.rpartition("=")
    return NotedHash(parse_hash(digits), gemeente)


def root_over_all(newest: Iterable[Seal]) -> bytes:
    """Return the root over these seals, one a municipality, whatever their order."""
    return root([seal.hash for seal in sorted(newest, key=attrgetter("gemeente"))])


def missing(noted: Sequence[NotedHash], chains: Mapping[str, Sequence[Seal]]) -> list[NotedHash]:
    """Return the noted hashes that neither a seal of these chains has nor a root that once stood over them."""
    if not noted:
        return []
    hashes = {gemeente: {seal.hash for seal in chain} for gemeente, chain in chains.items()}
    unknown = [
        each
        for each in noted
        if not any(each.hash in known for gemeente, known in hashes.items() if each.gemeente in ("", gemeente))
    ]
    roots = {each.hash for each in unknown if not each.gemeente}
    if roots:
        roots -= roots.intersection(_roots(chains))
    return [each for each in unknown if each.gemeente or each.hash in roots]


def _roots(chains: Mapping[str, Sequence[Seal]]) -> Iterator[bytes]:
    newest: dict[str, Seal] = {}
    for seal in sorted((seal for chain in chains.values() for seal in chain), key=attrgetter("set_at")):
        newest[seal.gemeente] = seal
        yield root_over_all(newest.values())
