"""NL-814: a parked message is judged."""

from tests.support.policy.watched import never, signals_of, unanswered


def test_a_claim_may_take_ten_working_days():
    [found] = signals_of("NL-814", "2024-03-01", unanswered=(unanswered("2024-03-01", "WMO323"),))
    assert str(found.uiterlijk) == "2024-03-15"


def test_stands_from_the_day_on_which_it_came_in_until_it_is_judged():
    parked = unanswered("2024-03-01", "WMO305")
    [found] = signals_of("NL-814", "2024-03-01", policy=never, unanswered=(parked,))
    assert (found.sleutel, found.bericht, str(found.uiterlijk)) == ("b1", "b1", "2024-03-06")
    assert found.text == (
        "WMO305 G1 van aanbieder 99990001 is op 2024-03-01 geparkeerd en niet beoordeeld of beantwoord."
    )
    assert signals_of("NL-814", "2024-03-01", unanswered=(unanswered("2024-03-01"),)) == [], "a WMO301 isn't parked"
