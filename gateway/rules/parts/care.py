"""Care that is granted (301) or asked for (315, 317): what these classes have in common under different names."""

from collections.abc import Sequence
from typing import TypeAlias

from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.kinds.verzoek import AangevraagdProduct, NieuwProduct, TeWijzigenProduct, Wmo315, Wmo317
from gateway.rules.kit import quote

CareMessage: TypeAlias = Wmo301 | Wmo315 | Wmo317

WithProduct: TypeAlias = ToegewezenProduct | AangevraagdProduct | NieuwProduct
"""Care that is described by its product."""

Care: TypeAlias = WithProduct | TeWijzigenProduct
"""Care that is described by its product, or as a change of an assignment."""


def all_care(message: CareMessage) -> Sequence[Care]:
    """Return the care that is granted or asked for: new, and in a 317 also as a change."""
    if isinstance(message, Wmo301):
        return message.client.toegewezen_producten
    if isinstance(message, Wmo315):
        return message.client.aangevraagde_producten
    verzoek = message.client.verzoek
    return (*verzoek.te_wijzigen_producten, *verzoek.nieuwe_producten)


def with_product(message: CareMessage) -> Sequence[WithProduct]:
    """Return the care that is granted, or asked for anew."""
    if isinstance(message, Wmo301):
        return message.client.toegewezen_producten
    if isinstance(message, Wmo315):
        return message.client.aangevraagde_producten
    return message.client.verzoek.nieuwe_producten


def begin(care: Care) -> str:
    """Return the first day of the care."""
    if isinstance(care, ToegewezenProduct):
        return care.ingangsdatum
    return care.toewijzing_ingangsdatum if isinstance(care, AangevraagdProduct) else care.gewenste_ingangsdatum


def begin_name(care: Care) -> str:
    """Return the name of the element that holds the first day."""
    if isinstance(care, ToegewezenProduct):
        return "Ingangsdatum"
    return "ToewijzingIngangsdatum" if isinstance(care, AangevraagdProduct) else "GewensteIngangsdatum"


def end(care: Care) -> str | None:
    """Return the last day of the care, inclusive; None when open."""
    return care.toewijzing_einddatum if isinstance(care, AangevraagdProduct) else care.einddatum


def end_name(care: Care) -> str:
    """Return the name of the element that holds the last day."""
    return "ToewijzingEinddatum" if isinstance(care, AangevraagdProduct) else "Einddatum"


def describe(care: Care) -> str:
    """Return the words by which a finding names this care (Dutch)."""
    if isinstance(care, ToegewezenProduct):
        return f"Toewijzing {care.toewijzing_nummer}"
    if isinstance(care, TeWijzigenProduct):
        return f"De gevraagde wijziging van toewijzing {care.toewijzing_nummer}"
    if isinstance(care, AangevraagdProduct):
        return f"Aangevraagd product {quote(care.referentie_aanbieder)}"
    product = care.product
    return "Een nieuw product" if product is None else f"Nieuw product {quote(product.code or product.categorie)}"
