"""Amounts are whole cents, however a spreadsheet writes them, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.money import cents, euros, plain_euros, signed_euros

AMOUNTS = st.integers(0, 10**13)


@given(AMOUNTS)
def test_an_amount_is_read_back_as_it_was_written(amount: int) -> None:
    assert cents(plain_euros(amount)) == amount
    assert cents(euros(amount)) == amount
    assert cents(plain_euros(amount).replace(",", ".")) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1234", 123_400), ("1.234,50", 123_450), ("1234,50", 123_450), ("1234.50", 123_450), ("€ 0,05", 5), (" 7 ", 700)],
)
def test_an_amount_is_taken_as_spreadsheets_write_it(text: str, amount: int) -> None:
    assert cents(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "1.234", "1,234", "1,5", "-1", "+1", "1e3", "12.34.56", "1,234.50", "1 234", "٣", "=1+1", "€", "9" * 40],
)
def test_what_can_be_read_in_two_ways_or_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="bedrag"):
        cents(text)


def test_a_credit_is_written_with_a_sign() -> None:
    assert [signed_euros(each) for each in (-123450, 0, 5)] == ["-€ 1.234,50", "€ 0,00", "€ 0,05"]
