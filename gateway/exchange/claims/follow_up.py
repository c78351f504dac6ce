"""What may follow on a Prestatie or has to be done: credit it, claim it again, or nothing; and why (Dutch)."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from gateway.messages.kinds.declaratie import Wmo323
from gateway.messages.return_message import NOT_JUDGED
from gateway.rules.engine import cards
from gateway.store.claims.line_list import LineItem, Term

STANDS: Final = (
    "Telt mee op de toewijzing. Klopt er iets niet, dan crediteert de aanbieder haar helemaal en declareert hij daarna "
    "opnieuw; dat mag in één declaratie (OP366)."
)
STANDS_AT_ZERO: Final = (
    "Telt mee op de toewijzing. Crediteren kan niet: een bedrag van 0 is altijd debet (CS325). Klopt er iets niet, "
    "spreek dan samen af hoe het verder moet."
)
CREDITED: Final = "Telt niet meer mee. Dezelfde zorg kan opnieuw worden gedeclareerd, met een nieuw nummer."
PROCESSED: Final = "Deze credit nam de prestatie terug die hij noemt; er is niets meer te doen."
AGAIN: Final = "Dezelfde zorg is daarna opnieuw gedeclareerd en toegekend; er is niets meer te doen."
REJECTED: Final = (
    "Niet crediteren (IV085): de aanbieder herstelt wat de retourcodes zeggen en declareert opnieuw, met een nieuw "
    "ReferentieNummer, in dezelfde of een latere declaratieperiode."
)
CREDIT_REJECTED: Final = (
    "Aan het debet verandert niets. De aanbieder herstelt de credit en dient hem opnieuw in, met een nieuw "
    "ReferentieNummer."
)
CREDITED_BEFORE: Final = "Het debet was al gecrediteerd, en dat gebeurt één keer; er is niets meer te doen."
_CREDITED_BEFORE_CODE: Final = "9390"
_CLIENT_UNKNOWN_CODE: Final = "8187"


def what_may_follow(item: LineItem) -> str:
    """Return what may follow on this Prestatie or has to be done, and why (Dutch)."""
    if item.credit:
        return _on_credit(item)
    if item.zelfde_zorg is not None:
        return AGAIN if item.opnieuw else _claimed_before(item.zelfde_zorg)
    if item.staat == "afgewezen":
        return _with_remedies(REJECTED, item)
    if item.termijn is not None:
        return _outside(item, item.termijn)
    if item.staat == "gecrediteerd":
        return CREDITED
    return STANDS if item.bedrag else STANDS_AT_ZERO


def _on_credit(item: LineItem) -> str:
    if item.staat != "afgewezen":
        return PROCESSED
    return CREDITED_BEFORE if _CREDITED_BEFORE_CODE in item.retourcodes else _with_remedies(CREDIT_REJECTED, item)


def _claimed_before(reference: str) -> str:
    return (
        f"Dezelfde zorg was al toegekend, als {reference}. Klopt die, dan is er niets te doen. Klopt die niet, dan "
        "crediteert de aanbieder haar en declareert hij daarna opnieuw, met een nieuw ReferentieNummer; dat mag in één "
        "declaratie (OP366)."
    )


def _with_remedies(text: str, item: LineItem) -> str:
    """Return the text, and for the provider what each return code asks of it."""
    known = (remedies().get(each) for each in item.retourcodes)
    found = " ".join(dict.fromkeys(each for each in known if each is not None))
    return f"{text} Voor de aanbieder: {found}" if found else text


@cache
def remedies() -> Mapping[str, str]:
    """Return what a provider can do about each return code of a Prestatie (Dutch).

    A Prestatie that wasn't judged has what there is to do about its client.
    """
    found = {card.retourcode: card.remedy for card in cards() if card.level in (3, 4) and _of_claims(card.messages)}
    return {**found, NOT_JUDGED: found[_CLIENT_UNKNOWN_CODE]}


def _of_claims(messages: frozenset[str]) -> bool:
    return Wmo323.soort.name in messages


def _outside(item: LineItem, term: Term) -> str:
    """Return what follows where the assignment was changed since, and no longer has all of these days."""
    number, granted = item.toewijzing_nummer, item.staat == "toegekend"
    undo = "De aanbieder crediteert haar helemaal; o" if granted else "Telt niet meer mee. O"
    if term.verwijderd:
        return f"Toewijzing {number} is verwijderd. {undo}pnieuw declareren kan niet op deze toewijzing."
    last = "" if term.einddatum is None else f" tot en met {term.einddatum}"
    now = f"Toewijzing {number} loopt nu van {term.ingangsdatum}{last}, en deze prestatie valt daar niet helemaal in."
    begin, end = max(item.begindatum, term.ingangsdatum), min(item.einddatum, term.einddatum or item.einddatum)
    if end < begin:
        return f"{now} {undo}pnieuw declareren kan niet op deze toewijzing."
    return f"{now} {undo}pnieuw declareren kan voor {begin} tot en met {end}, met een nieuw ReferentieNummer (OP366)."
