"""A start or stop filled from the WMO301 in a file, for who has that message and no gateway."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gateway.cli.session.trouble import Trouble
from gateway.exchange.receiving.examples.defaults import BY_PLAN, new_identificatie
from gateway.messages.common import BerichtIdentificatie
from gateway.messages.from_assignment import assigned_in, start_message, stop_message
from gateway.messages.json_form import to_json
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.read import read
from gateway.standard.lexical import as_date
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas

_REPORTS: Final = {
    spelled: each.soort.name
    for each in (Wmo305, Wmo307)
    for spelled in (each.soort.name, each.soort.name.removeprefix("WMO"))
}
"""The kinds by the ways in which a user may write them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the user chose; None: left out."""

    nummer: int
    begindatum: date | None = None
    einddatum: date | None = None
    """The last day of the care, inclusive."""
    reden: str | None = None


def form_from_assignment(schemas: Schemas, soort: str, data: bytes, chosen: Chosen, today: date) -> dict[str, Any]:
    """Return the WMO305 or WMO307 about an assignment in a WMO301 (`data`) in JSON form, dated today.

    Raises Trouble when it can't be composed; whether schema and rules accept it is for the caller.
    """
    kind = _REPORTS.get(soort.upper())
    if kind is None:
        raise Trouble(f"uit een toewijzing is een WMO305 of WMO307 te maken, geen {soort}.")
    message = _assignments(schemas, data)
    assigned = assigned_in(message, chosen.nummer)
    if assigned is None:
        raise Trouble(
            f"deze WMO301 heeft geen toewijzing {chosen.nummer}, wel "
            f"{', '.join(each.toewijzing_nummer for each in message.client.toegewezen_producten)}."
        )
    reference = BerichtIdentificatie(identificatie=new_identificatie(), dagtekening=today.isoformat())
    if kind == Wmo305.soort.name:
        if chosen.einddatum is not None or chosen.reden is not None:
            raise Trouble("--einddatum en --reden horen bij een WMO307; een WMO305 kent alleen --begindatum.")
        begindatum = chosen.begindatum or _day(assigned.ingangsdatum)
        return to_json(start_message(message, assigned, reference, begindatum))
    if chosen.begindatum is None:
        raise Trouble(
            "geef met --begindatum de Begindatum van de start die stopt (TR382); in de WMO301 staat die niet. De "
            f"gateway zelf weet haar: GET /v1/voorbeelden/{message.header.afzender}/{chosen.nummer}/WMO307."
        )
    started = (assigned.product, chosen.begindatum)
    einddatum = chosen.einddatum or _last_day(assigned, chosen.begindatum, today)
    return to_json(stop_message(message, assigned, reference, started, chosen.reden or BY_PLAN, einddatum))


def _assignments(schemas: Schemas, data: bytes) -> Wmo301:
    """Return the WMO301. Raises Trouble when it is none, or one that its schema refuses."""
    try:
        document = parse(data)
    except XmlProblem as error:
        raise Trouble(f"het bestand is geen WMO301: {error.text}") from None
    if document.soort is not Wmo301.soort:
        raise Trouble(f"het bestand is een {document.soort.name}, en een WMO301 is nodig.")
    if not schemas.valid(document):
        raise Trouble("het schema keurt deze WMO301 af; gateway validate zegt waarop.")
    message = read(document.without_comments() if document.has_comments else document)
    assert isinstance(message, Wmo301)
    return message


def _last_day(assigned: ToegewezenProduct, begindatum: date, today: date) -> date:
    """Return today, or Einddatum of the assignment when that is over; never before the start."""
    until = today if assigned.einddatum is None else min(today, _day(assigned.einddatum))
    return max(until, begindatum)


def _day(text: str) -> date:
    """Return the day. Raises Trouble for a year beyond 9999, which the schema lets pass."""
    try:
        return as_date(text)
    except ValueError:
        told = f"met de datum {text} in de WMO301 valt niet te rekenen; geef --begindatum of --einddatum."
        raise Trouble(told) from None
