"""What `gateway build` makes of JSON, and what it says when it makes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from gateway.messages.json_form import to_json
from gateway.standard.resources import bundled
from tests.cli.running import invoke
from tests.support.messages.claims import wmo323, wmo325
from tests.support.messages.messages import wmo301, wmo305, wmo307, xml
from tests.support.messages.requests import wmo315, wmo317, wmo319

MESSAGES = {
    each.soort.name: each for each in (wmo301(), wmo305(), wmo307(), wmo315(), wmo317(), wmo319(), wmo323(), wmo325())
}


def of_305(**header: Any) -> dict[str, Any]:
    form = to_json(wmo305())
    form["header"].update(header)
    return form


@pytest.mark.parametrize("soort", MESSAGES)
def test_json_becomes_the_message(soort: str, tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps(to_json(MESSAGES[soort])), "utf-8")
    result = invoke("build", soort, path)
    assert result.exit_code == 0
    assert result.stdout_bytes == xml(MESSAGES[soort])
    assert result.stderr == ""


@pytest.mark.parametrize("soort", ["WMO305", "wmo305", "305"])
def test_the_kind_may_be_written_short(soort: str) -> None:
    result = invoke("build", soort, "-", stdin=json.dumps(of_305()))
    assert result.stdout_bytes == xml(wmo305())


def test_standard_input_is_the_default() -> None:
    assert invoke("build", "WMO305", stdin=json.dumps(of_305())).stdout_bytes == xml(wmo305())


def test_out_names_the_file_to_write(tmp_path: Path) -> None:
    result = invoke("build", "WMO305", "--out", tmp_path / "uit.xml", stdin=json.dumps(of_305()))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (tmp_path / "uit.xml").read_bytes() == xml(wmo305())


def test_out_in_a_folder_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    result = invoke("build", "WMO305", "--out", tmp_path / "weg" / "uit.xml", stdin=json.dumps(of_305()))
    assert result.exit_code == 2
    assert "is niet te schrijven" in result.stderr


@pytest.mark.parametrize("soort", ["301", "305", "307"])
def test_the_samples_build(soort: str) -> None:
    result = invoke("build", soort, bundled("samples") / "build" / f"wmo{soort}.json")
    assert result.exit_code == 0
    assert result.stdout.startswith("<?xml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"header": ', "regel 1, kolom 12: verwacht wordt een waarde"),
        ('{"header": 1 "client": 2}', "er ontbreekt een komma"),
        ('{"header": 1, "header": 2}', "'header' staat tweemaal"),
        ('{"header": NaN}', "NaN is geen waarde in JSON"),
        ('{"header": ' + "[" * 100_000, "te diep genest"),
        ("1" * 5000, "gateway:"),
        (b'{"header": "\xff"}', "geen UTF-8"),
        ("[]", "verwacht: een object"),
        ("{}", "header ontbreekt"),
    ],
)
def test_what_is_no_json_of_a_message_is_told_and_nothing_written(text: str | bytes, told: str, tmp_path: Path) -> None:
    result = invoke("build", "WMO305", "--out", tmp_path / "uit.xml", stdin=text)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "er is niets geschreven" in result.stderr
    assert not (tmp_path / "uit.xml").exists()


def test_a_typing_error_gets_a_suggestion() -> None:
    form = of_305()
    form["client"]["startProducten"][0]["begindatm"] = form["client"]["startProducten"][0].pop("begindatum")
    result = invoke("build", "WMO305", stdin=json.dumps(form))
    assert "client.startProducten[0].begindatm; bedoelt u begindatum?" in result.stderr


def test_a_value_that_the_schema_refuses_is_a_finding_of_level_1() -> None:
    form = of_305()
    form["client"]["startProducten"][0]["begindatum"] = "01-02-2024"
    result = invoke("build", "WMO305", stdin=json.dumps(form))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "XSD  niveau 1, /wmo305:Bericht" in result.stderr
    assert "01-02-2024" in result.stderr


def test_a_broken_rule_is_a_finding_of_level_2_and_a_bsn_is_masked() -> None:
    form = of_305()
    form["client"]["bsn"] = "999900007"
    result = invoke("build", "WMO305", stdin=json.dumps(form))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "CS002  niveau 2, /Bericht/Client/Bsn" in result.stderr
    assert "999900007" not in result.stderr


def test_an_unknown_kind_is_told() -> None:
    result = invoke("build", "WMO350", stdin="{}")
    assert result.exit_code == 1
    assert "onbekende berichtsoort" in result.stderr


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    assert "bestaat niet" in invoke("build", "WMO305", tmp_path / "weg.json").stderr
    assert "is een map" in invoke("build", "WMO305", tmp_path).stderr
    assert invoke("build", "WMO305", tmp_path).exit_code == 2
