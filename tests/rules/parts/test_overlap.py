"""Groups of overlapping products, held against the definition tried on every pair."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from gateway.messages.common import Product
from gateway.rules.parts.overlap import overlaps
from tests.support.messages.messages import toegewezen_product

DAYS = st.integers(1, 9).map(lambda day: f"2024-03-0{day}")
PERIODS = st.tuples(DAYS, DAYS | st.just("")).map(sorted)
"""First and last day; a first day of "" makes the second the first day of an open period."""
PRODUCTS = st.sampled_from(
    [
        None,
        *(
            Product(categorie=code[:2], code=code if code[2:] else None)
            for code in ("02", "03", "02A01", "02A02", "11A01")
        ),
    ]
)


def build(product, period, number):
    first, last = period if period[0] else (period[1] or "2024-03-01", None)
    return toegewezen_product(toewijzing_nummer=str(number), product=product, ingangsdatum=first, einddatum=last)


CARE = st.lists(st.builds(build, PRODUCTS, PERIODS, st.integers(1, 99)), max_size=7)


def same(one, other):
    """Return True when both are one product: equal, or the one holds the other."""
    if one is None or other is None:
        return True
    return one.categorie == other.categorie and (None in (one.code, other.code) or one.code == other.code)


def overlap(one, other):
    return (one.einddatum is None or other.ingangsdatum <= one.einddatum) and (
        other.einddatum is None or one.ingangsdatum <= other.einddatum
    )


@given(CARE)
def test_a_product_is_in_a_group_when_it_overlaps_an_equal_one(products):
    counted = [each for each in products if each.product is None or each.product.categorie != "11"]
    pairs = [
        (one, other)
        for one, other in combinations(counted, 2)
        if same(one.product, other.product) and overlap(one, other)
    ]
    found = [*overlaps(products, "toewijzingen", "ToewijzingNummer", lambda each: each.toewijzing_nummer)]
    assert bool(found) is bool(pairs)
    assert {id(fault.at) for fault in found} <= {id(each) for pair in pairs for each in pair}


def test_a_group_is_told_by_its_first_three():
    products = [toegewezen_product(toewijzing_nummer=str(number)) for number in range(1, 6)]
    (found,) = overlaps(products, "toewijzingen", "ToewijzingNummer", lambda each: each.toewijzing_nummer)
    assert found.text.startswith("5 toewijzingen overlappen elkaar: 1 van 2024-01-01 tot en met 2024-12-31; 2 van")
    assert found.text.endswith(" en 2 andere.")
    assert found.at is products[-1]
