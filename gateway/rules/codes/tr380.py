"""TR380: new care begins after it was asked for."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import after, quote
from gateway.rules.parts.care import describe
from gateway.rules.parts.shared import dagtekening

card = Card(
    code="TR380",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/NieuweProducten/NieuwProduct/GewensteIngangsdatum",
    source="iWmo 3.2, technische regel TR380",
    statement="De GewensteIngangsdatum van een nieuw product ligt na de Dagtekening; dezelfde dag mag niet.",
    remedy="Vraag een latere ingangsdatum.",
    note=(
        "Anders dan bij de andere datums kapt de officiële controle hier niets af op tien tekens: witruimte voor de "
        "GewensteIngangsdatum of een jaar na 9999 verandert het oordeel niet."
    ),
)


def check(message: Wmo317) -> Iterator[Fault]:
    """Yield every new product that should begin on Dagtekening or before."""
    dag = message.header.bericht_identificatie.dagtekening
    for product in message.client.verzoek.nieuwe_producten:
        wished = product.gewenste_ingangsdatum
        if not after(wished, dag):
            yield fault(
                product,
                f"{describe(product)}: GewensteIngangsdatum {quote(wished)} ligt niet na Dagtekening {quote(dag)}.",
                {"GewensteIngangsdatum": wished},
                also_at=(dagtekening(message.header),),
            )
