"""What a Prestatie should cost: minutes of hours by a sixtieth, half a cent up (IV081)."""

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from gateway.rules.parts.claim_lines import lines
from gateway.rules.parts.claim_rates import contract_rates, expected_amounts, minute_rate, minutes_amount
from tests.rules.claim_files import assigned, claimed
from tests.support.messages.claims import prestatie, wmo323
from tests.support.messages.messages import as_read


def test_k020_the_example_of_the_standard():
    assert minute_rate(8730) == 146
    assert minutes_amount(8730, 380) == 55290


@example(rate=30, minutes=1)
@given(rate=st.integers(0, 99_999_999), minutes=st.integers(0, 99_999_999))
def test_amounts_are_rounded_half_up_as_exact_fractions_are(rate, minutes):
    exact = Fraction(rate * minutes, 60)
    assert minutes_amount(rate, minutes) == int(exact + Fraction(1, 2))
    assert minute_rate(rate) == int(Fraction(rate, 60) + Fraction(1, 2))


def test_a_rate_is_known_by_code_unit_and_day():
    case = claimed(rates={("02A02", "04"): 3000, ("02A03", "01"): 7})
    [line] = lines(as_read(wmo323()), case)
    assert contract_rates(line, assigned(), case.claims.rates) == {50}
    assert contract_rates(line, assigned(size="600x01/2"), case.claims.rates) == frozenset()


def test_what_an_amount_may_be():
    assert expected_amounts(prestatie(eenheid="84"), {}) == (6000, 6000)
    assert expected_amounts(prestatie(), {}) == (6000 - 60, 6000 + 60)
