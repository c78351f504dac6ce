"""Starts and stops in a message in the typed form of the case file."""

from datetime import date

import pytest

from gateway.messages.common import Product
from gateway.rules.case import CaseFile, Start
from gateway.rules.reported import (
    delivered,
    delivered_starts,
    delivered_stops,
    removes,
    start_key,
    start_of,
    starts_left,
    stop_key,
    stop_of,
    stops_left,
)
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307

START = start_product()
STOP = stop_product()
REMOVED_START = start_product(status_aanlevering=" 3 ")
REMOVED_STOP = stop_product(status_aanlevering="3")


def test_a_start_is_the_same_however_it_is_spelt():
    other = start_product(toewijzing_nummer="+1", product=Product(categorie=" 02", code="02A02 "))
    assert start_of(other) == start_of(START)


def test_a_date_that_python_cannot_hold_is_an_error():
    with pytest.raises(ValueError, match="datum"):
        start_of(start_product(begindatum="12024-01-01"))


def test_a_stop_ends_the_start_with_its_key():
    stop = stop_of(STOP)
    assert stop.start == start_of(START)
    assert not stop.is_temporary
    assert stop_of(stop_product(reden_beeindiging=" 20 ")).is_temporary
    assert stop.delivery_key == (1, date(2024, 2, 1))
    assert stop_of(stop_product(toewijzing_nummer=None)).delivery_key == ("02", "02A02", date(2024, 2, 1))


def test_the_key_has_the_texts_of_the_message():
    assert start_key(start_product(product=None)) == {
        "ToewijzingNummer": "1",
        "Product/Categorie": None,
        "Product/Code": None,
        "Begindatum": "2024-02-01",
    }
    assert list(stop_key(STOP))[-2:] == ["RedenBeeindiging", "Einddatum"]


def test_removals_are_not_delivered_and_go_first():
    assert removes(REMOVED_START)
    starts = wmo305(start_producten=(REMOVED_START, start_product(begindatum="2024-02-09")))
    assert [each.begindatum for each in delivered(starts)] == ["2024-02-09"]
    assert [start.begindatum for _, start in delivered_starts(starts)] == [date(2024, 2, 9)]
    kept = Start(toewijzing_nummer=2, categorie=None, code=None, begindatum=date(2024, 1, 1))
    assert starts_left(starts, CaseFile(starts=(start_of(START), kept))) == (kept,)

    stops = wmo307(stop_producten=(REMOVED_STOP,))
    assert list(delivered(stops)) == list(delivered_stops(stops)) == []
    assert stops_left(stops, CaseFile(stops=(stop_of(STOP),))) == ()
