"""A Prestatie tells its state, and why it was rejected."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from gateway.api.shapes.lists.declaraties import PrestatieItem
from gateway.store.claims.line_list import LineItem

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
    zelfde_zorg=None,
    opnieuw=False,
    termijn=None,
)


def test_a_return_code_has_its_meaning() -> None:
    shown = PrestatieItem.of(replace(GRANTED, staat="afgewezen", retourcodes=("9338",)))
    assert shown.retourcodes[0].betekenis.startswith("Niet iedere prestatie")
