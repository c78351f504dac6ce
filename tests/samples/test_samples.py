"""The samples are what they say they are: good or bad, each beside its report, and about nobody."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gateway.messages.json_form import from_json, to_json
from gateway.messages.read import read
from gateway.messages.registry import CARE_MESSAGE_KINDS
from gateway.messages.write import write
from gateway.standard.identifiers import bsn_valid
from gateway.standard.resources import bundled
from gateway.standard.xml.parse import parse
from tests.cli.running import invoke
from tests.samples.refresh import reports
from tests.support.messages.messages import schemas

FOLDER = bundled("samples")
MESSAGES = sorted(path.name for path in FOLDER.glob("*.xml"))
STORY = {
    "start.json": "WMO305",
    "start-fout.json": "WMO305",
    "stop-tijdelijk.json": "WMO307",
    "stop-definitief.json": "WMO307",
}


@pytest.fixture(scope="module")
def today() -> dict[str, dict[str, Any]]:
    return reports(FOLDER)


def told(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_stands_beside_the_report_it_gets(name: str, today: dict[str, dict[str, Any]]) -> None:
    assert told(Path(name).with_suffix(".json").name) == today[name], "run tests/samples/refresh.py and read the diff"


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_as_good_as_its_name(name: str, today: dict[str, dict[str, Any]]) -> None:
    soort, verdict, *_ = Path(name).stem.split("-")
    assert verdict in ("goed", "fout")
    assert (today[name]["findings"] == []) == (verdict == "goed")
    assert today[name]["message"] in (soort.upper(), "")


@pytest.mark.parametrize("soort", [kind.name for kind in CARE_MESSAGE_KINDS])
def test_every_kind_has_a_good_and_a_bad_message(soort: str) -> None:
    assert f"{soort.lower()}-goed.xml" in MESSAGES
    assert any(name.startswith(f"{soort.lower()}-fout-") for name in MESSAGES)


def test_no_report_is_without_its_message() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.json")) == [
        Path(name).with_suffix(".json").name for name in MESSAGES
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.*")), ids=str)
def test_nobody_in_the_samples_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    for number in re.findall(r"(?<![0-9])[0-9]{9}(?![0-9])", text):
        assert number.startswith("9999")
    for bsn in re.findall(r'(?<=<wmo3\d\d:Bsn>)[^<]*|(?<="bsn": ")[^"]*', text):
        assert bsn.startswith("9999")


def test_the_bsn_of_the_story_passes_the_eleven_test() -> None:
    assert bsn_valid(told("story/client.json")["bsn"])


@pytest.mark.parametrize("soort", ["WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319"])
def test_the_input_for_build_is_the_good_sample(soort: str) -> None:
    built = from_json(soort, told(f"build/{soort.lower()}.json"))
    assert built == read(parse((FOLDER / f"{soort.lower()}-goed.xml").read_bytes()))


def test_the_client_and_assignment_of_the_story_are_those_of_the_good_301() -> None:
    client = from_json("WMO301", told("build/wmo301.json")).client
    assert client is not None
    full = to_json(from_json("WMO301", told("build/wmo301.json")))["client"]
    first = full.pop("toegewezenProducten")[0]
    given = {**told("story/client.json"), "toegewezenProducten": []}
    assert json.loads(json.dumps(given | full)) == {**full, "toegewezenProducten": []}
    assert told("story/toewijzing.json")["product"] == first["product"]


@pytest.mark.parametrize(("name", "soort"), STORY.items())
def test_s2_the_messages_of_the_story_build_as_they_stand(name: str, soort: str) -> None:
    built = invoke("build", soort, FOLDER / "story" / name)
    assert built.exit_code == 0, built.stderr
    assert built.stdout_bytes == write(from_json(soort, told(f"story/{name}")), schemas())


def test_s2_the_start_of_the_story_fits_its_assignment() -> None:
    assigned, start = told("story/toewijzing.json"), told("story/start.json")["client"]["startProducten"][0]
    assert start["product"] == assigned["product"]
    assert start["toewijzingIngangsdatum"] == assigned["ingangsdatum"] <= start["begindatum"] <= assigned["einddatum"]
