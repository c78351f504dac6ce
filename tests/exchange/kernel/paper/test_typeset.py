"""The program that typesets is fed through its input, and fails without a word of what it was given."""

import json
import subprocess
import sys

from gateway.exchange.kernel.paper import typeset


def test_what_is_no_document_ends_it_without_a_pdf() -> None:
    program = [sys.executable, "-I", str(typeset.__file__)]
    ended = subprocess.run(program, input=json.dumps({"gemaakt": 0}).encode(), capture_output=True, env={}, check=False)
    assert ended.returncode != 0
    assert ended.stdout == b""


def test_the_same_document_makes_the_same_bytes() -> None:
    given = {"titel": "Leeg", "onder": "", "voet": "Leeg", "gemaakt": 1_700_000_000, "delen": []}
    made = typeset.typeset(given)
    assert made.startswith(b"%PDF-")
    assert typeset.typeset(given) == made
