"""What runs beside a decision: the client's other assignments on the days that it adds, and what holds for the two."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.policy.card import Bezwaar
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.days import Reeks, nieuwe_dagen, nieuwe_opdracht, samen
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid, Mag, Soort, Stapeling
from gateway.policy.words import noem, noem_met_aanbieder, wanneer, zin

_VRIJGESTELD: Final = frozenset({"11", "12", "13", "14"})
"""Categories of which one product may be assigned twice (iWmo 3.2, TR302)."""


@dataclass(frozen=True, slots=True)
class Paar:
    """The assignment that is decided on and another, whose segments the policy knows."""

    segment: str
    ander: Zorg
    ander_segment: str
    stapeling: Stapeling
    dagen: Sequence[Reeks]
    """The added days on which both run, in order, never none."""

    @property
    def segmenten(self) -> str:
        """ "segment 1A1 en segment 1B", or "twee keer segment 2A"."""
        if self.segment == self.ander_segment:
            return f"twee keer segment {self.segment}"
        return f"segment {self.segment} en segment {self.ander_segment}"

    @property
    def bron(self) -> str:
        """All texts that the policy has on the two."""
        return "; ".join(self.stapeling.bron)


def naast(besluit: Besluit, dossier: Dossier) -> Iterator[tuple[Zorg, list[Reeks]]]:
    """Return each other assignment that runs on added days, with those days."""
    nieuw = nieuwe_dagen(besluit)
    if not nieuw:
        return
    begin, eind = nieuw[0][0], nieuw[-1][1]
    for ander in dossier.zorg:
        eerste = ander.ingangsdatum
        if eerste > eind or (laatste := ander.laatste_dag) < begin or laatste < eerste:
            continue
        dagen = samen((eerste, laatste), nieuw)
        if dagen:
            yield ander, dagen


def paren(besluit: Besluit, dossier: Dossier, beleid: Beleid, mag: Mag) -> Iterator[Paar]:
    """Return each other assignment for which the policy says `mag` beside this one, on added days.

    Left out are one product twice at one provider (NL-207) and a product beside what belongs to it (NL-206), and an
    assignment whose product the policy doesn't know: that was said when it was decided on (NL-101, NL-102).
    """
    zorg = besluit.zorg
    segment = beleid.segment_van(zorg.code)
    if segment is None:
        return
    for ander, dagen in naast(besluit, dossier):
        ander_segment = beleid.segment_van(ander.code)
        if ander_segment is None:
            continue
        stapeling = beleid.stapeling[frozenset((segment, ander_segment))]
        if stapeling.mag is mag and not zelfde_product(zorg, ander) and not hoort_bij(zorg, ander, beleid):
            yield Paar(segment, ander, ander_segment, stapeling, dagen)


def zelfde_product(een: Zorg, ander: Zorg) -> bool:
    """Return True when the national standard takes both for one product at one provider that may not be there twice.

    iWmo 3.2, OP259 and TR302: the same category and code; where one has no code the same category; where one has no
    category any product. Categories 11 to 14 are exempt.
    """
    if een.aanbieder != ander.aanbieder or een.categorie in _VRIJGESTELD or ander.categorie in _VRIJGESTELD:
        return False
    if een.categorie is None or ander.categorie is None:
        return True
    return een.categorie == ander.categorie and (een.code is None or ander.code is None or een.code == ander.code)


def hoort_bij(een: Zorg, ander: Zorg, beleid: Beleid) -> bool:
    """Return True when one is an extension of or extra work on the other's product, whoever delivers it."""
    paren_van_codes = ((product_van(een, beleid), ander.code), (product_van(ander, beleid), een.code))
    return any(code is not None and product is not None and product.basis == code for product, code in paren_van_codes)


def dragers(zorg: Iterable[Zorg], beleid: Beleid) -> list[Zorg]:
    """Those beside which vervoer may run."""
    segmenten, segment_van = beleid.segmenten, beleid.segment_van
    return [each for each in zorg if (segment := segment_van(each.code)) is not None and segmenten[segment].drager]


def is_vervoer(zorg: Zorg, beleid: Beleid) -> bool:
    """Return True for an assignment that needs a carrier."""
    product = product_van(zorg, beleid)
    return product is not None and product.soort is Soort.VERVOER


def plaats(besluit: Besluit) -> str:
    """Return the key of the request by which days were added."""
    return "product/code" if nieuwe_opdracht(besluit) else "einddatum"


def bezwaar(besluit: Besluit, ander: Zorg, dagen: Reeks, oordeel: str, bron: str = "") -> Bezwaar:
    """Return an objection to the two assignments running together on these days; `oordeel`: what is said of that."""
    eerste, laatste = dagen
    values = {"Code": ander.code, "ToewijzingNummer": ander.nummer, "Begindatum": eerste}
    if laatste != date.max:
        values["Einddatum"] = laatste
    return Bezwaar(
        text=(
            f"{zin(noem(besluit.zorg))} loopt {wanneer(eerste, laatste)} naast "
            f"{noem_met_aanbieder(ander, besluit.zorg)}. {oordeel}."
        ),
        path=plaats(besluit),
        values={naam: str(waarde) for naam, waarde in values.items() if waarde is not None},
        betreft=() if ander.nummer is None else (ander.nummer,),
        bron=bron,
    )
