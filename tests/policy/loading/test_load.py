"""A policy file is read as it is written, or refused with the line of each fault."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.policy.loading.load import MAX_FAULTS_SHOWN, PolicyError, load_policy
from tests.support.examples import times
from tests.support.policy.files import KEY_LINES, LINES, TEXT, faults_in, replaced

many_examples = settings(
    max_examples=times(0.5),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def test_the_folder_names_the_region(directory: Path) -> None:
    assert faults_in(directory, TEXT) == {}
    assert load_policy(directory / "2024-01-01.toml").regio == "ergens"
    assert load_policy(directory / "2024-01-01.toml").geldig_vanaf == date(2024, 1, 1)


def test_a_file_with_windows_line_ends_is_the_same_file(directory: Path) -> None:
    assert faults_in(directory, TEXT.replace("\n", "\r\n")) == {}
    text, line = replaced('soort = "verblijf"', 'soort = "verblif"')
    assert list(faults_in(directory, text.replace("\n", "\r\n"))) == [line]


def test_the_file_is_named_after_the_first_day(directory: Path) -> None:
    text, line = replaced("geldig_vanaf = 2024-01-01", "geldig_vanaf = 2024-01-02")
    assert faults_in(directory, text) == {line: "geldig_vanaf is 2024-01-02, maar het bestand heet 2024-01-01.toml"}


def test_only_the_first_faults_are_written_out(directory: Path) -> None:
    file = directory / "2024-01-01.toml"
    file.write_text("".join(f"key_{n} = 1\n" for n in range(100)))
    with pytest.raises(PolicyError) as error:
        load_policy(file)
    *shown, rest = str(error.value).splitlines()
    assert len(shown) == MAX_FAULTS_SHOWN
    assert rest.endswith(f"en nog {len(error.value.faults) - MAX_FAULTS_SHOWN} fouten")


@many_examples
@given(n=st.sampled_from(KEY_LINES))
def test_a_key_that_is_there_twice_is_told(directory: Path, n: int) -> None:
    found = faults_in(directory, "\n".join([*LINES[: n + 1], LINES[n], *LINES[n + 1 :]]))
    assert list(found) == [n + 2]


@settings(many_examples, max_examples=times(1))
@given(begin=st.integers(0, len(TEXT)), length=st.integers(0, 80), new=st.text(max_size=6))
def test_whatever_is_written_over_it_the_file_is_good_or_a_line_is_named(
    directory: Path, begin: int, length: int, new: str
) -> None:
    faults_in(directory, TEXT[:begin] + new + TEXT[begin + length :])


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
