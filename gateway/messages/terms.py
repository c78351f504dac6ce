"""The terms of an assignment: which care, from when until when, how much of it. Asked for, kept and sent alike."""

from dataclasses import dataclass
from datetime import date, time

from gateway.messages.common import Omvang, Product
from gateway.messages.kinds.toewijzing import ToegewezenProduct


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentTerms:
    """What a municipality and a provider agree on in one assignment, as typed values."""

    categorie: str | None
    code: str | None
    """Of the product; only within a categorie."""
    ingangsdatum: date
    einddatum: date | None
    """Last day, inclusive; None: open-ended."""
    volume: int | None = None
    """With `eenheid` and `frequentie`, or none of the three."""
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    """Euro cents."""
    commentaar: str | None = None
    referentie_aanbieder: str | None = None
    """The provider's own reference for the care."""


def assigned_product(
    terms: AssignmentTerms,
    *,
    nummer: int,
    toewijzingsdatum: date,
    toewijzingstijd: time,
    reden_wijziging: str | None,
) -> ToegewezenProduct:
    """Return the assignment as it stands in a WMO301."""
    omvang = None
    if terms.volume is not None and terms.eenheid is not None and terms.frequentie is not None:
        omvang = Omvang(volume=str(terms.volume), eenheid=terms.eenheid, frequentie=terms.frequentie)
    return ToegewezenProduct(
        toewijzing_nummer=str(nummer),
        referentie_aanbieder=terms.referentie_aanbieder,
        product=Product(categorie=terms.categorie, code=terms.code) if terms.categorie else None,
        toewijzingsdatum=toewijzingsdatum.isoformat(),
        toewijzingstijd=toewijzingstijd.isoformat("seconds"),
        ingangsdatum=terms.ingangsdatum.isoformat(),
        einddatum=terms.einddatum.isoformat() if terms.einddatum else None,
        reden_wijziging=reden_wijziging,
        omvang=omvang,
        budget=None if terms.budget is None else str(terms.budget),
        commentaar=terms.commentaar,
    )
