"""CD067: a referrer without a code has a name."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.referrer import WITH_CODE, operands, referrers
from gateway.rules.words import coded
from gateway.standard.lexical import filled

card = Card(
    code="CD067",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO315"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct/Verwijzer/Naam",
    source="iWmo 3.2, conditie CD067",
    statement="Bij een verwijzer van Type 02, 03, 04 of 05 zonder ZorgverlenerCode is de Naam gevuld.",
    remedy="Vul de ZorgverlenerCode (AGB) van de verwijzer in, of anders de Naam.",
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yield every referrer of these types that has neither code nor name."""
    for verwijzer in referrers(message):
        known = filled(verwijzer.zorgverlener_code) or filled(verwijzer.naam)
        if not known and one_of(verwijzer.type, WITH_CODE):
            yield fault(
                verwijzer,
                f"Verwijzer van Type {coded('LDT_TypeVerwijzer', verwijzer.type)} heeft geen ZorgverlenerCode en "
                "ook geen Naam.",
                operands(verwijzer, "Type"),
            )
