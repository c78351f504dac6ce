"""TR316: a claim doesn't take back what it brings."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from gateway.messages.declaratie import Prestatie, Wmo323
from gateway.rules.card import Card
from gateway.rules.claim import prestaties, told
from gateway.rules.fault import MOST_PLACES, Fault, fault
from gateway.rules.kit import shown

card = Card(
    code="TR316",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie",
    source="iWmo 3.2, technische regel TR316",
    statement="Een prestatie wordt niet gecrediteerd in de declaratie waarin zij staat.",
    remedy="Laat de prestatie en haar creditering allebei weg, of crediteer haar in een volgende declaratie.",
    note=(
        "Nummers worden als tekst vergeleken, in beide richtingen en ook binnen één prestatie. De officiële "
        "controle meldt elk paar; wij melden elk nummer één keer, op de eerste prestatie die het crediteert."
    ),
)

_NEW: Final = ("ProductReferentie", "ReferentieNummer")
_OLD: Final = "ProductReferentie/VorigReferentieNummer"


def check(message: Wmo323) -> Iterator[Fault]:
    """Yields every number that one Prestatie has as its own and one, maybe the same, takes back."""
    own: dict[str, list[Prestatie]] = defaultdict(list)
    taken_back: dict[str, list[Prestatie]] = defaultdict(list)
    for prestatie in prestaties(message):
        referentie = prestatie.product_referentie
        own[referentie.referentie_nummer].append(prestatie)
        if referentie.vorig_referentie_nummer is not None:
            taken_back[referentie.vorig_referentie_nummer].append(prestatie)
    for number, group in taken_back.items():
        if number in own:
            yield fault(
                group[0],
                f"VorigReferentieNummer {shown(number)} van {told(group[0])} is het ReferentieNummer van een "
                "prestatie in dezelfde declaratie.",
                {_OLD: number},
                also_at=[(each, _NEW) for each in own[number][:MOST_PLACES]],
            )
