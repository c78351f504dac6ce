"""TR061: the client has an address of some standing."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import MAX_PLACES, Fault
from gateway.rules.kit import one_of

card = Card(
    code="TR061",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Contactgegevens",
    source="iWmo 3.2, technische regel TR061",
    statement=(
        "De cliënt heeft ten minste één contact van Soort 01 (BRP-adres), 02 (correspondentie) of 03 (verblijf)."
    ),
    remedy="Voeg het BRP-adres, correspondentieadres of verblijfadres van de cliënt toe.",
    note=(
        "De regel vraagt om zo’n adres, de officiële controle kijkt alleen naar Soort: een contact van Soort "
        "02 met alleen een telefoonnummer volstaat. Contacten van relaties tellen niet mee."
    ),
)

_STANDING = ("01", "02", "03")


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield the client's contacts when none of them is of Soort 01, 02 or 03."""
    contacts = message.client.contactgegevens
    if not any(one_of(contact.soort, _STANDING) for contact in contacts):
        kinds = ", ".join(sorted({contact.soort for contact in contacts}))
        yield Fault(
            at=message.client,
            elements=(("Contactgegevens",),),
            text=f"Geen contact van de cliënt heeft Soort 01, 02 of 03 (wel: {kinds}).",
            also_at=tuple((contact, ()) for contact in contacts[:MAX_PLACES]),
        )
