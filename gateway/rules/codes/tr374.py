"""TR374: no new request while one is open."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315, Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote

card = Card(
    code="TR374",
    retourcode="9374",
    level=3,
    messages=frozenset({"WMO315", "WMO317"}),
    element="Client",
    source="iWmo 3.2, technische regel TR374",
    statement="De aanbieder heeft voor deze cliënt bij deze gemeente geen verzoek dat nog in behandeling is.",
    remedy="Wacht op het antwoord, of vraag de gemeente het eerdere verzoek af te wijzen.",
    note=(
        "In behandeling is een verzoek dat is goedgekeurd en nog geen WMO301 met zijn referentie of afwijzing (WMO319, "
        "VerzoekAntwoord 1) heeft; 'in onderzoek' en een verstreken termijn maken daar geen einde aan (OP350). Een "
        "WMO315 met meer producten is in behandeling tot elk daarvan is beantwoord. Een tweede verzoek dat binnenkomt "
        "voor het retourbericht op het eerste is bezorgd, wordt beoordeeld op volgorde van binnenkomst. De standaard "
        "noemt de klasse van 9374 niet; wij melden het op de Client."
    ),
)


def check(message: Wmo315 | Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield the client when this provider has a request open for it; nothing where requests aren't seen."""
    open_ones = sorted(name for name, each in (case.requests or {}).items() if each.of_client and each.is_open)
    if open_ones:
        told = ", ".join(quote(name) for name in open_ones)
        yield fault(
            message.client, f"Er is al een verzoek in behandeling voor deze cliënt: ReferentieAanbieder {told}."
        )
