"""Figures for Prometheus: counters of this process, and gauges of the database."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from prometheus_client.registry import Collector

from gateway.api.caller.callers import Operator, TheGateway
from gateway.api.shapes.exact import ExactRoute
from gateway.exchange.delivery.overview import load_figures
from gateway.store.delivery.figures import Figures

router = APIRouter(route_class=ExactRoute, include_in_schema=False)


class _Gauges(Collector):
    """Gauges of what waits in the database, and since when."""

    def __init__(self, found: Figures) -> None:
        self._figures = found

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return the gauges."""
        now = self._figures.now
        waiting = GaugeMetricFamily(
            "gateway_deliveries_waiting", "Messages that wait for their receiver.", labels=["kanaal"]
        )
        oldest = GaugeMetricFamily(
            "gateway_deliveries_oldest_seconds", "Age of the message that waits longest.", labels=["kanaal"]
        )
        for queue in self._figures.queues:
            waiting.add_metric([queue.kanaal], queue.size)
            oldest.add_metric([queue.kanaal], (now - queue.oldest).total_seconds())
        yield waiting
        yield oldest
        for name, what, value in (
            ("gateway_deliveries_given_up", "Messages that could not be delivered in time.", self._figures.given_up),
            ("gateway_receivers_resting", "Receivers that are left in peace for a while.", self._figures.resting),
            ("gateway_workers", "Workers that gave a sign of life.", self._figures.workers),
            ("gateway_messages_parked", "Messages that wait to be judged again.", self._figures.parked),
        ):
            yield GaugeMetricFamily(name, what, value)
        for name, what, moment in (
            ("gateway_seal_age_seconds", "Time since the ledger was last sealed.", self._figures.last_sealed),
            ("gateway_anchor_age_seconds", "Time since the seals last got a timestamp.", self._figures.last_anchored),
        ):
            if moment is not None:
                yield GaugeMetricFamily(name, what, (now - moment).total_seconds())


@router.get(
    "/metrics", response_class=Response, responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
)
async def toon(gateway: TheGateway, _caller: Operator) -> Response:
    """Cijfers over de gateway in het formaat van Prometheus, zonder persoonsgegevens."""
    found = await load_figures(gateway)
    gauges = CollectorRegistry()
    gauges.register(_Gauges(found))
    return Response(generate_latest(REGISTRY) + generate_latest(gauges), media_type=CONTENT_TYPE_PLAIN_1_0_0)
