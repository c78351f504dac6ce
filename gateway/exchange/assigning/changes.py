"""What may be changed about an assignment that was sent (OP033x1), and what has to be a new one instead (OP257)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.messages.terms import AssignmentTerms
from gateway.standard import codelists
from gateway.store.care.toewijzingen import Versie

VERLENGD = "04"
VERKORT = "05"
VERWIJDERD = "13"
VERVALLEN = "01"
TOTAAL = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wijziging:
    """What is asked; what is None or False stays as it is."""

    einddatum: date | None = None
    """New last day, inclusive."""
    einddatum_leeg: bool = False
    """True: open-ended from now on."""
    volume: int | None = None
    budget: int | None = None
    verwijderen: bool = False
    reden_wijziging: str | None = None
    grond: str | None = None
    """Of extra work: the ground for it; alone it changes nothing."""


def changed(nu: Versie, wijziging: Wijziging, gemeld: Sequence[date]) -> Versie:
    """Return the version after the change, its moment of decision still to be filled in.

    `gemeld`: the begin dates of the starts and stops that stand on the assignment.

    Raises Invalid for what the standard doesn't allow, Conflict for what care that was reported stands in the way of.
    """
    if nu.verwijderd:
        raise Conflict(
            "toewijzing-verwijderd",
            f"Toewijzing {nu.nummer} is verwijderd en kan niet meer wijzigen. Ken zo nodig een nieuwe toe.",
        )
    if wijziging.verwijderen:
        return _removed(nu, wijziging, gemeld)
    terms = _adapted(nu, wijziging)
    if terms == nu.terms:
        raise Invalid("geen-wijziging", f"De aanvraag verandert niets aan toewijzing {nu.nummer}.")
    _check_period(nu.nummer, terms, gemeld)
    return replace(
        nu,
        terms=replace(terms, referentie_aanbieder=None, grond=wijziging.grond or nu.terms.grond),
        reden_wijziging=_reason(nu.terms, terms, wijziging),
        overrule=None,
    )


def _removed(nu: Versie, wijziging: Wijziging, gemeld: Sequence[date]) -> Versie:
    gevraagd = replace(wijziging, verwijderen=False, reden_wijziging=None, grond=None)
    if gevraagd != Wijziging() or wijziging.reden_wijziging not in (None, VERWIJDERD):
        raise Invalid(
            "verwijderen-en-wijzigen",
            "Verwijderen gaat niet samen met een andere wijziging; de reden is dan altijd 13 en de einddatum de "
            "ingangsdatum. Laat de andere velden weg.",
        )
    if gemeld:
        eerste = min(gemeld)
        raise Conflict(
            "zorg-geleverd",
            f"Op toewijzing {nu.nummer} is zorg gemeld vanaf {eerste}; verwijderen zou daar de grond aan ontnemen "
            "(OP362). Verkort de toewijzing, of laat de aanbieder de melding eerst verwijderen.",
        )
    return replace(
        nu,
        terms=replace(nu.terms, einddatum=nu.terms.ingangsdatum, referentie_aanbieder=None),
        reden_wijziging=VERWIJDERD,
        verwijderd=True,
        overrule=None,
    )


def _adapted(nu: Versie, wijziging: Wijziging) -> AssignmentTerms:
    """Return the terms with the new end, volume and budget. Raises Invalid when one of those is fixed."""
    terms = nu.terms
    if wijziging.einddatum is not None or wijziging.einddatum_leeg:
        terms = replace(terms, einddatum=wijziging.einddatum)
    if wijziging.volume is not None:
        if terms.frequentie != TOTAAL:
            raise Invalid(
                "volume-vast",
                f"Het volume van toewijzing {nu.nummer} kan niet wijzigen bij Frequentie {terms.frequentie or 'leeg'}; "
                "dat kan alleen bij Frequentie 6. Beëindig deze toewijzing en ken een nieuwe toe (IV066).",
            )
        terms = replace(terms, volume=wijziging.volume)
    if wijziging.budget is not None:
        if terms.budget is None:
            raise Invalid("geen-budget", f"Toewijzing {nu.nummer} heeft geen Budget dat kan wijzigen.")
        terms = replace(terms, budget=wijziging.budget)
    return terms


def _check_period(nummer: int, terms: AssignmentTerms, gemeld: Sequence[date]) -> None:
    """Raise Invalid or Conflict when the assignment would end before it begins, or before care that was reported."""
    if terms.einddatum is None:
        return
    if terms.einddatum < terms.ingangsdatum:
        raise Invalid(
            "einddatum-voor-ingangsdatum",
            f"Einddatum {terms.einddatum} ligt voor Ingangsdatum {terms.ingangsdatum}. Kies een latere dag, of "
            "verwijder de toewijzing.",
        )
    laatste = max(gemeld, default=terms.einddatum)
    if laatste > terms.einddatum:
        raise Conflict(
            "zorg-geleverd",
            f"Op toewijzing {nummer} is zorg gemeld die begint op {laatste}, na Einddatum {terms.einddatum} "
            "(OP362). Kies een latere dag.",
        )


def _reason(nu: AssignmentTerms, nieuw: AssignmentTerms, wijziging: Wijziging) -> str:
    """Return the RedenWijziging: the one given, or the usual one of a new end. Raises Invalid."""
    reden = wijziging.reden_wijziging
    if reden in (VERVALLEN, VERWIJDERD):
        raise Invalid(
            "reden-niet-toegestaan",
            f"RedenWijziging {reden} kan hier niet: 01 is vervallen en 13 hoort bij verwijderen.",
        )
    if reden is not None:
        return reden
    if (nieuw.volume, nieuw.budget) != (nu.volume, nu.budget):
        raise Invalid(
            "reden-ontbreekt",
            "Geef redenWijziging op: bij een ander volume of Budget is er geen standaardreden. Mogelijk is "
            f"{_reasons()}.",
        )
    einde, oud = nieuw.einddatum or date.max, nu.einddatum or date.max
    return VERLENGD if einde > oud else VERKORT


def _reasons() -> str:
    """What may be the reason when the amount changes: "03 (Contractwijziging), …"."""
    niet = (VERVALLEN, VERLENGD, VERKORT, VERWIJDERD)
    lijst = codelists.values("LDT_RedenWijziging").items()
    return ", ".join(f"{code} ({betekenis})" for code, betekenis in lijst if code not in niet)
