"""CS003: a period doesn't end before it begins."""

from collections.abc import Iterator

from gateway.messages.common import Node
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import on_or_after, quote
from gateway.rules.parts.care import CareMessage, all_care, begin, begin_name, end, end_name
from gateway.rules.parts.shared import contacts

card = Card(
    code="CS003",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Einddatum; "
        "Client/Contactgegevens/Contact/Periode/Einddatum; Client/Relaties/Relatie/Contact/Periode/Einddatum; "
        "Client/AangevraagdeProducten/AangevraagdProduct/ToewijzingEinddatum; "
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Einddatum; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Einddatum"
    ),
    source="iWmo 3.2, constraint CS003",
    statement=(
        "Een einddatum die gegeven is, ligt op of na het begin van dezelfde periode: de ingangsdatum van een "
        "toegewezen of gevraagd product, de Begindatum van de Periode van een contact."
    ),
    remedy="Verbeter de datums; bij een Periode met alleen een Einddatum: vul de Begindatum in.",
    note=(
        "Eigenaardigheden van de officiële controle, die wij volgen: een Periode met alleen een Einddatum is "
        "ook fout; de einddatum wordt eerst afgekapt op tien tekens, zodat witruimte ervoor hem te klein "
        "maakt."
    ),
)


def check(message: CareMessage) -> Iterator[Fault]:
    """Yield every period whose end lies before its begin or stands alone."""
    if isinstance(message, Wmo301):
        for contact in contacts(message):
            periode = contact.periode
            if periode is not None and _wrong(periode.begindatum, periode.einddatum):
                yield _fault(periode, ("Begindatum", periode.begindatum), ("Einddatum", periode.einddatum))
    for care in all_care(message):
        last = end(care)
        if last is not None and _wrong(begin(care), last):
            yield _fault(care, (begin_name(care), begin(care)), (end_name(care), end(care)))


def _wrong(first: str | None, last: str | None) -> bool:
    return last is not None and not on_or_after(last, first)


def _fault(at: Node, first: tuple[str, str | None], last: tuple[str, str | None]) -> Fault:
    lacking = first[1] is None
    told = f"is gevuld zonder {first[0]}" if lacking else f"ligt voor {first[0]} {quote(first[1])}"
    return fault(at, f"{last[0]} {quote(last[1])} {told}.", dict((last, first)))
