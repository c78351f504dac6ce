"""The first page of an operator: what asks for attention, how the queues stand, and how the last day went."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from fastapi.responses import Response

from gateway.console.session.visit import Visit
from gateway.console.view.lists import Tile
from gateway.console.view.plot import Part, Plot, draw
from gateway.console.view.render import page
from gateway.exchange.custody.seal import list_late_seals
from gateway.exchange.delivery.deliveries import list_receivers
from gateway.exchange.delivery.overview import Overview, load_overview

_LONG: Final = timedelta(hours=1)
"""What waits longer to be sent asks for attention; what a receiver has to collect may lie."""


async def overview_page(visit: Visit) -> Response:
    """Return the overview of the whole gateway."""
    found = await load_overview(visit.gateway)
    receivers = await list_receivers(visit.gateway)
    halted = sum(1 for each in receivers if each.bevroren_op or each.rust_tot)
    return page(
        visit,
        "overzicht.html",
        tiles=_tiles(found, halted),
        figures=found.figures,
        hours=found.hours,
        received=_received(found),
        sent=_sent(found),
        late=await list_late_seals(visit.gateway),
        long=_LONG,
    )


def _tiles(found: Overview, halted: int) -> Sequence[Tile]:
    figures = found.figures
    waiting = sum(each.size for each in figures.queues)
    path = "/console/leveringen?staat="
    return [
        Tile("Geparkeerd", "Een regel kon niet oordelen.", "/console/geparkeerd", figures.parked),
        Tile("Opgegeven", "Niet bezorgd; wacht in het postvak.", f"{path}opgegeven", figures.given_up),
        Tile("Wachtend", "Klaar voor de ontvanger.", f"{path}wachtend", waiting),
        Tile("Ontvangers", "Bevroren, of met rust gelaten.", "/console/ontvangers", halted),
    ]


def _received(found: Overview) -> Plot | None:
    hours = found.hours
    passed = [each.messages - each.refused for each in hours]
    parts = (Part("vastgelegd", "goed", passed), Part("afgekeurd", "fout", [each.refused for each in hours]))
    return draw([each.begin for each in hours], parts)


def _sent(found: Overview) -> Plot | None:
    hours = found.hours
    parts = (
        Part("bezorgd", "goed", [each.delivered for each in hours]),
        Part("wacht nog", "let-op", [each.waiting for each in hours]),
        Part("opgegeven", "fout", [each.given_up for each in hours]),
    )
    return draw([each.begin for each in hours], parts)
