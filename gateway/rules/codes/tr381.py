"""TR381: a product code is of its category."""

from collections.abc import Iterator
from typing import TypeAlias

from gateway.messages.kinds.declaratie import Wmo323
from gateway.messages.kinds.start import StartProduct, Wmo305
from gateway.messages.kinds.stop import StopProduct, Wmo307
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.kinds.verzoek import AangevraagdProduct, NieuwProduct, Wmo315, Wmo317
from gateway.rules.card import Card
from gateway.rules.case import product_of
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.care import with_product
from gateway.rules.parts.claim import prestaties
from gateway.rules.parts.claim_lines import is_credit
from gateway.rules.reported import delivered
from gateway.standard.lexical import collapsed

WithCode: TypeAlias = Wmo301 | Wmo305 | Wmo307 | Wmo315 | Wmo317 | Wmo323
WithProduct: TypeAlias = ToegewezenProduct | StartProduct | StopProduct | AangevraagdProduct | NieuwProduct

card = Card(
    code="TR381",
    retourcode="S329",
    level=4,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO323"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Product; Client/StartProducten/StartProduct/Product; "
        "Client/StopProducten/StopProduct/Product; Client/AangevraagdeProducten/AangevraagdProduct/Product; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Product; "
        "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductCode"
    ),
    source="iWmo 3.2, technische regel TR381",
    statement=("De productcode hoort bij de productcategorie, volgens de productcodelijst die de gemeente gebruikt."),
    remedy="Zoek de juiste categorie bij de code op in de productcodelijst, of verbeter de code.",
    note=(
        "Welke lijst geldt (de landelijke of een eigen lijst van de gemeente) is een afspraak (IV075). "
        "Zonder ingestelde lijst geldt: de code begint met de categorie. Zonder Code valt er niets te "
        "beoordelen, en een verwijdering (StatusAanlevering 3) of een credit wordt niet beoordeeld."
    ),
)


def check(message: WithCode, outside: Outside) -> Iterator[Fault]:
    """Yield every product whose code is of another category, or unknown to the list."""
    if isinstance(message, Wmo323):
        yield from _claimed(message, outside)
        return
    for at in _products(message):
        categorie, code = product_of(at.product)
        if categorie is not None and code is not None and not outside.belongs_to(code, categorie):
            yield fault(at, _told(code, categorie), {"Product/Code": code, "Product/Categorie": categorie})


def _products(message: Wmo301 | Wmo305 | Wmo307 | Wmo315 | Wmo317) -> Iterator[WithProduct]:
    return delivered(message) if isinstance(message, Wmo305 | Wmo307) else iter(with_product(message))


def _claimed(message: Wmo323, outside: Outside) -> Iterator[Fault]:
    for prestatie in prestaties(message):
        categorie, code = collapsed(prestatie.product_categorie), collapsed(prestatie.product_code)
        if not is_credit(prestatie) and not outside.belongs_to(code, categorie):
            yield fault(prestatie, _told(code, categorie), {"ProductCode": code, "ProductCategorie": categorie})


def _told(code: str, categorie: str) -> str:
    return f"Productcode {code} hoort niet bij categorie {categorie}."
