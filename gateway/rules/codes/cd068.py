"""CD068: a referrer that is no caregiver has no caregiver's code."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.referrer import WITH_CODE, referrers
from gateway.rules.words import coded
from gateway.standard.lexical import filled

card = Card(
    code="CD068",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO315"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct/Verwijzer/ZorgverlenerCode",
    source="iWmo 3.2, conditie CD068",
    statement="Een verwijzer van een ander Type dan 02, 03, 04 of 05 heeft geen ZorgverlenerCode.",
    remedy="Laat de ZorgverlenerCode weg, of verbeter het Type van de verwijzer.",
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yield every referrer of another type that has a code."""
    for verwijzer in referrers(message):
        if filled(verwijzer.zorgverlener_code) and not one_of(verwijzer.type, WITH_CODE):
            yield fault(
                verwijzer,
                f"ZorgverlenerCode {verwijzer.zorgverlener_code} hoort niet bij een verwijzer van Type "
                f"{coded('LDT_TypeVerwijzer', verwijzer.type)}.",
                {"ZorgverlenerCode": verwijzer.zorgverlener_code, "Type": verwijzer.type},
            )
