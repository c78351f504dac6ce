"""What may be changed about an assignment that was sent, case by case."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from gateway.exchange.assigning.changes import Change, apply_change
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.messages.terms import AssignmentTerms
from gateway.store.care.toewijzingen import AssignmentVersion

NOW = AssignmentVersion(
    nummer=7,
    versie=1,
    toewijzingsdatum=date(2024, 1, 1),
    toewijzingstijd=time(12),
    terms=AssignmentTerms(
        categorie="02",
        code="02A02",
        ingangsdatum=date(2024, 1, 1),
        einddatum=date(2024, 12, 31),
        volume=100,
        eenheid="01",
        frequentie="6",
        commentaar="let op",
        referentie_aanbieder="VOT-1",
    ),
)


def with_terms(version: AssignmentVersion, **changes: Any) -> AssignmentVersion:
    """Return the version with other terms."""
    return replace(version, terms=replace(version.terms, **changes))


BUDGET = with_terms(NOW, code=None, volume=None, eenheid=None, frequentie=None, budget=500)
OPEN = with_terms(NOW, einddatum=None)
ZORG = [date(2024, 2, 1), date(2024, 5, 1)]

ALLOWED: list[tuple[str, AssignmentVersion, dict[str, Any], list[date], dict[str, Any]]] = [
    ("shorter", NOW, {"einddatum": date(2024, 6, 30)}, [], {"einddatum": date(2024, 6, 30), "reden_wijziging": "05"}),
    ("longer", NOW, {"einddatum": date(2025, 6, 30)}, [], {"einddatum": date(2025, 6, 30), "reden_wijziging": "04"}),
    ("open-ended", NOW, {"open_ended": True}, [], {"einddatum": None, "reden_wijziging": "04"}),
    (
        "no longer open",
        OPEN,
        {"einddatum": date(2099, 1, 1)},
        [],
        {"einddatum": date(2099, 1, 1), "reden_wijziging": "05"},
    ),
    (
        "to its first day",
        NOW,
        {"einddatum": date(2024, 1, 1)},
        [],
        {"einddatum": date(2024, 1, 1), "reden_wijziging": "05"},
    ),
    ("to the day care began", NOW, {"einddatum": ZORG[1]}, ZORG, {"einddatum": ZORG[1], "reden_wijziging": "05"}),
    (
        "for a reason given",
        NOW,
        {"einddatum": date(2024, 6, 30), "reden_wijziging": "07"},
        [],
        {"einddatum": date(2024, 6, 30), "reden_wijziging": "07"},
    ),
    ("volume", NOW, {"volume": 80, "reden_wijziging": "07"}, ZORG, {"volume": 80, "reden_wijziging": "07"}),
    ("budget", BUDGET, {"budget": 0, "reden_wijziging": "07"}, ZORG, {"budget": 0, "reden_wijziging": "07"}),
    (
        "volume and end",
        NOW,
        {"volume": 80, "einddatum": date(2024, 6, 30), "reden_wijziging": "05"},
        [],
        {"volume": 80, "einddatum": date(2024, 6, 30), "reden_wijziging": "05"},
    ),
    (
        "removed",
        NOW,
        {"remove": True},
        [],
        {"einddatum": date(2024, 1, 1), "reden_wijziging": "13", "verwijderd": True},
    ),
    (
        "removed, said twice",
        OPEN,
        {"remove": True, "reden_wijziging": "13"},
        [],
        {"einddatum": date(2024, 1, 1), "reden_wijziging": "13", "verwijderd": True},
    ),
]

REFUSED: list[tuple[str, AssignmentVersion, dict[str, Any], list[date], type[Exception], str]] = [
    ("nothing asked", NOW, {}, [], Invalid, "geen-wijziging"),
    ("the same end", NOW, {"einddatum": NOW.terms.einddatum}, [], Invalid, "geen-wijziging"),
    ("open already", OPEN, {"open_ended": True}, [], Invalid, "geen-wijziging"),
    ("a reason alone", NOW, {"reden_wijziging": "05"}, [], Invalid, "geen-wijziging"),
    ("the same volume", NOW, {"volume": 100, "reden_wijziging": "07"}, [], Invalid, "geen-wijziging"),
    ("end before beginning", NOW, {"einddatum": date(2023, 12, 31)}, [], Invalid, "einddatum-voor-ingangsdatum"),
    ("end before care", NOW, {"einddatum": date(2024, 4, 30)}, ZORG, Conflict, "zorg-geleverd"),
    ("removed with care", NOW, {"remove": True}, ZORG, Conflict, "zorg-geleverd"),
    ("removed and more", NOW, {"remove": True, "volume": 1}, [], Invalid, "verwijderen-en-wijzigen"),
    ("removed and open", NOW, {"remove": True, "open_ended": True}, [], Invalid, "verwijderen-en-wijzigen"),
    (
        "removed for another reason",
        NOW,
        {"remove": True, "reden_wijziging": "05"},
        [],
        Invalid,
        "verwijderen-en-wijzigen",
    ),
    ("volume of another frequentie", with_terms(NOW, frequentie="4"), {"volume": 80}, [], Invalid, "volume-vast"),
    ("volume of a budget", BUDGET, {"volume": 80}, [], Invalid, "volume-vast"),
    ("budget of a volume", NOW, {"budget": 80}, [], Invalid, "geen-budget"),
    ("volume without a reason", NOW, {"volume": 80}, [], Invalid, "reden-ontbreekt"),
    ("budget without a reason", BUDGET, {"budget": 80}, [], Invalid, "reden-ontbreekt"),
    ("reason 01", NOW, {"einddatum": date(2024, 6, 30), "reden_wijziging": "01"}, [], Invalid, "reden-niet-toegestaan"),
    ("reason 13", NOW, {"einddatum": date(2024, 6, 30), "reden_wijziging": "13"}, [], Invalid, "reden-niet-toegestaan"),
    (
        "removed before",
        replace(NOW, verwijderd=True),
        {"einddatum": date(2024, 6, 30)},
        [],
        Conflict,
        "toewijzing-verwijderd",
    ),
    ("removed twice", replace(NOW, verwijderd=True), {"remove": True}, [], Conflict, "toewijzing-verwijderd"),
]


@pytest.mark.parametrize(
    ("now", "gevraagd", "reported", "anders"), [row[1:] for row in ALLOWED], ids=[r[0] for r in ALLOWED]
)
def test_this_may_change(
    now: AssignmentVersion, gevraagd: dict[str, Any], reported: list[date], anders: dict[str, Any]
) -> None:
    outside = {name: anders[name] for name in ("reden_wijziging", "verwijderd") if name in anders}
    terms = {name: anders[name] for name in anders.keys() - outside.keys()}
    expected = replace(with_terms(now, **terms, referentie_aanbieder=None), **outside)
    assert apply_change(now, Change(**gevraagd), reported) == expected


@pytest.mark.parametrize(
    ("now", "gevraagd", "reported", "soort", "name"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_this_may_not(
    now: AssignmentVersion, gevraagd: dict[str, Any], reported: list[date], soort: type[Exception], name: str
) -> None:
    with pytest.raises(soort) as refused:
        apply_change(now, Change(**gevraagd), reported)
    found: Any = refused.value
    assert found.problem == name
    assert found.text.endswith(".")
