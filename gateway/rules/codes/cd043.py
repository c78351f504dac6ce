"""CD043: a decision is told by its number and its date, or not at all."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.standard.lexical import filled

card = Card(
    code="CD043",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO315"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct/BeschikkingIngangsdatum",
    source="iWmo 3.2, conditie CD043",
    statement="BeschikkingNummer en BeschikkingIngangsdatum zijn allebei gevuld, of geen van beide.",
    remedy="Vul de ontbrekende van de twee aan, of laat ze allebei weg als er nog geen beschikking is.",
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yield every product that has one of the two without the other."""
    for product in message.client.aangevraagde_producten:
        nummer, datum = product.beschikking_nummer, product.beschikking_ingangsdatum
        if filled(nummer) != filled(datum):
            yield fault(
                product,
                f"BeschikkingNummer {quote(nummer)} is gevuld zonder BeschikkingIngangsdatum."
                if filled(nummer)
                else f"BeschikkingIngangsdatum {quote(datum)} is gevuld zonder BeschikkingNummer.",
                {"BeschikkingIngangsdatum": datum, "BeschikkingNummer": nummer},
            )
