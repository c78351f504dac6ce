"""A policy file that is wrong is refused, with the line and what is expected there."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gateway.policy
from gateway.policy.codes import DATES, DECISIONS, REPORTS, check_codes
from gateway.policy.loading.line_numbers import find_lines
from gateway.policy.loading.load import PolicyError, load_policy
from tests.support.examples import keer

SOURCE = Path(gateway.policy.__file__).with_name("data") / "noord-limburg" / "2024-01-01.toml"
TEXT = SOURCE.read_text("utf-8")
LINES = TEXT.split("\n")
KEY_LINES = [n for n, line in enumerate(LINES) if re.match(r'[\w"].* = .*[^\\\[]$', line)]
"""The lines that hold a key with its whole value."""
FREE_TABLES = ("[gemeenten]", "[soorten]", "[meerwerk.10M01.gronden]")
"""The tables whose keys are names: one that is missing is told where it is used, if it is."""
OPTIONAL = ("basis", "gemiddeld", "minstens", "hoogstens", "nieuw_tot", "overrulebaar", "eenheid")

many_examples = settings(
    max_examples=keer(0.5),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beleid") / "ergens"
    folder.mkdir()
    return folder


def faults_in(directory: Path, text: str, naam: str = "2024-01-01.toml") -> dict[int, str]:
    """What is wrong with this text, by line; {} when nothing is. The error names the file with each line."""
    file = directory / naam
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    found: PolicyError | None = None
    try:
        load_policy(file)
    except PolicyError as error:
        found = error
    if found is None:
        return {}
    first = found.faults[0]
    assert str(found).splitlines()[0] == f"{file}:{first.line}: {first.text}"
    assert all(1 <= each.line <= text.count("\n") + 1 for each in found.faults)
    return {each.line: each.text for each in found.faults}


def replaced(old: str, new: str) -> tuple[str, int]:
    """Our own file with the one place where `old` stands changed, and the line of it."""
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new), TEXT[: TEXT.index(old)].count("\n") + 1


def test_the_folder_names_the_region(directory: Path) -> None:
    assert faults_in(directory, TEXT) == {}
    assert load_policy(directory / "2024-01-01.toml").regio == "ergens"
    assert load_policy(directory / "2024-01-01.toml").geldig_vanaf == date(2024, 1, 1)


def test_a_length_may_be_one_number_of_months_only(directory: Path) -> None:
    assert faults_in(directory, replaced("minstens = 1\nhoogstens = 4", "minstens = 4\nhoogstens = 4")[0]) == {}


def test_a_file_with_windows_line_ends_is_the_same_file(directory: Path) -> None:
    assert faults_in(directory, TEXT.replace("\n", "\r\n")) == {}
    text, line = replaced('soort = "verblijf"', 'soort = "verblif"')
    assert list(faults_in(directory, text.replace("\n", "\r\n"))) == [line]


@many_examples
@given(n=st.sampled_from(KEY_LINES))
def test_a_key_that_is_not_known_is_told_on_its_line(directory: Path, n: int) -> None:
    lines = [*LINES]
    lines[n] = "on_bekend" + lines[n][lines[n].index(" = ") :]
    assert "on_bekend" in faults_in(directory, "\n".join(lines))[n + 1]


@many_examples
@given(n=st.sampled_from(KEY_LINES), value=st.sampled_from(["[[]]", "{ a = 1 }", "-1", "1.5", "12:00:00", '""']))
def test_a_value_of_the_wrong_kind_is_told_on_its_line(directory: Path, n: int, value: str) -> None:
    lines = [*LINES]
    key = lines[n][: lines[n].index(" = ")]
    lines[n] = f"{key} = {value}"
    found = faults_in(directory, "\n".join(lines))
    assert n + 1 in found
    assert key.strip('"') in found[n + 1]


@many_examples
@given(n=st.sampled_from(KEY_LINES))
def test_a_key_that_is_missing_is_told_on_the_line_of_its_table(directory: Path, n: int) -> None:
    key = LINES[n].split(" = ")[0]
    parents = next((k for k in range(n, -1, -1) if LINES[k].startswith("[")), 0)
    found = faults_in(directory, "\n".join(LINES[:n] + LINES[n + 1 :]))
    if key in OPTIONAL:
        assert all("basis" in each for each in found.values())
    elif LINES[parents] in FREE_TABLES:
        assert all(key in each for each in found.values())
    else:
        assert key.strip('"') in found[parents + 1]


@many_examples
@given(n=st.sampled_from(KEY_LINES))
def test_a_key_that_is_there_twice_is_told(directory: Path, n: int) -> None:
    found = faults_in(directory, "\n".join([*LINES[: n + 1], LINES[n], *LINES[n + 1 :]]))
    assert list(found) == [n + 2]


@settings(many_examples, max_examples=keer(1))
@given(begin=st.integers(0, len(TEXT)), length=st.integers(0, 80), new=st.text(max_size=6))
def test_whatever_is_written_over_it_the_file_is_good_or_a_line_is_named(
    directory: Path, begin: int, length: int, new: str
) -> None:
    faults_in(directory, TEXT[:begin] + new + TEXT[begin + length :])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('meerwerk"\nsegment = "1B"', 'meerwerk"\nsegment = "1C"', "geen segment; die zijn 1A1"),
        ('"2A + 3A" = ', '"2A + 9Z" = ', '"9Z" is geen segment'),
        ('"2A + 3A" = ', '"2A" = ', "twee segmenten"),
        ('"2A + 3A" = ', '"2A + 3A + 1B" = ', "twee segmenten"),
        ("[toetsen.NL-208]", "[toetsen.NL-999]", "hoort hier niet"),
        ("[bewaking.NL-804]", "[bewaking.NL-805]", "hoort hier niet"),
        ('soort = "verblijf"', 'soort = "verblif"', "of 'verblijf' zijn, en is \"verblif\""),
        ('soort = "verblijf"', 'soort = "verlenging"', "basis ontbreekt"),
        ('soort = "verblijf"', 'soort = "verblijf"\nbasis = "02A02"', "alleen bij een verlenging of meerwerk"),
        ('basis = "10B01"', 'basis = "10B02"', "geen traject in segment"),
        ('basis = "10B01"', 'basis = "10B09"', "geen product in"),
        ('basis = "10B01"', 'basis = "10M01"', "geen traject in segment"),
        ("minstens = 1\nhoogstens = 4", "minstens = 5\nhoogstens = 4", "moet minstens 5 zijn (minstens), en is 4"),
        ('categorie = "04"', 'categorie = "44"', "niet in de codelijst ProductCategorie"),
        ('eenheid = "14"', 'eenheid = "15"', "niet in de codelijst Eenheid"),
        ("hoogstens = 4", "hoogstens = 0", "moet minstens 1 zijn, en is 0"),
        ('gemeenten = ["0983"]', 'gemeenten = ["0984", "0985"]', '"0985" staat niet in'),
        ('segmenten = ["2A"]', 'segmenten = ["2A", "2A"]', "2 keer"),
        ("geldig_vanaf = 2024-01-01", "geldig_vanaf = 2024-01-02", "het bestand heet 2024-01-01.toml"),
        ("geldig_vanaf = 2024-01-01", "geldig_vanaf = 2024-01-01T00:00:00", "moet een datum zijn"),
        ('0983 = "Venlo"', '983 = "Venlo"', "vier cijfers"),
        ('0983 = "Venlo"', '0983 = " "', "is leeg"),
        ('[toetsen.NL-801]\ngevolg = "signaal"', '[toetsen.NL-801]\ngevolg = "blokkade"', "al gebeurd is"),
        ('[toetsen.NL-207]\ngevolg = "blokkade"', '[toetsen.NL-207]\ngevolg = "nee"', "'blokkade', 'signaal' of 'uit'"),
    ],
)
def test_what_contradicts_the_rest_of_the_file_is_told(directory: Path, old: str, new: str, message: str) -> None:
    text, line = replaced(old, new)
    found = faults_in(directory, text)
    assert any(message in each for n, each in found.items() if line - 3 <= n <= line + 3), found


def test_a_pair_that_is_there_twice_is_told_whatever_its_order(directory: Path) -> None:
    text, line = replaced('"1A1 + 1B" = ', '"2A + 1A1" = ')
    found = faults_in(directory, text)
    assert 'hetzelfde tweetal als "2A + 1A1"' in found[line + 1]
    assert "1A1 + 1B" in found[LINES.index("[stapeling]") + 1]


def test_the_grounds_of_a_product_that_is_no_extra_work_are_told(directory: Path) -> None:
    text = TEXT.replace("[meerwerk.10M01", "[meerwerk.10B01")
    assert 'geen product van soort "meerwerk"' in faults_in(directory, text)[LINES.index("[meerwerk.10M01]") + 1]


def test_a_conflict_names_both_texts(directory: Path) -> None:
    text, _ = replaced(
        '    "Handboek 3.0, hoofdstuk 5, segment logeren (noemt 1A2 als combinatie die niet mag)",\n', ""
    )
    assert any("minstens twee" in each for each in faults_in(directory, text).values())


def test_only_a_blokkade_can_be_overruled(directory: Path) -> None:
    text, _ = replaced('[toetsen.NL-208]\ngevolg = "signaal"', '[toetsen.NL-208]\ngevolg = "uit"\noverrulebaar = true')
    assert any('"uit"' in each for each in faults_in(directory, text).values())


@pytest.mark.parametrize("code", sorted(check_codes(DECISIONS) | check_codes(REPORTS) | check_codes(DATES)))
def test_a_check_without_an_entry_is_told(directory: Path, code: str) -> None:
    begin = TEXT.index(f"[toetsen.{code}]")
    end = TEXT.find("\n[", begin + 1)
    found = faults_in(directory, TEXT[:begin] + TEXT[end + 1 if end > 0 else len(TEXT) :])
    assert any(f"{code} ontbreekt" in each for each in found.values())


def test_what_is_no_toml_and_no_utf_8_is_told_with_its_line(directory: Path) -> None:
    assert list(faults_in(directory, "naam = 'a'\nbron =\n")) == [2]
    assert list(faults_in(directory, "a = 1\nb = [1,\n2,\n")) == [4]
    assert list(faults_in(directory, "a = 1\n\n# \ud800\n")) == [3]
    assert list(faults_in(directory, "a = " + "[" * 100_000)) == [1]
    assert list(faults_in(directory, "a = " + "9" * 5000)) == [1]
    assert 1 in faults_in(directory, "")


def test_a_product_that_is_there_twice_is_told(directory: Path) -> None:
    text = TEXT + '\n[producten.04A01]\nnaam = "Nog eens"\n'
    (line,) = faults_in(directory, text)
    assert text.split("\n")[line - 1] == "[producten.04A01]"


def test_a_table_written_in_another_way_has_its_lines_too() -> None:
    text = '# kop\na.b = 1\nc = { d = [1,\n 2], "e f" = """\nx = 9\n""" }\n[[g]]\nh = 1\n[[g]]\nh = 2\n[g.i]\nj = 3\n'
    lines_by_path = find_lines(text)
    assert lines_by_path[("a", "b")] == 2
    assert lines_by_path[("c", "d", 1)] == lines_by_path[("c", "e f")] == 3
    assert lines_by_path[("g", 0, "h")] == 8
    assert lines_by_path[("g", 1)] == 9
    assert lines_by_path[("g", 1, "h")] == 10
    assert lines_by_path[("g", 1, "i", "j")] == 12
    assert ("x",) not in lines_by_path


@pytest.mark.parametrize("file", sorted(SOURCE.parent.glob("*.toml")), ids=lambda each: each.stem)
def test_every_key_of_our_own_files_has_the_line_that_it_stands_on(file: Path) -> None:
    text = file.read_text("utf-8")
    lines, lines_by_path = text.split("\n"), find_lines(text)
    paths = list(_paths(tomllib.loads(text)))
    assert len(paths) > 300
    for key_path in paths:
        *_, key = (each for each in key_path if isinstance(each, str))
        assert key in lines[lines_by_path[key_path] - 1], key_path


def _paths(value: Any, key_path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every key, and of every table in a list."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield (*key_path, key)
            yield from _paths(below, (*key_path, key))
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from _paths(below, (*key_path, position))
