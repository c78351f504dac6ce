"""A policy file of the wrong shape is refused, with the line, the key and what is expected there."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.examples import times
from tests.support.policy.files import KEY_LINES, LINES, faults_in, replaced

FREE_TABLES = (
    *("[gemeenten]", "[soorten]", "[meerwerk.10M01.gronden]"),
    *("[verlenging.02C02.gronden]", "[verlenging.07C02.gronden]"),
)
"""Tables whose keys are names: a missing one is a fault where it is used."""
OPTIONAL = (
    *("basis", "gemiddeld", "minstens", "hoogstens", "nieuw_tot", "overrulebaar", "eenheid"),
    *("wel_na", "niet_na", "leeftijd"),
)

many_examples = settings(
    max_examples=times(0.5),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


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
        assert all("basis" in each or "streefwaarden" in each for each in found.values())
    elif LINES[parents] in FREE_TABLES:
        assert all(key in each for each in found.values())
    else:
        assert key.strip('"') in found[parents + 1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('soort = "verblijf"', 'soort = "verblif"', "of 'verblijf' zijn, en is \"verblif\""),
        ("hoogstens = 4", "hoogstens = 0", "moet minstens 1 zijn, en is 0"),
        ("geldig_vanaf = 2024-01-01", "geldig_vanaf = 2024-01-01T00:00:00", "moet een datum zijn"),
        ('0983 = "Venlo"', '983 = "Venlo"', "vier cijfers"),
        ('0983 = "Venlo"', '0983 = " "', "is leeg"),
        ('[toetsen.NL-207]\ngevolg = "blokkade"', '[toetsen.NL-207]\ngevolg = "nee"', "'blokkade', 'signaal' of 'uit'"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_what_would(directory: Path, old: str, new: str, message: str) -> None:
    text, line = replaced(old, new)
    found = faults_in(directory, text)
    assert any(message in each for n, each in found.items() if line - 3 <= n <= line + 3), found
