"""TR383: every product of a request has a reference of its own."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import codes, edited, finds, the_only
from tests.support.messages.requests import aangevraagd_product, wmo315

PRODUCTS = "/Bericht/Client/AangevraagdeProducten"


def asked(*references):
    return wmo315(
        aangevraagde_producten=tuple(
            aangevraagd_product(referentie_aanbieder=reference, product=Product(categorie="02", code=f"02A{n:02}"))
            for n, reference in enumerate(references)
        )
    )


def test_passes_references_that_differ_in_a_letter_or_in_white_space():
    assert codes(asked("a1", "A1 ", "A1", "01", "1", "A 1")) == set()


@pytest.mark.parametrize("later", ["A1 ", " A1", " A1  ", "A1<!-- --> "])
def test_fails_a_later_reference_with_white_space_around_it_alone(later):
    message = edited(asked("A1", "B1"), {">B1<": f">{later}<"})
    assert codes(message) == {"TR383"}
    finding = the_only("TR383", message)
    assert finding.also_at == (f"{PRODUCTS}/AangevraagdProduct[1]/ReferentieAanbieder",)


def test_passes_twice_the_same_with_white_space_which_tr101_refuses():
    assert codes(asked("A1 ", "A1 ")) == {"TR101"}


def test_fails_by_the_first_part_of_a_reference():
    cut = edited(asked("A1", "B1"), {">B1<": ">A1<!-- -->B<"})
    assert codes(cut) == {"TR383"}
    assert codes(edited(asked("A1", "B1"), {">B1<": ">A<!-- -->1<"})) == {"TR101"}


def test_fails_a_reference_twice_as_tr101_does():
    message = asked("A1", "A2", "A1")
    assert codes(message) == {"TR101", "TR383"}
    finding = the_only("TR383", message)
    assert finding.path == f"{PRODUCTS}/AangevraagdProduct[3]/ReferentieAanbieder"
    assert finding.also_at == (f"{PRODUCTS}/AangevraagdProduct[1]/ReferentieAanbieder",)
    assert finding.explanation == "2 aangevraagde producten hebben ReferentieAanbieder A1."


def test_fails_once_for_each_reference():
    found = finds("TR383", asked(*["A", "B"] * 20))
    assert [finding.path.rpartition("[")[2] for finding in found] == [
        "39]/ReferentieAanbieder",
        "40]/ReferentieAanbieder",
    ]
