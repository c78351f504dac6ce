"""Merkle trees as in RFC 6962: one hash for many leaves, and a short proof that a leaf is among them."""

import hashlib
from collections.abc import Sequence
from typing import Final

EMPTY: Final = hashlib.sha256(b"").digest()
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of this content as a leaf; its prefix keeps a leaf from passing for a node."""
    return hashlib.sha256(_LEAF + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _levels(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """Return the tree from the leaves up; a node without a neighbour moves up as it is."""
    levels: list[Sequence[bytes]] = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [_node(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
        if len(below) % 2:
            above.append(below[-1])
        levels.append(above)
    return levels


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the hash over these leaf hashes in this order; of no leaves at all, that of nothing."""
    return _levels(leaves)[-1][0] if leaves else EMPTY


def proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the neighbours on the way from the leaf at `index` (from 0) to the root, lowest first. Raises
    IndexError.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path = []
    for level in _levels(leaves)[:-1]:
        neighbour = index ^ 1
        if neighbour < len(level):
            path.append(level[neighbour])
        index //= 2
    return path


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root of a tree of `size` leaves that has `leaf` at `index`, if `path` is the proof; None when it can't
    be.
    """
    if not 0 <= index < size:
        return None
    rest = list(path)
    found = leaf
    while size > 1:
        if index ^ 1 < size:
            if not rest:
                return None
            neighbour = rest.pop(0)
            found = _node(neighbour, found) if index % 2 else _node(found, neighbour)
        index //= 2
        size = (size + 1) // 2
    return None if rest else found
