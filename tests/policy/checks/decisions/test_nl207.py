"""NL-207: a product is assigned once to a provider for the same days."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.messages.common import Product
from gateway.rules.codes.tr302 import check as tr302
from tests.support.messages.messages import as_read, toegewezen_product, wmo301
from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

YEAR = ("2026-01-01", "2026-12-31")


def test_fails_the_same_code_and_names_the_other():
    found = only_finding("NL-207", new("02A02", *YEAR), care("02A02", "2026-12-31", nummer=8))
    assert found.explanation == (
        "De nieuwe toewijzing (02A02, 2026-01-01 t/m 2026-12-31) loopt op 2026-12-31 naast toewijzing 8 (02A02, vanaf "
        "2026-12-31). Dat is twee keer hetzelfde product bij aanbieder 12345678."
    )
    assert found.other_assignments == (8,)
    assert not found.overridable


def test_fails_what_the_policy_does_not_know_too():
    assert only_finding("NL-207", new("15A06"), care("15A06"))


@pytest.mark.parametrize(
    ("code", "categorie"), [("02A02", "02"), (None, "02"), (None, None)], ids=["code", "category", "any"]
)
def test_fails_beside_the_whole_category_or_any_product(code, categorie):
    other = care(code, categorie=categorie)
    assert only_finding("NL-207", new(None, categorie=None), other)
    assert only_finding("NL-207", new(None, categorie="02"), other)
    assert only_finding("NL-207", new("02A02"), other)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            new("02A02"),
            care(None, categorie="02"),
            ": zonder code telt een toewijzing als elk product van categorie 02 ",
        ),
        (new("02A02"), care(None, categorie=None), ": zonder product telt een toewijzing als elk product "),
        (new(None, categorie=None), care("02A02"), ": zonder product telt een toewijzing als elk product "),
    ],
    ids=["category", "any", "any-new"],
)
def test_fails_and_says_why_two_that_look_different_count_as_one(one, other, why):
    assert only_finding("NL-207", one, other).explanation.endswith(f"bij aanbieder 12345678{why}(TR302).")


def test_passes_another_code_another_category_another_provider_and_other_days():
    assert findings_of("NL-207", new("02A02"), care("02C02")) == []
    assert findings_of("NL-207", new("02A02"), care(None, categorie="07")) == []
    assert findings_of("NL-207", new("02A02"), care("02A02", categorie="07")) == []
    assert findings_of("NL-207", new("02A02"), care("02A02", aanbieder=OTHER_PROVIDER)) == []
    assert findings_of("NL-207", new("02A02", *YEAR), care("02A02", "2027-01-01")) == []
    assert findings_of("NL-207", new("02A02", "2026-06-01"), care("02A02", *YEAR, gestopt_op=day("2026-05-31"))) == []


@pytest.mark.parametrize("categorie", ["11", "12", "13", "14"])
def test_passes_the_exempt_categories_also_beside_any_product(categorie):
    for one in (categorie + "A01", None):
        for other in (one, None):
            assert findings_of("NL-207", new(one, categorie=categorie), care(other, categorie=categorie)) == []
        assert findings_of("NL-207", new(one, categorie=categorie), care(None, categorie=None)) == []
        assert findings_of("NL-207", new(None, categorie=None), care(one, categorie=categorie)) == []


@pytest.mark.parametrize("categorie", ["10", "15"])
def test_fails_the_categories_around_them(categorie):
    assert only_finding("NL-207", new("11A01", categorie=categorie), care("11A01", categorie=categorie))


def test_fails_stretching_into_the_next_and_passes_every_other_change():
    was, after = care("02A02", *YEAR), care("02A02", "2026-12-01", nummer=2)
    longer = only_finding("NL-207", changed(was, replace(was, einddatum=day("2027-01-31"))), after)
    assert "van 2027-01-01 t/m 2027-01-31" in longer.explanation
    assert findings_of("NL-207", changed(was, replace(was, einddatum=day("2026-12-30"))), after) == []
    assert findings_of("NL-207", changed(was, replace(was, volume=2)), after) == []
    assert findings_of("NL-207", changed(was, was, verwijderd=True), after) == []


CODES = st.sampled_from([("02A02", "02"), ("02A02", "07"), ("02C02", "02"), (None, "02"), (None, "11"), (None, None)])
EXEMPT = st.sampled_from(
    [(code, categorie) for code in ("11A01", None) for categorie in ("10", "11", "12", "14", "15")]
)
DAYS = st.integers(1, 5).map(lambda n: day(f"2026-01-0{n}"))
CARE = st.builds(
    lambda product, begin, end: care(product[0], begin, end, categorie=product[1]),
    CODES | EXEMPT,
    DAYS,
    st.none() | DAYS,
)


@given(CARE, CARE)
def test_fails_just_what_tr302_would_refuse_in_one_message(one, other):
    if any(each.einddatum is not None and each.einddatum < each.ingangsdatum for each in (one, other)):
        assert (
            findings_of("NL-207", new(one.code, one.ingangsdatum, one.einddatum, categorie=one.categorie), other) == []
        )
        return
    message = wmo301(
        toegewezen_producten=tuple(
            toegewezen_product(
                toewijzing_nummer=str(nummer),
                product=None if each.categorie is None else Product(categorie=each.categorie, code=each.code),
                ingangsdatum=each.ingangsdatum.isoformat(),
                einddatum=None if each.einddatum is None else each.einddatum.isoformat(),
            )
            for nummer, each in enumerate((one, other), 1)
        )
    )
    found = findings_of("NL-207", new(one.code, one.ingangsdatum, one.einddatum, categorie=one.categorie), other)
    assert len(found) == len(list(tr302(as_read(message))))
