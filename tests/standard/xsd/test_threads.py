"""Sixteen threads share one Schemas, and none sees the errors of another."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas
from tests.standard.examples import BSN, START, changed, wmo305, wmo306

CASES: list[tuple[bytes, list[str]]] = [
    (wmo305(), []),
    (wmo306(), []),
    (wmo305(START * 1_000), []),
    (changed(BSN, "1"), ["Bsn"]),
    (changed("<w:Geslacht>1", "<w:Geslacht>9"), ["Geslacht"]),
    (changed("1950-01-31", "x").replace(b"Jansen", b""), ["Datum", "Achternaam"]),
    (wmo306("<w:RetourCode>x</w:RetourCode>"), ["RetourCode"]),
    (wmo305(START * 1_000 + START.replace(">1<", ">x<")), ["StatusAanlevering"]),
]


FIRST_OF_A_PROCESS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas

sys.setswitchinterval(1e-6)
schemas, data = Schemas(), sys.stdin.buffer.read()
with ThreadPoolExecutor(8) as pool:
    sys.exit(not all(pool.map(lambda _: schemas.valid(parse(data)), range(64))))
"""


def test_threads_may_all_be_the_first_to_need_a_schema() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_OF_A_PROCESS], input=wmo305(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]


@pytest.mark.no_cover
def test_sixteen_threads_get_the_right_answers() -> None:
    schemas = Schemas()

    def check(number: int) -> bool:
        data, wrong = CASES[number % len(CASES)]
        document = parse(data)
        found = [name for finding in schemas.findings(document) for name in finding.values]
        return schemas.valid(document) is (not wrong) and found == wrong

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(check, range(160)))


def test_sixteen_threads_are_each_told_their_own_problem() -> None:
    def check(number: int) -> bool:
        name = f"e{number}"
        try:
            parse(f"<a>\n<{name}></b></a>".encode())
        except XmlProblem as problem:
            return f"<{name}>" in problem.text
        return False

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(check, range(1_000)))
