"""Traces for OpenTelemetry, when an operator asks for them."""

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.cli.session.trouble import Trouble


@contextmanager
def traces(endpoint: str | None) -> Iterator[None]:
    """Send spans to this OTLP endpoint (HTTP) until the block ends, and flush them then.

    Raises Trouble when the packages for it are not installed.
    """
    if endpoint is None:
        yield
        return
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise Trouble(
            "GATEWAY_OTLP_ENDPOINT is gezet, maar OpenTelemetry ontbreekt: pip install 'iwmo-gateway[otel]'."
        ) from None
    provider = TracerProvider(resource=Resource.create({"service.name": "iwmo-gateway"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()
