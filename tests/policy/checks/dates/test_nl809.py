"""NL-809: the time in which extra work can be asked for is nearly over."""

from dataclasses import replace

import pytest

from gateway.policy.loading.regions import load_region
from tests.support.policy.watched import care, period, signals_of

TRAJECT = care("10B01", "2024-01-01", "2024-12-31", gestart_op="2024-01-08")
"""Extra work can be asked for until 2024-06-08."""


def policy(day):
    return load_region("noord-limburg").policy_on(day)


def test_stands_in_the_last_thirty_days():
    assert period("NL-809", "2024-01-01", "2024-12-31", TRAJECT, policy=policy) == ("2024-05-09", "2024-06-08")


def test_says_until_when():
    [found] = signals_of("NL-809", "2024-06-08", TRAJECT, policy=policy)
    assert found.text == (
        "Meerwerk bij toewijzing 1 (10B01, 2024-01-01 t/m 2024-12-31) kan tot en met 2024-06-08 worden gevraagd: 5 "
        "maanden na de start op 2024-01-08."
    )
    assert str(found.uiterlijk) == "2024-06-08"


@pytest.mark.parametrize(
    "other",
    [
        replace(TRAJECT, gestart_op=None),
        replace(TRAJECT, gestopt_op=TRAJECT.ingangsdatum.replace(month=5)),
        care("02A02", "2024-01-01", "2024-12-31", gestart_op="2024-01-08"),
    ],
    ids=["not started", "stopped", "another product"],
)
def test_is_silent_without_a_running_traject(other):
    assert signals_of("NL-809", "2024-06-01", other, policy=policy) == []


def test_lapses_when_there_is_extra_work():
    at_once = care("10M01", "2024-12-01", "2024-12-31", nummer=2)
    assert signals_of("NL-809", "2024-06-01", TRAJECT, at_once, policy=policy) == []
