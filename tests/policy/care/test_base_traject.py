"""An extension or extra work belongs to the latest traject that had begun."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care.base_traject import (
    base_of,
    earlier_of_same_base,
    follows_directly,
    product_of,
    requested_meerwerk,
    requested_product,
)
from gateway.policy.care_file import Care, CareFile
from gateway.policy.model import ProductKind
from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, new, policy
from tests.support.policy.strategies import wild_care

HERE = policy()
OLD = care("02A02", "2024-01-01", "2024-12-31", nummer=1)
NEW = care("02A02", "2025-01-01", "2025-12-31", nummer=2)
EXTENSION = care("02C02", "2026-01-01", "2026-06-30", nummer=3)


@pytest.mark.parametrize(
    ("others", "base"),
    [
        ([], None),
        ([OLD, NEW], NEW),
        ([care("02A02", "2026-01-02", "2026-12-31")], None),
        ([care("07A02", "2025-01-01", "2025-12-31")], None),
        ([care("02A02", "2025-01-01", "2024-12-31"), OLD], OLD),
        ([care("02A02", "2025-01-01", "2025-06-30", aanbieder=OTHER_PROVIDER), NEW], NEW),
    ],
    ids=["none", "latest", "later", "another product", "ended before it began", "own provider first"],
)
def test_the_base_is_the_latest_traject_that_began(others: list[Care], base: Care | None) -> None:
    assert base_of(EXTENSION, "02A02", others) == base
    assert base_of(EXTENSION, "02A02", others[::-1]) == base


@given(wild_care(), st.lists(wild_care(), max_size=5))
def test_a_base_began_no_later(extension: Care, others: list[Care]) -> None:
    base = base_of(extension, "02A02", others)
    candidates = [each for each in others if each.code == "02A02" and each.ingangsdatum <= each.last_day]
    begun = [each.ingangsdatum for each in candidates if each.ingangsdatum <= extension.ingangsdatum]
    assert (None if base is None else base.ingangsdatum) == max(begun, default=None)


def test_earlier_extensions_are_those_of_the_same_traject() -> None:
    of_old = care("02C02", "2024-12-31", "2024-12-31", nummer=4)
    decision = new("02C02", "2026-07-01", "2026-09-30")
    assert earlier_of_same_base(decision, "02A02", CareFile(care=(OLD, NEW, of_old, EXTENSION))) == [EXTENSION]
    assert earlier_of_same_base(decision, "02A02", CareFile(care=(EXTENSION, of_old))) == [of_old, EXTENSION]


def test_a_change_looks_at_what_began_earlier_only() -> None:
    later = care("02C02", "2026-07-01", "2026-09-30", nummer=5)
    stretched = changed(EXTENSION, care("02C02", "2026-01-01", "2026-07-31", nummer=3))
    assert earlier_of_same_base(stretched, "02A02", CareFile(care=(NEW, later))) == []


def test_only_added_days_of_the_kind_are_requested() -> None:
    product = HERE.producten["02C02"]
    assert product_of(EXTENSION, HERE) == product
    assert requested_product(new("02C02"), HERE, ProductKind.VERLENGING) == product
    assert requested_product(new("02C02"), HERE, ProductKind.MEERWERK) is None
    assert requested_product(new("99Z99"), HERE, ProductKind.VERLENGING) is None
    shortened = changed(EXTENSION, care("02C02", "2026-01-01", "2026-05-31", nummer=3))
    assert requested_product(shortened, HERE, ProductKind.VERLENGING) is None


def test_extra_work_comes_with_its_rules() -> None:
    assert requested_meerwerk(new("10M01"), HERE) == ("10B01", HERE.meerwerk["10M01"])
    assert requested_meerwerk(new("02C02"), HERE) is None
    assert requested_meerwerk(new("02M02"), HERE) is None, "it has no rules"


def test_care_follows_directly_without_a_day_between() -> None:
    assert follows_directly(EXTENSION, NEW)
    assert follows_directly(EXTENSION, care("02A02", "2025-01-01"))
    assert not follows_directly(EXTENSION, care("02A02", "2025-01-01", NEW.last_day - timedelta(days=1)))
