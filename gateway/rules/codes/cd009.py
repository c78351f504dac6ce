"""CD009: only a temporary address has a Periode."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.shared import contacts
from gateway.rules.words import coded

card = Card(
    code="CD009",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Contactgegevens/Contact/Periode; Client/Relaties/Relatie/Contact/Periode",
    source="iWmo 3.2, conditie CD009",
    statement="Periode staat alleen bij een contact van Soort 04 (tijdelijk verblijfadres).",
    remedy="Laat Periode weg, of geef het contact Soort 04 als het om een tijdelijk verblijf gaat.",
    note="Ook een lege Periode telt als gegeven. Geldt voor de cliënt en voor relaties.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every contact with a Periode that is no temporary address."""
    for contact in contacts(message):
        if contact.periode is not None and not one_of(contact.soort, ("04",)):
            yield fault(
                contact,
                f"Er staat een Periode bij een contact van Soort {coded('LDT_AdresSoort', contact.soort)}.",
                {"Periode": contact.periode, "Soort": contact.soort},
            )
