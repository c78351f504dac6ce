"""What a span of a request tells when the request fails: that it did, and nothing of what the error says."""

import httpx
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from starlette.types import Receive, Scope, Send

from gateway.api.spans import Spans
from gateway.api.trail import Trail
from gateway.exchange import tracing
from tests.support.berichten import BSN


async def test_an_error_that_nobody_foresaw_is_told_without_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    exported = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exported))
    monkeypatch.setattr(tracing, "tracer", provider.get_tracer("test"))

    async def fails(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError(f"Key (bsn)=({BSN}) already exists.")

    transport = httpx.ASGITransport(Trail(Spans(fails), "1.0.0"), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        response = await http.get("/v1/postvak", headers={"x-request-id": "onvoorzien-1"})
    [span] = exported.get_finished_spans()
    assert response.status_code == 500
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes == {
        "http.route": "onbekend",
        "http.response.status_code": 500,
        "gateway.request": "onvoorzien-1",
    }
    assert BSN not in span.to_json()
