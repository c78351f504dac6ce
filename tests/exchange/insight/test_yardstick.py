"""The year, the terms and the working days of a count."""

from datetime import date

import pytest

from gateway.exchange.insight.yardstick import Year, deadlines, terms_of, year_of
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.store.parties.organisaties import Organisatie


def test_a_year_is_one_that_has_begun() -> None:
    assert year_of(2026, date(2026, 1, 1)) == Year(2026)
    assert (Year(2024).begin, Year(2024).end) == (date(2024, 1, 1), date(2025, 1, 1))
    for number in (2014, 2027):
        with pytest.raises(Invalid):
            year_of(number, date(2026, 12, 31))


async def test_terms_are_those_of_the_text_in_force_at_the_end_of_the_year(gateway: Gateway) -> None:
    assert terms_of(gateway, None, Year(2024)) is None
    assert terms_of(gateway, "noord-limburg", Year(2021)) is None
    for number, since in ((2022, 2022), (2023, 2022), (2024, 2024), (2026, 2024)):
        found = terms_of(gateway, "noord-limburg", Year(number))
        assert found is not None
        assert found.policy.geldig_vanaf == date(since, 1, 1)


def test_deadlines_follow_the_holidays_that_a_municipality_works() -> None:
    rests = Organisatie("0983", "gemeente", "Venlo")
    works = Organisatie("0984", "gemeente", "Venray", gewerkte_feestdagen=frozenset({"goede-vrijdag"}))
    found = {(each.gemeente, each.dag): each for each in deadlines([rests, works], Year(2024))}
    thursday = date(2024, 3, 28)
    assert found["0983", thursday].na_drie == date(2024, 4, 4)
    assert found["0984", thursday].na_drie == date(2024, 4, 3)
    assert found["0983", thursday].na_vijf == date(2024, 4, 8)
    assert len(found) == 2 * (366 + 60)
