"""The verdict of our schemas on the labelled messages is that of the official ones, on every single one."""

import gzip
import json
from pathlib import Path

import pytest

from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "dev.jsonl.gz"


def test_the_verdict_is_the_official_one_on_every_message() -> None:
    if not CORPUS.is_file():
        pytest.skip(f"the labelled messages are not here: {CORPUS}")
    schemas = Schemas()
    different: list[str] = []
    total = 0
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            total += 1
            try:
                document = parse(case["xml"].encode())
            except XmlProblem:
                if case["xsd_valid"]:
                    different.append(case["id"])
                continue
            findings = schemas.findings(document)
            right = document.soort.name == case["message"] and schemas.valid(document) is case["xsd_valid"]
            if not right or bool(findings) is case["xsd_valid"]:
                different.append(case["id"])
    assert (total, different) == (1500, [])
