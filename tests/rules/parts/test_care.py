"""Care in a 301, 315 and 317 under one set of names."""

import pytest

from gateway.rules.parts.care import all_care, begin, begin_name, describe, end, end_name, with_product
from gateway.standard.lexical import filled
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import nieuw_product, wmo315, wmo317

MESSAGES = [wmo301(), wmo315(), wmo317()]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.soort.name)
def test_care_has_a_first_and_a_last_day_in_elements_of_its_own(message):
    found = [*all_care(message)]
    assert found
    for care in found:
        element = {name.replace("_", "").lower(): value for name, value in vars(care).items()}
        assert filled(begin(care))
        assert element[begin_name(care).lower()] == begin(care)
        assert element[end_name(care).lower()] == end(care)


def test_a_change_of_an_assignment_is_care_without_a_product():
    message = wmo317()
    assert len(all_care(message)) == len(with_product(message)) + 1
    assert with_product(wmo301()) == all_care(wmo301())
    assert with_product(wmo315()) == all_care(wmo315())


def test_care_is_described_by_what_identifies_it():
    assert [describe(each) for message in MESSAGES for each in all_care(message)] == [
        "Toewijzing 1",
        "Aangevraagd product A1",
        "De gevraagde wijziging van toewijzing 1",
        "Nieuw product 02A03",
    ]
    assert describe(nieuw_product(product=None)) == "Een nieuw product"
