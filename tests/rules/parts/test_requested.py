"""The assignments that a request for change is about."""

from datetime import date

from gateway.messages.common import Omvang
from gateway.rules.parts.requested import changes, signed_on, size_of, standing, with_reference, without_code_is_barred
from tests.rules.case_files import requested, toewijzing
from tests.support.messages.requests import te_wijzigen_product, wmo315, wmo317


def test_what_stands_is_what_the_provider_could_know_on_the_dagtekening():
    case = requested(
        toewijzing(3, einddatum=date(2024, 2, 29)),
        toewijzing(4, verwijderd=True),
        toewijzing(5, sent_on=date(2024, 3, 2)),
        toewijzing(6, einddatum=date(2024, 3, 1)),
    )
    assert set(standing(wmo317(), case)) == {1, 2, 6}
    assert set(standing(wmo317(dagtekening="2024-03-02"), case)) == {1, 2, 5}


def test_a_change_comes_with_its_assignment_and_what_is_none_is_left_out():
    products = tuple(te_wijzigen_product(toewijzing_nummer=each) for each in ("01", "9"))
    [(product, assigned)] = changes(wmo317(te_wijzigen_producten=products), requested())
    assert (product.toewijzing_nummer, assigned.toewijzing_nummer) == ("01", 1)


def test_references_and_the_dagtekening():
    assert [each.referentie_aanbieder for each in with_reference(wmo315())] == ["A1"]
    assert [each.referentie_aanbieder for each in with_reference(wmo317())] == ["W1"]
    assert signed_on(wmo315()) == date(2024, 3, 1)


def test_a_size_is_compared_as_numbers_and_codes():
    assert size_of(None) is None
    assert size_of(Omvang(volume="010", eenheid=" 04", frequentie="2")) == (10, "04", "2")


def test_only_what_ended_in_2020_may_have_an_omvang_without_a_code():
    assert without_code_is_barred(toewijzing())
    assert without_code_is_barred(toewijzing(einddatum=date(2021, 1, 1)))
    assert not without_code_is_barred(toewijzing(einddatum=date(2020, 12, 31)))
