"""Spans: they name the message by its id, and keep no exception."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from gateway.exchange.kernel import tracing
from tests.support.messages.messages import BSN


def test_a_span_names_its_message_and_keeps_no_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    exported, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exported))
    monkeypatch.setattr(tracing, "tracer", provider.get_tracer("test"))
    with pytest.raises(ValueError), tracing.spanning("receive", SpanKind.SERVER):  # noqa: PT012
        tracing.name_message("m1")
        raise ValueError(BSN)
    [span] = exported.get_finished_spans()
    assert span.attributes == {tracing.MESSAGE: "m1"}
    assert span.events == ()
    assert BSN not in span.to_json()


def test_without_a_provider_nothing_happens() -> None:
    tracing.name_message("m1")
