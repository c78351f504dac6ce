"""CD066: a referrer known by a code needs no name."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote
from gateway.rules.parts.referrer import WITH_CODE, operands, referrers
from gateway.rules.words import coded
from gateway.standard.lexical import filled

card = Card(
    code="CD066",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO315"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct/Verwijzer/Naam",
    source="iWmo 3.2, conditie CD066",
    statement="Bij een verwijzer van Type 02, 03, 04 of 05 met een ZorgverlenerCode blijft de Naam leeg.",
    remedy="Laat de Naam van de verwijzer weg: de ZorgverlenerCode volstaat.",
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yield every referrer of these types that has a name besides its code."""
    for verwijzer in referrers(message):
        named = filled(verwijzer.zorgverlener_code) and filled(verwijzer.naam)
        if named and one_of(verwijzer.type, WITH_CODE):
            yield fault(
                verwijzer,
                f"Verwijzer van Type {coded('LDT_TypeVerwijzer', verwijzer.type)} heeft naast ZorgverlenerCode "
                f"{verwijzer.zorgverlener_code} ook een Naam: {quote(verwijzer.naam)}.",
                operands(verwijzer, "Naam"),
            )
