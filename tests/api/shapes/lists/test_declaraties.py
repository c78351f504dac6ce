"""A Prestatie tells what may follow, and why."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from gateway.api.shapes.lists.declaraties import PrestatieItem
from gateway.store.lists.claims import LineItem, LineState

GRANTED = LineItem(
    gemeente="0983",
    bericht_id=uuid4(),
    regel=1,
    aanbieder="99990001",
    client_id=None,
    referentie_nummer="R1",
    vorig_referentie_nummer=None,
    toewijzing_nummer=7,
    categorie="02",
    code="02A02",
    begindatum=date(2024, 1, 1),
    einddatum=date(2024, 1, 31),
    volume=8,
    eenheid="04",
    tarief=5000,
    bedrag=40000,
    credit=False,
    staat="toegekend",
    retourcodes=(),
    gecrediteerd_door_id=None,
    opnieuw=False,
)


@pytest.mark.parametrize(
    ("staat", "credit", "again", "told"),
    [
        ("toegekend", False, False, "Telt mee op de toewijzing."),
        ("gecrediteerd", False, False, "Telt niet meer mee."),
        ("afgewezen", False, False, "Niet crediteren (IV085)"),
        ("afgewezen", False, True, "Dezelfde zorg is daarna opnieuw gedeclareerd"),
        ("afgewezen", True, False, "Het debet staat nog"),
        ("verwerkt", True, False, "Deze credit nam"),
    ],
)
def test_each_state_says_what_may_follow(staat: LineState, credit: bool, again: bool, told: str) -> None:
    shown = PrestatieItem.of(replace(GRANTED, staat=staat, credit=credit, opnieuw=again))
    assert shown.vervolg.startswith(told)


def test_a_return_code_has_its_meaning() -> None:
    shown = PrestatieItem.of(replace(GRANTED, staat="afgewezen", retourcodes=("9338",)))
    assert shown.retourcodes[0].betekenis.startswith("Niet iedere prestatie")
