"""Spans of the gateway's own work. No attribute holds anything about a person; a message is named by its id.

Without a provider, which only the command sets up, they go nowhere.
"""

from contextlib import AbstractContextManager
from typing import Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind

MESSAGE: Final = "gateway.bericht"
tracer: Final = trace.get_tracer("iwmo-gateway")


def spanning(name: str, kind: SpanKind, under: Context | None = None) -> AbstractContextManager[Span]:
    """Return a span that ends with the block. It doesn't keep an exception, whose text may tell of a person."""
    return tracer.start_as_current_span(name, under, kind, record_exception=False, set_status_on_exception=False)


def name_message(id: str) -> None:
    """Name the message that the current span is about."""
    trace.get_current_span().set_attribute(MESSAGE, id)
