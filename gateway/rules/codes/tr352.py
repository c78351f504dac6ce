"""TR352: a request for change says what becomes of what is assigned."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote

card = Card(
    code="TR352",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek",
    source="iWmo 3.2, technische regel TR352",
    statement="Een verzoek om wijziging heeft ten minste één OngewijzigdProduct of TeWijzigenProduct.",
    remedy="Noem de geldende toewijzingen van de cliënt. Heeft die er geen, stuur dan een verzoek om toewijzing (315).",
)


def check(message: Wmo317) -> Iterator[Fault]:
    """Yield a request that names no assignment."""
    verzoek = message.client.verzoek
    if not verzoek.ongewijzigde_producten and not verzoek.te_wijzigen_producten:
        yield fault(
            verzoek,
            f"Verzoek {quote(verzoek.referentie_aanbieder)} heeft geen OngewijzigdProduct en geen TeWijzigenProduct.",
        )
