"""Messages that a program builds: the bytes of `gateway build`, or an error with the texts of that command."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import gateway
from gateway.messages.json_form import to_json
from gateway.standard.resources import bundled
from tests.cli.running import invoke
from tests.support.messages.messages import wmo305, xml


def form(**client: Any) -> dict[str, Any]:
    made = to_json(wmo305())
    made["client"].update(client)
    return made


def refused(data: Any, kind: str = "WMO305") -> gateway.BuildError:
    with pytest.raises(gateway.BuildError) as caught:
        gateway.build(kind, data)
    return caught.value


@pytest.mark.parametrize("kind", ["WMO305", "wmo305", "305"])
def test_text_bytes_and_objects_give_the_same_message(kind: str) -> None:
    text = json.dumps(form())
    assert {gateway.build(kind, each) for each in (text, text.encode())} == {xml(wmo305())}
    assert gateway.build(kind, form()) == xml(wmo305())


@pytest.mark.parametrize("number", ["301", "305", "307", "315", "317", "319", "323", "325"])
def test_the_samples_build_and_are_approved(number: str) -> None:
    made = gateway.build(number, (bundled("samples") / "build" / f"wmo{number}.json").read_bytes())
    report = gateway.validate(made)
    assert report.approved, report
    assert report.message == f"WMO{number}"


WRONG = {
    "no JSON": b'{"header": ',
    "comma": b'{"header": 1 "client": 2}',
    "escape": b'{"a": "\\x"}',
    "code point": b'{"a": "\\u12"}',
    "byte order mark": b"\xef\xbb\xbf{}",
    "key twice": b'{"header": 1, "header": 2}',
    "NaN": b'{"header": NaN}',
    "deep": b'{"header": ' + b"[" * 100_000,
    "no UTF-8": b'{"a": "\xff"}',
    "list": b"[]",
    "keys lack": b"{}",
    "schema": json.dumps(form(geslacht="x")).encode(),
    "rule": json.dumps(form(bsn="999900007")).encode(),
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_an_error_says_in_dutch_what_the_command_says(data: bytes) -> None:
    error = refused(data)
    told = invoke("build", "WMO305", stdin=data).stderr.splitlines()
    assert told[0] == "gateway: hieruit is geen geldig bericht te maken; er is niets geschreven"
    assert told[1:] == str(error).splitlines()[1:] == [f"  {line}" for line in error.lines]
    assert "Invalid" not in str(error)
    assert "Unexpected" not in str(error)


def test_an_unknown_kind_names_those_there_are() -> None:
    assert "onbekende berichtsoort" in str(refused({}, "WMO350"))


@pytest.mark.parametrize("data", ["\ud800", '{"a": "\ud800"}'])
def test_text_that_no_encoding_holds_is_refused(data: str) -> None:
    assert refused(data).lines == ("de JSON is geen UTF-8",)


@pytest.mark.parametrize(
    ("client", "code", "level"), [({"geslacht": "x"}, "XSD", 1), ({"bsn": "999900007"}, "CS002", 2)]
)
def test_findings_of_schema_and_rules_are_typed_and_name_no_line(client: dict[str, Any], code: str, level: int) -> None:
    error = refused(form(**client))
    assert [(each.code, each.level, each.line) for each in error.findings] == [(code, level, None)]
    assert "999900007" not in str(error)


def test_faults_of_the_json_are_lines_without_findings() -> None:
    error = refused({"heador": {}, "client": form()["client"]})
    assert error.findings == ()
    assert error.lines[0] == "onbekende sleutel heador; bedoelt u header?"


def test_an_error_is_a_value_error_and_travels_between_processes() -> None:
    error = refused(form(bsn="999900007"))
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(error, ValueError)
    assert (str(again), again.lines, again.findings) == (str(error), error.lines, error.findings)


def test_many_threads_build_the_same_bytes() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(gateway.build, ["305"] * 100, [form()] * 100)) == {xml(wmo305())}
