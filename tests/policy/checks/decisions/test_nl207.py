"""NL-207: one product isn't assigned twice to one provider for the same days."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.messages.common import Product
from gateway.rules.codes.tr302 import check as tr302
from tests.support.messages.messages import gelezen, toegewezen_product, wmo301
from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")


def test_fails_the_same_code_and_names_the_other():
    gevonden = de_enige("NL-207", nieuw("02A02", *JAAR), zorg("02A02", "2026-12-31", nummer=8))
    assert gevonden.explanation == (
        "De nieuwe toewijzing (02A02, 2026-01-01 t/m 2026-12-31) loopt op 2026-12-31 naast toewijzing 8 (02A02, vanaf "
        "2026-12-31). Dat is twee keer hetzelfde product bij aanbieder 12345678."
    )
    assert gevonden.betreft == (8,)
    assert not gevonden.overrulebaar


def test_fails_what_the_policy_does_not_know_too():
    assert de_enige("NL-207", nieuw("15A06"), zorg("15A06"))


@pytest.mark.parametrize(
    ("code", "categorie"), [("02A02", "02"), (None, "02"), (None, None)], ids=["code", "category", "any"]
)
def test_fails_beside_the_whole_category_or_any_product(code, categorie):
    ander = zorg(code, categorie=categorie)
    assert de_enige("NL-207", nieuw(None, categorie=None), ander)
    assert de_enige("NL-207", nieuw(None, categorie="02"), ander)
    assert de_enige("NL-207", nieuw("02A02"), ander)


@pytest.mark.parametrize(
    ("een", "ander", "waarom"),
    [
        (
            nieuw("02A02"),
            zorg(None, categorie="02"),
            ": zonder code telt een toewijzing als elk product van categorie 02 ",
        ),
        (nieuw("02A02"), zorg(None, categorie=None), ": zonder product telt een toewijzing als elk product "),
        (nieuw(None, categorie=None), zorg("02A02"), ": zonder product telt een toewijzing als elk product "),
    ],
    ids=["category", "any", "any-new"],
)
def test_fails_and_says_why_two_that_look_different_count_as_one(een, ander, waarom):
    assert de_enige("NL-207", een, ander).explanation.endswith(f"bij aanbieder 12345678{waarom}(TR302).")


def test_passes_another_code_another_category_another_provider_and_other_days():
    assert vindt("NL-207", nieuw("02A02"), zorg("02C02")) == []
    assert vindt("NL-207", nieuw("02A02"), zorg(None, categorie="07")) == []
    assert vindt("NL-207", nieuw("02A02"), zorg("02A02", categorie="07")) == []
    assert vindt("NL-207", nieuw("02A02"), zorg("02A02", aanbieder=ELDERS)) == []
    assert vindt("NL-207", nieuw("02A02", *JAAR), zorg("02A02", "2027-01-01")) == []
    assert vindt("NL-207", nieuw("02A02", "2026-06-01"), zorg("02A02", *JAAR, gestopt_op=dag("2026-05-31"))) == []


@pytest.mark.parametrize("categorie", ["11", "12", "13", "14"])
def test_passes_the_exempt_categories_also_beside_any_product(categorie):
    for een in (categorie + "A01", None):
        for ander in (een, None):
            assert vindt("NL-207", nieuw(een, categorie=categorie), zorg(ander, categorie=categorie)) == []
        assert vindt("NL-207", nieuw(een, categorie=categorie), zorg(None, categorie=None)) == []
        assert vindt("NL-207", nieuw(None, categorie=None), zorg(een, categorie=categorie)) == []


@pytest.mark.parametrize("categorie", ["10", "15"])
def test_fails_the_categories_around_them(categorie):
    assert de_enige("NL-207", nieuw("11A01", categorie=categorie), zorg("11A01", categorie=categorie))


def test_fails_stretching_into_the_next_and_passes_every_other_change():
    was, erna = zorg("02A02", *JAAR), zorg("02A02", "2026-12-01", nummer=2)
    langer = de_enige("NL-207", gewijzigd(was, replace(was, einddatum=dag("2027-01-31"))), erna)
    assert "van 2027-01-01 t/m 2027-01-31" in langer.explanation
    assert vindt("NL-207", gewijzigd(was, replace(was, einddatum=dag("2026-12-30"))), erna) == []
    assert vindt("NL-207", gewijzigd(was, replace(was, volume=2)), erna) == []
    assert vindt("NL-207", gewijzigd(was, was, verwijderd=True), erna) == []


CODES = st.sampled_from([("02A02", "02"), ("02A02", "07"), ("02C02", "02"), (None, "02"), (None, "11"), (None, None)])
EXEMPT = st.sampled_from(
    [(code, categorie) for code in ("11A01", None) for categorie in ("10", "11", "12", "14", "15")]
)
DAGEN = st.integers(1, 5).map(lambda n: dag(f"2026-01-0{n}"))
ZORG = st.builds(
    lambda product, begin, eind: zorg(product[0], begin, eind, categorie=product[1]),
    CODES | EXEMPT,
    DAGEN,
    st.none() | DAGEN,
)


@given(ZORG, ZORG)
def test_fails_just_what_tr302_would_refuse_in_one_message(een, ander):
    if any(each.einddatum is not None and each.einddatum < each.ingangsdatum for each in (een, ander)):
        assert vindt("NL-207", nieuw(een.code, een.ingangsdatum, een.einddatum, categorie=een.categorie), ander) == []
        return
    bericht = wmo301(
        toegewezen_producten=tuple(
            toegewezen_product(
                toewijzing_nummer=str(nummer),
                product=None if each.categorie is None else Product(categorie=each.categorie, code=each.code),
                ingangsdatum=each.ingangsdatum.isoformat(),
                einddatum=None if each.einddatum is None else each.einddatum.isoformat(),
            )
            for nummer, each in enumerate((een, ander), 1)
        )
    )
    gevonden = vindt("NL-207", nieuw(een.code, een.ingangsdatum, een.einddatum, categorie=een.categorie), ander)
    assert len(gevonden) == len(list(tr302(gelezen(bericht))))
