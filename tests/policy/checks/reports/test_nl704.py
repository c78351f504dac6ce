"""NL-704: extra work begins within its months."""

import pytest

from tests.support.policy.decisions import zorg
from tests.support.policy.reports import de_enige, start, stop, vindt

KORT = zorg("10M01", "2026-09-01", "2026-10-31", nummer=8)
LANG = zorg("10M01", "2026-09-01", "2027-06-30", nummer=8)
OPEN = zorg("10M01", "2026-09-01", nummer=8)
OUD = zorg("02M02", "2023-09-01", "2024-02-29", nummer=8)


@pytest.mark.parametrize(
    ("meerwerk", "op"),
    [(KORT, "2026-10-31"), (LANG, "2026-12-31"), (OPEN, "2026-12-31"), (OUD, "2024-02-29")],
    ids=["einddatum", "maanden", "open", "1A"],
)
def test_passes_up_to_the_last_day(meerwerk, op):
    assert vindt("NL-704", start(meerwerk, op), meerwerk) == []


@pytest.mark.parametrize(
    ("meerwerk", "op", "zegt"),
    [
        (KORT, "2026-11-01", "na 2026-10-31: de Einddatum"),
        (LANG, "2027-01-01", "na 2026-12-31: de laatste dag van 4 maanden meerwerk"),
        (OPEN, "2027-01-01", "na 2026-12-31: de laatste dag van 4 maanden meerwerk"),
        (OUD, "2024-03-01", "na 2024-02-29: de Einddatum"),
    ],
    ids=["einddatum", "maanden", "open", "1A"],
)
def test_fails_the_day_after(meerwerk, op, zegt):
    gevonden = de_enige("NL-704", start(meerwerk, op), meerwerk)
    assert zegt in gevonden.explanation
    assert gevonden.voor_aanbieder


def test_passes_what_is_no_extra_work():
    traject = zorg("10B01", "2026-01-01", "2026-08-31", nummer=8)
    assert vindt("NL-704", start(traject, "2027-01-01"), traject) == []


def test_passes_the_stop_of_what_began_too_late():
    assert vindt("NL-704", stop(KORT, "2026-12-31", begindatum="2026-12-01"), KORT) == []
