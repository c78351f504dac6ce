"""TR018: care doesn't end before it began."""

from collections.abc import Iterator

from gateway.messages.kinds.stop import Wmo307
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import on_or_after, quote

card = Card(
    code="TR018",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO307"}),
    element="Client/StopProducten/StopProduct/Einddatum",
    source="iWmo 3.2, technische regel TR018",
    statement="De Einddatum van een stop ligt op of na de Begindatum.",
    remedy="Verbeter een van de datums; de Begindatum is die van de start.",
    note=(
        "Eigenaardigheid van de officiële controle, die wij volgen: de Einddatum wordt eerst afgekapt op "
        "tien tekens, zodat witruimte ervoor hem te klein maakt."
    ),
)


def check(message: Wmo307) -> Iterator[Fault]:
    """Yield every stop whose Einddatum lies before its Begindatum."""
    for stop in message.client.stop_producten:
        if not on_or_after(stop.einddatum, stop.begindatum):
            yield fault(
                stop,
                f"Einddatum {quote(stop.einddatum)} ligt voor Begindatum {quote(stop.begindatum)}.",
                {"Einddatum": stop.einddatum, "Begindatum": stop.begindatum},
            )
