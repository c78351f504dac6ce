"""The tree has the root of RFC 6962, and only a leaf's own proof leads there."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.merkle import EMPTY, leaf_hash, proof, root, root_from

leaves = st.lists(st.binary(max_size=8).map(leaf_hash), min_size=1, max_size=40)


def by_the_book(hashes: list[bytes]) -> bytes:
    """Return the definition of RFC 6962, section 2.1: split at the largest power of two below the count."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hashlib.sha256(b"\x01" + by_the_book(hashes[:split]) + by_the_book(hashes[split:])).digest()


@given(leaves)
def test_the_root_is_that_of_the_definition(hashes: list[bytes]) -> None:
    assert root(hashes) == by_the_book(hashes)


def test_the_test_vectors_of_certificate_transparency() -> None:
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    hashes = [leaf_hash(bytes.fromhex(each)) for each in inputs]
    assert root([]) == EMPTY
    assert hashes[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(hashes).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(leaves, st.data())
def test_a_proof_leads_from_its_leaf_to_the_root_and_from_no_other(hashes: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    path = proof(hashes, index)
    assert root_from(hashes[index], index, len(hashes), path) == root(hashes)
    assert root_from(leaf_hash(b"another leaf"), index, len(hashes), path) != root(hashes)
    assert root_from(hashes[index], index, len(hashes), [*path, EMPTY]) is None
    if path:
        assert root_from(hashes[index], index, len(hashes), path[:-1]) is None


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_outside_the_tree(index: int) -> None:
    hashes = [leaf_hash(bytes([each])) for each in range(3)]
    with pytest.raises(IndexError):
        proof(hashes, index)
    assert root_from(hashes[0], index, 3, proof(hashes, 0)) is None
