"""TR006: a contact can be reached."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.shared import contacts

card = Card(
    code="TR006",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Contactgegevens/Contact; Client/Relaties/Relatie/Contact",
    source="iWmo 3.2, technische regel TR006",
    statement="Een contact heeft een Telefoon, of een adres met Huis en Postcode.",
    remedy="Vul een telefoonnummer in, of het huisnummer en de postcode van het adres.",
    note=(
        "Alleen een e-mailadres is niet genoeg. Ontbreken Huis en Postcode allebei, dan zijn het twee "
        "bevindingen, zoals bij de officiële controle."
    ),
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield for every contact without Telefoon what its address lacks of Huis and Postcode."""
    for contact in contacts(message):
        if contact.telefoon is not None:
            continue
        adres = contact.adres
        if adres is None or adres.huis is None:
            yield fault(contact, "Een contact zonder Telefoon mist Huis in het adres.", {})
        if adres is None or adres.postcode is None:
            yield fault(contact, "Een contact zonder Telefoon mist Postcode in het adres.", {})
