"""CS003: a period doesn't end before it begins."""

from collections.abc import Iterator

from gateway.messages.gedeeld import Knoop
from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import on_or_after, shown
from gateway.rules.parts import contacts

card = Card(
    code="CS003",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Einddatum; "
        "Client/Contactgegevens/Contact/Periode/Einddatum; Client/Relaties/Relatie/Contact/Periode/Einddatum"
    ),
    source="iWmo 3.2, constraint CS003",
    statement=(
        "Een Einddatum die gegeven is, ligt op of na het begin van dezelfde periode: de Ingangsdatum van een "
        "toegewezen product, de Begindatum van de Periode van een contact."
    ),
    remedy="Verbeter de datums; bij een Periode met alleen een Einddatum: vul de Begindatum in.",
    note=(
        "Eigenaardigheden van de officiële controle, die wij volgen: een Periode met alleen een Einddatum is "
        "ook fout; de Einddatum wordt eerst afgekapt op tien tekens, zodat witruimte ervoor hem te klein "
        "maakt."
    ),
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every period whose end lies before its begin or stands alone."""
    for contact in contacts(message):
        periode = contact.periode
        if periode is not None:
            yield from _compared(periode, "Begindatum", periode.begindatum, periode.einddatum)
    for toegewezen in message.client.toegewezen_producten:
        yield from _compared(toegewezen, "Ingangsdatum", toegewezen.ingangsdatum, toegewezen.einddatum)


def _compared(at: Knoop, begin_name: str, begin: str | None, end: str | None) -> Iterator[Fault]:
    if end is not None and not on_or_after(end, begin):
        told = "is gevuld zonder" if begin is None else "ligt voor"
        yield fault(
            at,
            f"Einddatum {shown(end)} {told} {begin_name} {'' if begin is None else shown(begin)}".rstrip() + ".",
            {"Einddatum": end, begin_name: begin},
        )
