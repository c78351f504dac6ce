"""Dutch words for an assignment, days and lists."""

from datetime import date

import pytest

from gateway.policy.care_file import Care
from gateway.policy.words import describe, describe_with_provider, join_words, opening, period, periods

DAY = date(2026, 1, 1)


def care(**changes):
    fields_ = {"nummer": 4711, "aanbieder": "12345678", "categorie": "02", "code": "02A02", "besloten_op": DAY}
    return Care(**{**fields_, "ingangsdatum": DAY, "einddatum": date(2026, 12, 31), **changes})


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31)"),
        ({"nummer": None, "einddatum": None}, "de nieuwe toewijzing (02A02, vanaf 2026-01-01)"),
        ({"code": None, "einddatum": DAY}, "toewijzing 4711 (categorie 02 zonder code, 2026-01-01)"),
        ({"code": None, "categorie": None, "einddatum": None}, "toewijzing 4711 (zonder product, vanaf 2026-01-01)"),
        (
            {"gestopt_op": date(2026, 3, 31)},
            "toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31, gestopt op 2026-03-31)",
        ),
    ],
    ids=["usual", "new and open", "no code and one day", "no product", "stopped"],
)
def test_an_assignment_is_named_by_number_product_and_period(changes, text):
    assert describe(care(**changes)) == text


def test_another_provider_is_named():
    assert describe_with_provider(care(), care(nummer=1)) == describe(care())
    assert describe_with_provider(care(), care(aanbieder="1")) == f"{describe(care())} van aanbieder 12345678"


def test_days_without_end_have_none():
    assert period(DAY, date.max) == "vanaf 2026-01-01"
    assert periods([(DAY, DAY), (date(2026, 3, 1), date.max)]) == "op 2026-01-01 en vanaf 2026-03-01"


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")], ids=str
)
def test_a_list_reads_as_dutch(parts, text):
    assert join_words(parts) == text


def test_the_last_word_of_a_list_may_differ():
    assert join_words(["a", "b", "c"], "of") == "a, b of c"


def test_a_sentence_begins_with_a_capital():
    assert opening(care(nummer=None)) == f"D{describe(care(nummer=None))[1:]}"
