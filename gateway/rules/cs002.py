"""CS002: the citizen service number passes the eleven-test."""

from collections.abc import Iterator
from operator import mul
from typing import Final

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts import Heen
from gateway.standard.identifiers import mask_bsn
from gateway.standard.lexical import WHITE_SPACE

card = Card(
    code="CS002",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO323", "WMO325"}),
    element="Client/Bsn",
    source="iWmo 3.2, constraint CS002",
    statement="Het Bsn voldoet aan de elfproef: 9, 8, 7, 6, 5, 4, 3, 2 en −1 maal de cijfers is een elfvoud.",
    remedy="Zoek het juiste Bsn op; waarschijnlijk is er een cijfer verwisseld of verkeerd overgenomen.",
    note=(
        "Eigenaardigheden van de officiële controle, die wij volgen: zij rekent met het getal, dus 000000000 "
        "voldoet; en staat er een XML-commentaar in het element, dan telt alleen wat daarvoor staat."
    ),
)

_LENGTH: Final = 9
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def check(message: Heen) -> Iterator[Fault]:
    """Yields a Bsn that fails the eleven-test."""
    bsn = message.client.bsn
    if not _passes(bsn):
        masked = mask_bsn(bsn)
        yield fault(message.client, f"Bsn {masked} voldoet niet aan de elfproef.", {"Bsn": masked})


def _passes(bsn: str) -> bool:
    digits = bsn.strip(WHITE_SPACE)
    if not (digits.isascii() and digits.isdigit()):
        return False
    total: int = sum(map(mul, _WEIGHTS, map(int, digits.rjust(_LENGTH, "0")[-_LENGTH:])))
    return total % 11 == 0
