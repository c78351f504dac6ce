"""A fault against the schema is told with its place, and without the value: that may be personal."""

import threading

from lxml import etree

from gateway.standard.stuf.messages import STUF
from gateway.standard.stuf.schema import schema_errors
from gateway.standard.stuf.write import to_element
from tests.standard.stuf.examples import DI01


def test_a_valid_envelope_has_no_faults() -> None:
    assert schema_errors(to_element(DI01)) == []


def test_a_fault_has_its_place_and_not_its_value() -> None:
    root = etree.fromstring(etree.tostring(to_element(DI01)))
    for name in ("functie", "applicatie"):
        element = root.find(f".//{{{STUF}}}{name}")
        assert element is not None
        element.text = "999990019" * 10
    errors = schema_errors(root)
    assert [error.partition(", ")[2] for error in errors] == [
        "envelopHeenbericht-ggk_Di01/stuurgegevens/zender/applicatie: de waarde is te lang",
        "envelopHeenbericht-ggk_Di01/stuurgegevens/functie: de waarde is te lang",
    ]


def test_every_thread_has_a_schema_of_its_own() -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(schema_errors(to_element(DI01)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[]] * 4
