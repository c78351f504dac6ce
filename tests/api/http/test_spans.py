"""What a span of a request tells when the request fails: that it did, and nothing of what the error says."""

import httpx
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from starlette.types import Receive, Scope, Send

from gateway.api.http.spans import Spans
from gateway.api.http.trail import Trail
from gateway.exchange.kernel import tracing
from tests.support.api.leaks import hidden_bsns
from tests.support.messages.messages import BSN


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


async def test_b07_what_a_caller_sends_along_with_its_span_goes_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    exported = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exported))
    monkeypatch.setattr(tracing, "tracer", provider.get_tracer("test"))

    async def answers(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})

    drawn = "4bf92f3577b34da6a3ce929d0e0e4736"
    transport = httpx.ASGITransport(Trail(Spans(answers), "1.0.0"))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        for trace in (drawn, f"{'0' * 20}{BSN}001"):
            headers = {
                "traceparent": f"00-{trace}-00f067aa0ba902b7-01",
                "tracestate": f"zorg={BSN}",
                "baggage": f"bsn={BSN}",
                "x-request-id": f"verzoek-{BSN}",
            }
            await http.get(f"/v1/{BSN}", params={"bsn": BSN}, headers=headers)
    spans = exported.get_finished_spans()
    assert [f"{each.context.trace_id:032x}" == drawn for each in spans] == [True, False]
    assert [each for each in spans if hidden_bsns(each.to_json())] == []
