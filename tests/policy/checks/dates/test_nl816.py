"""NL-816: a tariff is near its end."""

from datetime import date

import pytest

from gateway.policy.tariffs import Tariff
from tests.support.policy.watched import never, period, signals_of

ONE = "99990001"


def tariff(first: str, last: str | None, aanbieder: str | None = ONE, **changes: str) -> Tariff:
    return Tariff(
        **{"categorie": "10", "code": "10B02", "eenheid": "82", **changes},
        aanbieder=aanbieder,
        bedrag=100_00,
        vanaf=date.fromisoformat(first),
        tot=None if last is None else date.fromisoformat(last),
    )


ENDS = tariff("2024-01-01", "2024-12-31")


def test_stands_from_ninety_days_before_the_last_day_up_to_and_including_it():
    assert period("NL-816", "2024-01-01", "2025-12-31", policy=never, tariffs=(ENDS,)) == ("2024-10-02", "2024-12-31")


def test_names_the_tariff_and_whose_it_is():
    [own] = signals_of("NL-816", "2024-12-01", tariffs=(ENDS,))
    assert (own.aanbieder, str(own.uiterlijk)) == (ONE, "2024-12-31")
    assert own.text == (
        f"Het tarief van product 10B02 (eenheid 82) voor aanbieder {ONE} eindigt op 2024-12-31, en er is geen tarief "
        "voor de dag erna."
    )
    [all_] = signals_of("NL-816", "2024-12-01", tariffs=(tariff("2024-01-01", "2024-12-31", None),))
    assert all_.aanbieder == ""
    assert "voor alle aanbieders eindigt" in all_.text
    assert all_.sleutel != own.sleutel


@pytest.mark.parametrize(
    ("other", "number"),
    [
        (tariff("2025-01-01", None), 0),
        (tariff("2024-01-01", None, None), 0),
        (tariff("2025-01-02", None), 1),
        (tariff("2025-01-01", None, "99990002"), 1),
        (tariff("2025-01-01", None, eenheid="14"), 1),
        (tariff("2025-01-01", None, code="10B01"), 1),
    ],
    ids=["follows", "of all providers", "a day later", "another provider", "another unit", "another product"],
)
def test_is_gone_when_a_tariff_holds_on_the_day_after(other: Tariff, number: int):
    assert len(signals_of("NL-816", "2024-12-01", tariffs=(ENDS, other))) == number
