"""Spans of the gateway's own work. No attribute holds anything about a person; a message is named by its id.

Without a provider, which only the command sets up, they go nowhere.
"""

from typing import Final

from opentelemetry import trace

MESSAGE: Final = "gateway.bericht"
tracer: Final = trace.get_tracer("iwmo-gateway")


def name_message(id: str) -> None:
    """The present span is about this message."""
    trace.get_current_span().set_attribute(MESSAGE, id)
