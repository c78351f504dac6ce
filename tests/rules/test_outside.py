"""The world outside: municipalities by day, and products by category."""

from datetime import date

from gateway.rules.outside import Outside
from gateway.standard.municipalities import Municipality, list_municipalities

DAY = date(2024, 3, 1)


def test_the_bundled_list_has_present_and_ended_municipalities():
    assert {code for code, each in list_municipalities().items() if each.tot is None} == {
        code for code, each in list_municipalities().items() if each.exists_on(date(2026, 11, 30))
    }
    assert list_municipalities()["0003"].tot == date(2020, 12, 31)


def test_a_municipality_exists_up_to_and_including_its_last_day():
    outside = Outside(today=DAY)
    assert outside.municipality_existed("0003", date(2020, 12, 31))
    assert not outside.municipality_existed("0003", date(2021, 1, 1))
    assert outside.municipality_existed("0983", DAY)
    assert not outside.municipality_existed("9999", DAY)
    own = {"9999": Municipality("9999", "Proefdorp", None, None, ())}
    assert Outside(today=DAY, gemeenten=own).municipality_existed("9999", DAY)


def test_a_product_is_of_its_category_by_the_list_or_else_by_its_first_characters():
    assert Outside(today=DAY).belongs_to("02A02", "02")
    assert not Outside(today=DAY).belongs_to("02A02", "03")
    listed = Outside(today=DAY, products={"02A02": "03"})
    assert listed.belongs_to("02A02", "03")
    assert not listed.belongs_to("03A01", "03")
