"""NL-604: the provider agrees when volume or Budget is lowered."""

from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, opsomming, zin

kaart = Kaart(
    code="NL-604",
    onderwerp="wijzigen",
    statement=("Volume of Budget wordt op initiatief van de gemeente alleen met instemming van de aanbieder verlaagd."),
    remedy=("Leg vast dat de aanbieder instemt. Vroeg de aanbieder er zelf om, geef dan RedenWijziging 12 op."),
    note=(
        "Bij RedenWijziging 12 (geïnitieerd door de aanbieder) is er geen signaal. Of de aanbieder anders heeft "
        "ingestemd, weet de gateway niet."
    ),
)


_DOOR_AANBIEDER: Final = "12"


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection when the change lowers the volume, the Budget or both, unless the provider asked for it."""
    zorg, was = besluit.zorg, besluit.was
    if was is None or besluit.verwijderd or besluit.reden_wijziging == _DOOR_AANBIEDER:
        return
    paren = {"volume": (was.volume, zorg.volume), "budget": (was.budget, zorg.budget)}
    lager = {
        naam: (van, naar) for naam, (van, naar) in paren.items() if van is not None and naar is not None and naar < van
    }
    if lager:
        verlaagd = opsomming([f"{naam} van {van} naar {naar}" for naam, (van, naar) in lager.items()])
        yield Bezwaar(
            text=f"{zin(noem(zorg))} gaat omlaag: {verlaagd}. Daar moet de aanbieder mee instemmen.",
            path=next(iter(lager)),
            values={naam.capitalize(): str(naar) for naam, (_, naar) in lager.items()},
        )
