"""CS002: the citizen service number passes the eleven-test."""

from collections.abc import Iterator
from operator import mul
from typing import Final

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.shared import WithBsn, clients
from gateway.standard.identifiers import mask_bsn
from gateway.standard.lexical import WHITE_SPACE

card = Card(
    code="CS002",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO323", "WMO325"}),
    element="Client/Bsn; Declaratie/Clienten/Client/Bsn; DeclaratieAntwoord/Clienten/Client/Bsn",
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
_ZEROS: Final = ord("0") * sum(_WEIGHTS)
"""What nine times the character 0 comes to."""


def check(message: WithBsn) -> Iterator[Fault]:
    """Yield every Bsn that fails the eleven-test."""
    for client in clients(message):
        if not _passes(client.bsn):
            masked = mask_bsn(client.bsn)
            yield fault(client, f"Bsn {masked} voldoet niet aan de elfproef.", {"Bsn": masked})


def _passes(bsn: str) -> bool:
    digits = bsn.strip(WHITE_SPACE)
    if not (digits.isascii() and digits.isdigit()):
        return False
    total: int = sum(map(mul, _WEIGHTS, digits.rjust(_LENGTH, "0")[-_LENGTH:].encode()))
    return (total - _ZEROS) % 11 == 0
