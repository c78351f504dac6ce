"""TR353: a request for change asks for something."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote

card = Card(
    code="TR353",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek",
    source="iWmo 3.2, technische regel TR353",
    statement="Een verzoek om wijziging heeft ten minste één TeWijzigenProduct of NieuwProduct.",
    remedy="Noem wat er moet veranderen of erbij moet komen; verandert er niets, stuur dan geen verzoek.",
)


def check(message: Wmo317) -> Iterator[Fault]:
    """Yield a request that asks for nothing."""
    verzoek = message.client.verzoek
    if not verzoek.te_wijzigen_producten and not verzoek.nieuwe_producten:
        yield fault(
            verzoek,
            f"Verzoek {quote(verzoek.referentie_aanbieder)} heeft geen TeWijzigenProduct en geen NieuwProduct.",
        )
