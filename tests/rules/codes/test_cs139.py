"""CS139: a date of birth is as exact as DatumGebruik says."""

import pytest

from gateway.messages.common import Geboortedatum
from gateway.rules.codes.cs139 import check
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import relatie, wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315


def born(datum, gebruik):
    return wmo305(geboortedatum=Geboortedatum(datum=datum, datum_gebruik=gebruik))


@pytest.mark.parametrize(
    ("datum", "gebruik"),
    [
        ("1950-06-15", None),
        ("1950-06-01", "1"),
        ("1950-01-01", "1"),
        ("1950-01-01", "2"),
        ("1900-01-01", "3"),
        ("1900-01-01", None),
        ("10000-01-01", "2"),
    ],
)
def test_passes_a_date_as_exact_as_said(datum, gebruik):
    assert finds("CS139", born(datum, gebruik)) == []


@pytest.mark.parametrize(
    ("datum", "gebruik"),
    [
        ("1950-06-15", "1"),
        ("1950-06-01", "2"),
        ("1950-01-15", "2"),
        ("1950-01-01", "3"),
        ("1900-01-02", "3"),
        ("-0044-01-01", "2"),
    ],
)
def test_fails_a_date_more_exact_than_said(datum, gebruik):
    finding = the_only("CS139", born(datum, gebruik))
    assert finding.path == "/Bericht/Client/Geboortedatum/Datum"
    assert finding.also_at == ("/Bericht/Client/Geboortedatum/DatumGebruik",)
    assert f"past niet bij DatumGebruik {gebruik} (D" in finding.explanation


@pytest.mark.parametrize("message", [wmo301(), wmo305(), wmo307(), wmo315()], ids=["301", "305", "307", "315"])
def test_passes_and_fails_in_every_message(message):
    given = "1950-06-15</iwmo:Datum>"
    assert finds("CS139", message) == []
    assert the_only("CS139", edited(message, {given: f"{given}<iwmo:DatumGebruik>1</iwmo:DatumGebruik>"}))


@pytest.mark.parametrize(("datum", "gebruik"), [("1950-06-01", "1"), ("1950-01-01", "2"), ("1900-01-01", "3")])
def test_fails_white_space_behind_the_date(datum, gebruik):
    assert the_only("CS139", edited(born(datum, gebruik), {f"{datum}<": f"{datum}\n<"}))


@pytest.mark.parametrize(("datum", "gebruik", "fault"), [("1950-06-01", "1", 0), ("1900-01-01", "3", 1)])
def test_fails_white_space_before_the_date_where_the_year_counts(datum, gebruik, fault):
    assert len(finds("CS139", edited(born(datum, gebruik), {f">{datum}": f"> {datum}"}))) == fault


def test_fails_for_a_relation_too():
    kin = relatie(geboortedatum=Geboortedatum(datum="1950-06-15", datum_gebruik="2"))
    assert the_only("CS139", wmo301(relaties=(relatie(nummer="2"), kin))).path.startswith(
        "/Bericht/Client/Relaties/Relatie[2]/"
    )


def test_passes_a_datum_gebruik_that_says_nothing():
    unknown = Geboortedatum(datum="1950-06-15", datum_gebruik="")
    assert list(check(wmo305(geboortedatum=unknown))) == []
