"""TR381: a product code is of its category."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.messages.kinds.start import StartProduct
from gateway.messages.kinds.stop import StopProduct
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.rules.card import Card
from gateway.rules.case import delivered, product_of
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.claim import prestaties
from gateway.rules.parts.claim_lines import is_credit
from gateway.rules.parts.shared import JudgedInFull
from gateway.standard.lexical import collapsed

card = Card(
    code="TR381",
    retourcode="S329",
    level=4,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO323"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Product; Client/StartProducten/StartProduct/Product; "
        "Client/StopProducten/StopProduct/Product; Declaratie/Clienten/Client/Prestaties/Prestatie/ProductCode"
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


def check(message: JudgedInFull, outside: Outside) -> Iterator[Fault]:
    """Yield every product whose code is of another category, or unknown to the list."""
    if isinstance(message, Wmo323):
        yield from _claimed(message, outside)
        return
    products: Iterator[ToegewezenProduct | StartProduct | StopProduct] = (
        iter(message.client.toegewezen_producten) if isinstance(message, Wmo301) else delivered(message)
    )
    for at in products:
        categorie, code = product_of(at.product)
        if categorie is not None and code is not None and not outside.belongs_to(code, categorie):
            yield fault(at, _told(code, categorie), {"Product/Code": code, "Product/Categorie": categorie})


def _claimed(message: Wmo323, outside: Outside) -> Iterator[Fault]:
    for prestatie in prestaties(message):
        categorie, code = collapsed(prestatie.product_categorie), collapsed(prestatie.product_code)
        if not is_credit(prestatie) and not outside.belongs_to(code, categorie):
            yield fault(prestatie, _told(code, categorie), {"ProductCode": code, "ProductCategorie": categorie})


def _told(code: str, categorie: str) -> str:
    return f"Productcode {code} hoort niet bij categorie {categorie}."
