"""The statements around the cases of a measure."""

from gateway.store.insight.cells import CaseFilter, count_statement, filter_values, list_statement

CASES = "with geval as (select)"


def test_a_list_takes_its_parameters_after_those_of_the_cases() -> None:
    text = list_statement(CASES, 5)
    assert text.startswith(CASES)
    assert "$5" not in text
    assert text.rstrip().endswith("offset $11 limit $12")
    which = CaseFilter(measure="start", gemeente="0983", kind="basis-lokaal")
    assert filter_values(which, 10, 50) == ("start", "0983", None, None, "basis-lokaal", 10, 50)


def test_a_count_takes_no_parameters_of_its_own() -> None:
    assert "$" not in count_statement(CASES)
