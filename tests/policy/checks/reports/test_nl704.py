"""NL-704: extra work begins on one of its days, within its longest length."""

import pytest

from tests.support.policy.decisions import care
from tests.support.policy.reports import findings_of, only_finding, start, stop

SHORT = care("10M01", "2026-09-01", "2026-10-31", nummer=8)
LONG = care("10M01", "2026-09-01", "2027-06-30", nummer=8)
OPEN = care("10M01", "2026-09-01", nummer=8)
OLD = care("02M02", "2023-09-01", "2024-02-29", nummer=8)


@pytest.mark.parametrize(
    ("meerwerk", "on"),
    [(SHORT, "2026-10-31"), (LONG, "2026-12-31"), (OPEN, "2026-12-31"), (OLD, "2024-02-29")],
    ids=["einddatum", "maanden", "open", "1A"],
)
def test_passes_up_to_the_last_day(meerwerk, on):
    assert findings_of("NL-704", start(meerwerk, on), meerwerk) == []


@pytest.mark.parametrize(
    ("meerwerk", "on", "message"),
    [
        (SHORT, "2026-11-01", "na 2026-10-31: de Einddatum"),
        (LONG, "2027-01-01", "na 2026-12-31: de laatste dag van 4 maanden meerwerk"),
        (OPEN, "2027-01-01", "na 2026-12-31: de laatste dag van 4 maanden meerwerk"),
        (OLD, "2024-03-01", "na 2024-02-29: de Einddatum"),
    ],
    ids=["einddatum", "maanden", "open", "1A"],
)
def test_fails_the_day_after(meerwerk, on, message):
    found = only_finding("NL-704", start(meerwerk, on), meerwerk)
    assert message in found.explanation
    assert found.visible_to_provider


def test_passes_what_is_no_extra_work():
    traject = care("10B01", "2026-01-01", "2026-08-31", nummer=8)
    assert findings_of("NL-704", start(traject, "2027-01-01"), traject) == []


def test_passes_the_stop_of_what_began_too_late():
    assert findings_of("NL-704", stop(SHORT, "2026-12-31", begindatum="2026-12-01"), SHORT) == []
