"""CD034: a home address has a Postcode."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.shared import contacts
from gateway.rules.words import coded
from gateway.standard.lexical import filled

card = Card(
    code="CD034",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Contactgegevens/Contact/Adres/Postcode; Client/Relaties/Relatie/Contact/Adres/Postcode",
    source="iWmo 3.2, conditie CD034",
    statement="Een contact van Soort 01 (BRP-adres) of 03 (verblijfadres) heeft een Postcode.",
    remedy="Vul de Postcode van het adres in.",
    note="Ook een contact dat alleen een telefoonnummer heeft en geen Adres valt eronder.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every contact of Soort 01 or 03 without Postcode."""
    for contact in contacts(message):
        if one_of(contact.soort, ("01", "03")) and not (contact.adres and filled(contact.adres.postcode)):
            yield fault(
                contact,
                f"De Postcode ontbreekt bij een contact van Soort {coded('LDT_AdresSoort', contact.soort)}.",
                {"Soort": contact.soort},
            )
