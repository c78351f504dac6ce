"""Level 2 says of every message of the development corpus what the official kit says."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from gateway.messages.read import read
from gateway.rules.engine import judge
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas
from tests.conformance import agreement

CORPUS = Path(__file__).parents[2].parent / "shared" / "conformance" / "dev.jsonl.gz"

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"the labelled messages are not here: {CORPUS}")


def test_the_codes_equal_those_of_the_official_kit_on_every_message():
    schemas = Schemas()
    differences: Counter[str] = Counter()
    count = 0
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        for case in map(json.loads, file):
            count += 1
            found = codes(schemas, case["xml"].encode())
            expected = set(case["rules"])
            agreement.record(case["message"], expected, found)
            differences.update(f"{case['id']}: too many: {code}" for code in found - expected)
            differences.update(f"{case['id']}: too few: {code}" for code in expected - found)
    assert not differences
    assert count == 1500


def codes(schemas: Schemas, data: bytes) -> set[str]:
    """Return the codes of level 2, none for a message that its schema refuses."""
    document = parse(data)
    if not schemas.valid(document):
        return set()
    verdict = judge(read(document))
    assert verdict.crashes == ()
    return {finding.code for finding in verdict.findings}
