"""What an approved message changes in the books."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.exchange.receiving.effects import (
    assigned_numbers,
    change_starts,
    change_stops,
    client_details,
    keep_requests,
    references_in,
    signed_day,
)
from gateway.rules.case import Start, Stop
from gateway.store.care.reports import Effect
from gateway.store.requests.verzoeken import NewRequest
from tests.support.messages.messages import start_product, stop_product, toegewezen_product, wmo301, wmo305, wmo307
from tests.support.messages.requests import aangevraagd_product, nieuw_product, wmo315, wmo317, wmo319


def test_starts_are_added_and_removed_by_their_key() -> None:
    added, removed = start_product(begindatum="2024-02-01"), start_product(status_aanlevering="3")
    effect = change_starts(wmo305(start_producten=(added, removed)))
    assert effect.table == "starts"
    [start], [gone] = effect.added, effect.removed
    assert isinstance(start, Start)
    assert start.begindatum == date(2024, 2, 1)
    assert start.toewijzing_nummer == gone.toewijzing_nummer == int(added.toewijzing_nummer)


def test_stops_are_added_with_their_last_day() -> None:
    effect = change_stops(wmo307(stop_producten=(stop_product(einddatum="2024-05-31"),)))
    assert (effect.table, effect.removed) == ("stops", ())
    [stop] = effect.added
    assert isinstance(stop, Stop)
    assert stop.einddatum == date(2024, 5, 31)


def test_a_start_that_stands_twice_spelled_differently_is_added_once() -> None:
    product = start_product(toewijzing_nummer="101")
    effect = change_starts(wmo305(start_producten=(product, replace(product, toewijzing_nummer="0101"))))
    assert effect == Effect(table="starts", added=effect.added[:1], ingangsdata=effect.ingangsdata[:1])


def test_a_year_that_the_books_cannot_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="9999"):
        change_starts(wmo305(start_producten=(start_product(begindatum="10000-01-01"),)))


def test_a_product_without_an_assignment_number_is_passed_over() -> None:
    products = tuple(toegewezen_product(toewijzing_nummer=number) for number in ("12", "012", None))
    assert list(assigned_numbers(wmo301(toegewezen_producten=products))) == [12, 12]


def test_only_what_identifies_a_client_is_taken_over() -> None:
    assert set(client_details(wmo305())) == {"geboortedatum", "geslacht", "naam"}


def test_each_product_of_a_request_for_care_is_kept_on_its_own() -> None:
    products = (aangevraagd_product(referentie_aanbieder=" A 1 "), aangevraagd_product(referentie_aanbieder="A2"))
    first, second = keep_requests(wmo315(aangevraagde_producten=products)).asked
    assert first == NewRequest(
        volgnummer=1,
        referentie="A 1",
        dagtekening=date(2024, 3, 1),
        categorie="02",
        code="02A02",
        ingangsdatum=date(2024, 4, 1),
        einddatum=date(2024, 12, 31),
    )
    assert (second.volgnummer, second.referentie) == (2, "A2")


def test_a_request_for_change_is_one_from_its_first_wish_on() -> None:
    new = nieuw_product(gewenste_ingangsdatum="2024-03-15")
    [asked] = keep_requests(wmo317(nieuwe_producten=(new,))).asked
    assert asked == NewRequest(
        volgnummer=1, referentie="W1", dagtekening=date(2024, 3, 1), ingangsdatum=date(2024, 3, 15)
    )


def test_each_reference_in_a_message_is_named_once() -> None:
    products = tuple(toegewezen_product(referentie_aanbieder=each) for each in ("R1", None, " R1 ", "R2"))
    assert references_in(wmo301(toegewezen_producten=products)) == ["R1", "R2"]
    assert references_in(wmo319(referentie_aanbieder="A1 ")) == ["A1"]
    assert references_in(wmo315()) == ["A1"]
    assert references_in(wmo317()) == ["W1"]


def test_a_request_is_judged_on_what_its_sender_knew_when_it_signed() -> None:
    assert signed_day(wmo317(dagtekening="2024-03-01")) == date(2024, 3, 1)
    assert signed_day(wmo317(dagtekening="12024-03-01")) is None
