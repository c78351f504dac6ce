"""The first page: tiles with what asks for attention, each leading to its list."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.pages.claims.declaraties import month_before
from gateway.console.pages.delivery.overzicht import overview_page
from gateway.console.session.visit import Anybody, Visit
from gateway.console.view.lists import Tile
from gateway.console.view.render import page
from gateway.console.view.words import typed_day
from gateway.exchange.delivery.mailbox import page_waiting
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.claims import list_claims
from gateway.exchange.lists.messages import list_messages
from gateway.exchange.requests.listing import list_requests_of
from gateway.exchange.signals.handle import codes_for, count_signals
from gateway.standard.findings import Outcome
from gateway.store.claims.claim_list import ClaimFilter
from gateway.store.lists.messages import MessageFilter
from gateway.store.lists.requests import RequestFilter
from gateway.store.signals.signalen import SignalFilter

router = APIRouter()

UNANSWERED: Final = "NL-807"
"""The check on dates that finds messages without a return message."""


@router.get("/console")
async def toon(visit: Anybody) -> Response:
    """Return the tiles for this kind of organisation."""
    if visit.caller.soort == "beheerder":
        return await overview_page(visit)
    own: Sequence[Tile] = ()
    if visit.caller.soort == "gemeente" and not visit.caller.extern:
        own = [*await _of_signals(visit), await _of_requests(visit), await _of_claims(visit)]
    elif visit.caller.soort == "aanbieder":
        own = [await _of_mailbox(visit), await _of_late_answers(visit)]
    return page(visit, "start.html", tiles=[*own, *await _of_messages(visit)])


async def _of_signals(visit: Visit) -> Sequence[Tile]:
    tomorrow = visit.gateway.today() + timedelta(days=1)
    overdue = SignalFilter(status="open", voor=tomorrow)
    unanswered = SignalFilter(status="open", codes=codes_for(None, UNANSWERED))
    counted = [
        await count_signals(visit.gateway, visit.caller.code, each)
        for each in (overdue, SignalFilter(status="open"), unanswered)
    ]
    path = f"/console/signalen?voor={typed_day(tomorrow)}"
    return [
        Tile("Vandaag of eerder", "Signalen waarvan de dag er is.", path, counted[0]),
        Tile("Open signalen", "Alles waar iemand naar moet kijken.", "/console/signalen", counted[1]),
        Tile(
            "Onbeantwoord",
            "Verstuurd, en na de termijn geen retourbericht.",
            f"/console/signalen?code={UNANSWERED}",
            counted[2],
        ),
    ]


async def _of_requests(visit: Visit) -> Tile:
    today = visit.gateway.today()
    found = await list_requests_of(visit.gateway, visit.caller, RequestFilter(), AskedPage(limit=1), due=today)
    path = f"/console/verzoeken?uiterlijk={typed_day(today)}"
    text = "Het antwoord moet er vandaag zijn, of had er al moeten zijn."
    return Tile("Verzoeken", text, path, found.counted or 0, found.total_is_minimum)


async def _of_late_answers(visit: Visit) -> Tile:
    yesterday = visit.gateway.today() - timedelta(days=1)
    found = await list_requests_of(visit.gateway, visit.caller, RequestFilter(), AskedPage(limit=1), due=yesterday)
    path = f"/console/verzoeken?uiterlijk={typed_day(yesterday)}"
    text = "Wat u vroeg, en waarop het antwoord er al had moeten zijn."
    return Tile("Verzoeken", text, path, found.counted or 0, found.total_is_minimum)


async def _of_claims(visit: Visit) -> Tile:
    since = month_before(visit.gateway.today())
    filters = ClaimFilter(vanaf=since, met_afwijzing=True)
    found = await list_claims(visit.gateway, visit.caller, filters, AskedPage(limit=1))
    path = f"/console/declaraties?metAfwijzing=ja&vanaf={typed_day(since)}"
    text = "Met een afgewezen prestatie, van deze maand of de vorige."
    return Tile("Declaraties", text, path, found.counted or 0, found.total_is_minimum)


async def _of_mailbox(visit: Visit) -> Tile:
    found = await page_waiting(visit.gateway, visit.caller, AskedPage(limit=1))
    text = "Wat op u wacht om opgehaald te worden."
    return Tile("Postvak", text, "/console/postvak", found.counted or 0, found.total_is_minimum)


async def _of_messages(visit: Visit) -> Sequence[Tile]:
    return [
        await _tile(visit, "Geparkeerd", "Een regel kon niet oordelen; laat opnieuw beoordelen.", "oordeel=geparkeerd"),
        await _tile(visit, "Afgekeurd", "Geweigerd door de ander, of door de regels.", "uitkomst=afgekeurd"),
        await _tile(visit, "Niet bezorgd", "Opgegeven; het wacht in het postvak.", "bezorging=opgegeven"),
        await _tile(visit, "Onderweg naar de ontvanger", "Klaargezet, nog niet opgehaald.", "bezorging=wachtend"),
    ]


async def _tile(visit: Visit, title: str, text: str, query: str) -> Tile:
    name, _, value = query.partition("=")
    filters = _FILTERS[name, value]
    found = await list_messages(visit.gateway, visit.caller, filters, AskedPage(limit=1))
    return Tile(title, text, f"/console/berichten?{query}", found.counted or 0, found.total_is_minimum)


_FILTERS = {
    ("oordeel", "geparkeerd"): MessageFilter(oordeel=Outcome.GEPARKEERD),
    ("uitkomst", "afgekeurd"): MessageFilter(uitkomst="afgekeurd"),
    ("bezorging", "opgegeven"): MessageFilter(bezorging="opgegeven"),
    ("bezorging", "wachtend"): MessageFilter(bezorging="wachtend"),
}
