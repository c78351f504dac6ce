"""TR302: one product isn't assigned twice for the same days."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.messages.common import Product
from gateway.rules.codes.tr302 import check
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import toegewezen_product, wmo301

CODED = Product(categorie="02", code="02A02")
OTHER_CODE = Product(categorie="02", code="02A03")
ELSEWHERE = Product(categorie="03", code="02A02")
ASPECIFIC = Product(categorie="02")


def two(one, other, *dates):
    """Return two assignments, each with a product and (as far as given) its first and last day."""
    periods = [*dates, ("2024-01-01", None), ("2024-01-01", None)]
    return wmo301(
        toegewezen_producten=tuple(
            toegewezen_product(toewijzing_nummer=number, product=product, ingangsdatum=begin, einddatum=end)
            for number, product, (begin, end) in zip("12", (one, other), periods, strict=False)
        )
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [(CODED, OTHER_CODE), (CODED, ELSEWHERE), (ASPECIFIC, ELSEWHERE), (ASPECIFIC, Product(categorie="03"))],
    ids=["code", "category", "category of one without code", "category of both without code"],
)
def test_passes_other_products_on_the_same_days(one, other):
    assert finds("TR302", two(one, other)) == []
    assert finds("TR302", two(other, one)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [(CODED, CODED), (CODED, ASPECIFIC), (ASPECIFIC, ASPECIFIC), (None, CODED), (None, ASPECIFIC), (None, None)],
    ids=["code", "one without code", "both without code", "one generic", "generic and category", "both generic"],
)
def test_fails_the_same_product_on_the_same_days(one, other):
    for message in (two(one, other), two(other, one)):
        finding = the_only("TR302", message)
        assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]"
        assert finding.also_at == ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]",)
        assert finding.values == {"ToewijzingNummer": "2"}
        assert finding.explanation.endswith(": 1 van 2024-01-01 zonder einde; 2 van 2024-01-01 zonder einde.")


@pytest.mark.parametrize("categorie", ["11", "12", "13", "14"])
@pytest.mark.parametrize("code", [None, "11A01"])
def test_passes_exempt_categories_also_beside_a_generic_product(categorie, code):
    exempt = Product(categorie=categorie, code=code)
    assert finds("TR302", two(exempt, exempt)) == []
    assert finds("TR302", two(None, exempt)) == []


@pytest.mark.parametrize("categorie", ["10", "15"])
def test_fails_the_categories_around_them(categorie):
    product = Product(categorie=categorie, code="11A01")
    assert the_only("TR302", two(product, product))


MARCH = ("2024-03-01", "2024-03-31")


@pytest.mark.parametrize(
    ("period", "overlaps"),
    [
        (("2024-02-01", "2024-02-29"), False),
        (("2024-02-01", "2024-03-01"), True),
        (("2024-03-10", "2024-03-20"), True),
        (("2024-01-01", "2024-12-31"), True),
        (("2024-03-31", "2024-04-30"), True),
        (("2024-04-01", "2024-04-30"), False),
        (("2024-03-31", None), True),
        (("2024-04-01", None), False),
        (("2020-01-01", None), True),
        (("2024-03-01", "2024-03-01"), True),
        (("2024-03-31", "2024-03-31"), True),
        (("2024-02-29", "2024-02-29"), False),
        (("2024-04-01", "2024-04-01"), False),
    ],
)
def test_fails_and_passes_by_the_day_with_both_days_inclusive(period, overlaps):
    assert bool(finds("TR302", two(CODED, CODED, MARCH, period))) is overlaps
    assert bool(finds("TR302", two(CODED, CODED, period, MARCH))) is overlaps


def test_fails_two_open_assignments_whenever_they_begin():
    assert the_only("TR302", two(CODED, CODED, ("2030-01-01", None), ("2024-01-01", None)))


@pytest.mark.parametrize("reden", ["01", "13"])
def test_passes_what_was_withdrawn(reden):
    def message(**changes):
        withdrawn = toegewezen_product(toewijzing_nummer="2", **{"einddatum": "2024-01-01", **changes})
        return wmo301(toegewezen_producten=(toegewezen_product(), withdrawn))

    assert finds("TR302", message(reden_wijziging=reden)) == []
    assert the_only("TR302", message(reden_wijziging=reden, einddatum="2024-01-02"))
    assert the_only("TR302", message(reden_wijziging=reden, einddatum=None))
    assert the_only("TR302", message(reden_wijziging="05"))
    assert the_only("TR302", message())


def test_fails_with_white_space_in_a_date_as_without():
    message = two(CODED, CODED, MARCH, ("2024-03-31", "2024-05-01"))
    assert the_only("TR302", edited(message, {">2024-03-31<": "> 2024-03-31 <"}))


@pytest.mark.parametrize("cut", ["<!-- -->", "<?x y?>"])
def test_passes_and_fails_by_the_whole_of_dates_and_codes(cut):
    message = two(CODED, CODED, ("2024-03-01", "2024-03-31"), ("2024-03-02", "2024-05-01"))
    for value in ("2024-05-01", "2024-03-02", "02A02"):
        assert the_only("TR302", edited(message, {f">{value}<": f">{value[:3]}{cut}{value[3:]}<"}))
    apart = two(CODED, CODED, ("2024-03-01", "2024-03-31"), ("2024-04-01", "2024-05-01"))
    assert finds("TR302", edited(apart, {">2024-03-31<": f">2024-{cut}03-31<"})) == []


def test_fails_when_the_first_part_of_a_category_does_not_exempt():
    message = two(
        Product(categorie="12", code="02A02"),
        Product(categorie="12", code="02A02"),
        ("2024-03-01", "2024-03-31"),
        ("2024-03-02", "2024-05-01"),
    )
    assert finds("TR302", message) == []
    assert the_only("TR302", edited(message, {"Categorie>12<": "Categorie>1<!-- -->2<"}))


def test_fails_once_for_a_group_and_tells_how_many():
    many = tuple(toegewezen_product(toewijzing_nummer=str(number)) for number in range(300))
    finding = the_only("TR302", wmo301(toegewezen_producten=many))
    assert finding.path.endswith("[300]")
    assert len(finding.also_at) == 10
    assert finding.explanation.startswith("300 toewijzingen van hetzelfde product overlappen elkaar: 0 van 2024-01-01")
    assert finding.explanation.endswith("en 297 andere.")


def test_fails_once_for_each_group():
    products = tuple(
        toegewezen_product(toewijzing_nummer=str(number), product=product)
        for number, product in enumerate((CODED, OTHER_CODE, ELSEWHERE, OTHER_CODE, CODED))
    )
    found = finds("TR302", wmo301(toegewezen_producten=products))
    assert [finding.path[-3:] for finding in found] == ["[4]", "[5]"]


def test_fails_the_groups_in_the_order_of_their_last_members_and_tells_three_in_full():
    products = tuple(
        toegewezen_product(toewijzing_nummer=str(number), product=product)
        for number, product in enumerate((CODED, CODED, OTHER_CODE, OTHER_CODE, OTHER_CODE, CODED))
    )
    found = finds("TR302", wmo301(toegewezen_producten=products))
    assert [finding.path[-3:] for finding in found] == ["[5]", "[6]"]
    period = "van 2024-01-01 tot en met 2024-12-31"
    assert found[0].explanation.endswith(f": 2 {period}; 3 {period}; 4 {period}.")


DAYS = st.integers(0, 12).map(lambda day: (date(2024, 1, 1) + timedelta(days=day)).isoformat())
PRODUCTS = st.sampled_from(
    [CODED, OTHER_CODE, ELSEWHERE, ASPECIFIC, Product(categorie="03"), Product(categorie="12"), None]
)
ASSIGNMENTS = st.builds(
    toegewezen_product,
    product=PRODUCTS,
    ingangsdatum=DAYS,
    einddatum=st.none() | DAYS,
    reden_wijziging=st.sampled_from([None, None, "13", "05"]),
)


def clash(one, other):
    """Return what the rule says of two assignments, word for word."""
    for each in (one, other):
        if each.product and each.product.categorie in ("11", "12", "13", "14"):
            return False
        if each.reden_wijziging == "13" and each.einddatum == each.ingangsdatum:
            return False
    if one.product and other.product:
        if one.product.categorie != other.product.categorie:
            return False
        if one.product.code and other.product.code and one.product.code != other.product.code:
            return False
    if one.einddatum and other.einddatum:
        return not (one.einddatum < other.ingangsdatum or other.einddatum < one.ingangsdatum)
    if one.einddatum or other.einddatum:
        ended, opened = (one, other) if one.einddatum else (other, one)
        return ended.einddatum >= opened.ingangsdatum
    return True


@given(st.lists(ASSIGNMENTS, max_size=9))
@settings(deadline=None)
def test_fails_just_those_that_trying_every_pair_finds(assignments):
    clashing = {id(member) for pair in combinations(assignments, 2) if clash(*pair) for member in pair}
    faults = list(check(wmo301(toegewezen_producten=tuple(assignments))))
    found = [id(member) for fault in faults for member in (fault.at, *(other for other, _ in fault.also_at))]
    assert sorted(found) == sorted(clashing)
