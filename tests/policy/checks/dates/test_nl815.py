"""NL-815: a contract is near its end."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.policy.care_file import Contract
from tests.support.policy.watched import never, period, signals_of

ONE = "99990001"


def contract(first: str, last: str | None, segment: str = "2A", aanbieder: str = ONE) -> Contract:
    return Contract(
        aanbieder=aanbieder,
        segment=segment,
        soort=None,
        vanaf=date.fromisoformat(first),
        tot=None if last is None else date.fromisoformat(last),
    )


ENDS = contract("2024-01-01", "2024-12-31")


def test_stands_from_ninety_days_before_the_last_day_up_to_and_including_it():
    assert period("NL-815", "2024-01-01", "2025-12-31", policy=never, contracts=(ENDS,)) == ("2024-10-02", "2024-12-31")


def test_names_the_contract():
    [found] = signals_of("NL-815", "2024-12-01", contracts=(ENDS,))
    assert (found.aanbieder, str(found.uiterlijk), found.sleutel) == (ONE, "2024-12-31", f"{ONE}:2A:2024-12-31")
    assert found.text == (
        f"Het contract van aanbieder {ONE} voor segment 2A eindigt op 2024-12-31, en er sluit geen ander op aan."
    )


@pytest.mark.parametrize(
    ("other", "number"),
    [
        (contract("2025-01-01", None), 0),
        (contract("2024-07-01", "2025-06-30"), 0),
        (contract("2025-01-02", None), 1),
        (contract("2025-01-01", None, segment="1B"), 1),
        (contract("2025-01-01", None, aanbieder="99990002"), 1),
    ],
    ids=["follows", "overlaps", "a day later", "another segment", "another provider"],
)
def test_is_gone_when_another_contract_follows_without_a_gap(other: Contract, number: int):
    assert len(signals_of("NL-815", "2024-12-01", contracts=(ENDS, other))) == number


def test_a_contract_for_a_product_is_followed_by_one_for_it_or_for_all():
    ends = replace(ENDS, product="10B02")
    [found] = signals_of("NL-815", "2024-12-01", contracts=(ends,))
    assert found.sleutel == f"{ONE}:2A:10B02:2024-12-31"
    assert found.text.startswith(f"Het contract van aanbieder {ONE} voor product 10B02 (segment 2A) eindigt op 2024-12")
    follows = contract("2025-01-01", None)
    for other, number in ((follows, 0), (replace(follows, product="10B02"), 0), (replace(follows, product="x"), 1)):
        assert len(signals_of("NL-815", "2024-12-01", contracts=(ends, other))) == number
    assert len(signals_of("NL-815", "2024-12-01", contracts=(ENDS, replace(follows, product="10B02")))) == 1


def test_a_contract_without_an_end_has_none():
    assert signals_of("NL-815", "2024-12-01", contracts=(contract("2024-01-01", None),)) == []
