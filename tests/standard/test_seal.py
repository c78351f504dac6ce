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

INHOUD = b"<bericht/>"
ROW = json.dumps(["berichten", "0983", hashlib.sha256(INHOUD).hexdigest()])
LEAVES = [leaf_hash(each.encode()) for each in ("een", ROW, "drie")]
ZEGEL = Seal(
    gemeente="0983",
    nummer=4,
    row_count=3,
    root=root(LEAVES),
    previous=FIRST,
    set_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
)
BEWIJS = Proof(seal=ZEGEL, position=1, row=ROW, path=tuple(proof(LEAVES, 1)))


def test_a_proof_survives_being_handed_over() -> None:
    read = proof_from_json(json.loads(json.dumps(BEWIJS.to_json())))
    assert read == BEWIJS
    read.check(noted=ZEGEL.hash, content=INHOUD)


def test_every_part_of_a_seal_is_in_its_hash() -> None:
    changed = [
        replace(ZEGEL, gemeente="0984"),
        replace(ZEGEL, nummer=5),
        replace(ZEGEL, row_count=2),
        replace(ZEGEL, root=FIRST),
        replace(ZEGEL, previous=ZEGEL.root),
        replace(ZEGEL, set_at=datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=UTC)),
    ]
    assert len({ZEGEL.hash, *(each.hash for each in changed)}) == len(changed) + 1


@pytest.mark.parametrize(
    "bewijs",
    [
        pytest.param(replace(BEWIJS, row=ROW.replace("0983", "0984")), id="row"),
        pytest.param(replace(BEWIJS, position=0), id="place"),
        pytest.param(replace(BEWIJS, path=BEWIJS.path[:1]), id="path"),
        pytest.param(replace(BEWIJS, seal=replace(ZEGEL, row_count=1)), id="size"),
    ],
)
def test_what_was_touched_does_not_hold(bewijs: Proof) -> None:
    with pytest.raises(ProofError, match="ligt niet onder zegel 4"):
        bewijs.check()


def test_another_seal_or_another_message_is_told_apart() -> None:
    with pytest.raises(ProofError, match=f"heeft hash {ZEGEL.hash.hex()}"):
        BEWIJS.check(noted=FIRST)
    with pytest.raises(ProofError, match="een ander dan dat in de rij"):
        BEWIJS.check(content=INHOUD + b" ")


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: data.pop(key)


@pytest.mark.parametrize(
    ("damage", "melding"),
    [
        pytest.param(_without("pad"), "geen bewijs", id="key"),
        pytest.param(lambda data: data.update(positie="x"), "geen bewijs", id="number"),
        pytest.param(lambda data: data.update(rij="[oeps"), "geen bewijs", id="row"),
        pytest.param(lambda data: data["zegel"].update(nummer=9), "Zegel 9 is gewijzigd", id="seal"),
    ],
)
def test_what_is_no_proof_is_said_so(damage: Callable[[dict[str, Any]], object], melding: str) -> None:
    data = BEWIJS.to_json()
    damage(data)
    with pytest.raises(ProofError, match=melding):
        proof_from_json(data)
