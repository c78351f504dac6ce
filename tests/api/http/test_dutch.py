"""Validation errors in Dutch: where, which value, what is expected, and never a BSN."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.api.http.dutch import MAX_FAULTS_SHOWN, validation_problem


def fault(kind: str, *place: str | int, value: Any = None, **context: Any) -> dict[str, Any]:
    return {"type": kind, "loc": ("body", *place), "input": value, "ctx": context}


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (fault("missing", "aanbieder"), "aanbieder ontbreekt."),
        (fault("json_invalid", 7), "de inhoud is geen geldige JSON (bij teken 7)."),
        (fault("dict_type"), "de inhoud moet een JSON-object zijn, met Content-Type application/json."),
        (fault("less_than_equal", "aantal", value=101, le=100), 'aantal mag hoogstens 100 zijn; gegeven is "101".'),
        (
            fault("literal_error", "eenheid", value="99", expected="'01' or '04'"),
            "eenheid moet een van '01' of '04' zijn; gegeven is \"99\".",
        ),
        (
            fault("string_pattern_mismatch", "gemeente", value="983", pattern=r"^[0-9]{4}$"),
            'gemeente moet vier cijfers zijn; gegeven is "983".',
        ),
        (fault("never_seen_before", "x", value=1), 'x heeft een waarde die hier niet kan; gegeven is "1".'),
    ],
)
def test_a_fault_is_one_dutch_sentence(error: dict[str, Any], text: str) -> None:
    assert validation_problem([error])[0] == text


def test_a_parameter_that_is_unknown_is_told_apart_from_a_field() -> None:
    error = {"type": "extra_forbidden", "loc": ("query", "soort"), "input": None}
    assert validation_problem([error])[0] == "soort is hier geen parameter; zie /docs."


@pytest.mark.parametrize("place", [("bsn",), ("client", "commentaar")])
def test_a_bsn_is_masked_wherever_it_is(place: tuple[str, ...]) -> None:
    text, faults = validation_problem([fault("string_too_long", *place, value="999900006", max_length=3)])
    assert "999900006" not in text + str(faults)


@given(st.integers(1, 3 * MAX_FAULTS_SHOWN))
def test_of_many_faults_the_first_are_written_out_and_the_others_counted(number: int) -> None:
    text, faults = validation_problem([fault("missing", str(each)) for each in range(number)])
    assert len(faults) == min(number, MAX_FAULTS_SHOWN)
    assert ("en nog" in text) == (number > MAX_FAULTS_SHOWN)


@given(st.text(st.characters(), max_size=80))
def test_a_value_of_any_letters_can_be_sent(value: str) -> None:
    validation_problem([fault("string_too_short", "naam", value=value + "\ud800", min_length=99)])[0].encode()
