"""Values as Dutch people read them."""

from datetime import UTC, date, datetime

import pytest

from gateway.console.view.words import (
    KINDS,
    begun,
    count,
    day,
    kind,
    label,
    last_name,
    moment,
    short,
    tone,
    volume,
)
from gateway.messages.registry import REGISTRY


def test_days_and_moments_are_dutch_and_local() -> None:
    assert day(date(2026, 3, 1)) == "1 maart 2026"
    assert day(None) == "–"
    assert moment(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == "2 maart 2026, 00:30"
    assert moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 juli 2026, 01:30"
    assert moment(None) == "–"
    assert short(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == "02-03-2026 00:30"


def test_every_kind_of_message_has_a_word() -> None:
    assert set(REGISTRY) <= set(KINDS)
    assert kind("WMO305") == "WMO305 (start)"
    assert kind("iets") == "iets"


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        ("ToewijzingNummer", "Toewijzing nummer"),
        ("Bsn", "BSN"),
        ("BerichtXsdVersie", "Bericht XSD versie"),
        ("RedenBeeindiging", "Reden beeindiging"),
        ("_", "_"),
    ],
)
def test_an_element_is_named_in_words(element: str, shown: str) -> None:
    assert label(element) == shown


def test_a_volume_is_told_without_codes() -> None:
    assert volume(120, "01", "4") == "120 × minuut, per maand"
    assert volume("3", "16") == "3 × dagdeel (4 uur)"
    assert volume(1, "99", "9") == "1 × 99, 9"


def test_a_state_has_a_tone_and_a_number_its_noun() -> None:
    assert [tone(each) for each in ("goedgekeurd", "afgekeurd", "geparkeerd", "iets", None)] == [
        *("success", "error", "warning"),
        *("neutral", "neutral"),
    ]
    assert [count(each, "dag", "dagen") for each in (0, 1, 1204)] == ["0 dagen", "1 dag", "1.204 dagen"]


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("/wmo305:Bericht/wmo305:Client/iwmo:Begindatum[2]", "Begindatum"),
        ("omvang/volume", "volume"),
        ("client.naam", "naam"),
        ("", ""),
    ],
)
def test_the_last_of_a_path_is_its_name(place: str, shown: str) -> None:
    assert last_name(place) == shown


def test_a_capital_in_front_leaves_the_others() -> None:
    assert [begun(each) for each in ("uitvoering Wmo", "geen WMO305", "")] == ["Uitvoering Wmo", "Geen WMO305", ""]
