"""A proof is checked without a database, and breaks wherever it is touched."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.standard.merkle import leaf_hash, proof, root
from gateway.standard.seal import FIRST, Proof, ProofError, Seal, proof_from_json

CONTENT = b"<bericht/>"
ROW = json.dumps(["berichten", "0983", hashlib.sha256(CONTENT).hexdigest()])
LEAVES = [leaf_hash(each.encode()) for each in ("een", ROW, "drie")]
SEAL = Seal(
    gemeente="0983",
    nummer=4,
    row_count=3,
    root=root(LEAVES),
    previous=FIRST,
    set_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
)
PROOF = Proof(seal=SEAL, position=1, row=ROW, path=tuple(proof(LEAVES, 1)))


def test_a_proof_survives_being_handed_over() -> None:
    read = proof_from_json(json.loads(json.dumps(PROOF.to_json())))
    assert read == PROOF
    read.check(noted=SEAL.hash, content=CONTENT)


def test_every_part_of_a_seal_is_in_its_hash() -> None:
    changed = [
        replace(SEAL, gemeente="0984"),
        replace(SEAL, nummer=5),
        replace(SEAL, row_count=2),
        replace(SEAL, root=FIRST),
        replace(SEAL, previous=SEAL.root),
        replace(SEAL, set_at=datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=UTC)),
    ]
    assert len({SEAL.hash, *(each.hash for each in changed)}) == len(changed) + 1


@pytest.mark.parametrize(
    "bewijs",
    [
        pytest.param(replace(PROOF, row=ROW.replace("0983", "0984")), id="row"),
        pytest.param(replace(PROOF, position=0), id="place"),
        pytest.param(replace(PROOF, path=PROOF.path[:1]), id="path"),
        pytest.param(replace(PROOF, seal=replace(SEAL, row_count=1)), id="size"),
    ],
)
def test_what_was_touched_does_not_hold(bewijs: Proof) -> None:
    with pytest.raises(ProofError, match="ligt niet onder zegel 4"):
        bewijs.check()


def test_another_seal_or_another_message_is_told_apart() -> None:
    with pytest.raises(ProofError, match=f"heeft hash {SEAL.hash.hex()}"):
        PROOF.check(noted=FIRST)
    with pytest.raises(ProofError, match="een ander dan dat in de rij"):
        PROOF.check(content=CONTENT + b" ")


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: data.pop(key)


@pytest.mark.parametrize(
    ("damage", "text"),
    [
        pytest.param(_without("pad"), "geen bewijs", id="key"),
        pytest.param(lambda data: data.update(positie="x"), "geen bewijs", id="number"),
        pytest.param(lambda data: data.update(rij="[oeps"), "geen bewijs", id="row"),
        pytest.param(lambda data: data["zegel"].update(nummer=9), "Zegel 9 is gewijzigd", id="seal"),
    ],
)
def test_what_is_no_proof_is_said_so(damage: Callable[[dict[str, Any]], object], text: str) -> None:
    data = PROOF.to_json()
    damage(data)
    with pytest.raises(ProofError, match=text):
        proof_from_json(data)
