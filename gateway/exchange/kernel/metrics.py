"""What this process has done, counted for Prometheus; no label holds anything about a person.

Counters are of one process and begin at nought when it starts. How things stand in the database, for all processes
together, is in `gateway.store.delivery.figures`.
"""

from typing import Final

from prometheus_client import Counter, Histogram

RECEIVED: Final = Counter(
    "gateway_messages_received",
    "Messages that came in and are in the ledger, by kind and verdict; a repeated one counts again.",
    ("soort", "oordeel"),
)
REFUSED: Final = Counter(
    "gateway_messages_refused",
    "What was refused before it became a message, by problem.",
    ("probleem",),
)
CALLERS_REFUSED: Final = Counter(
    "gateway_callers_refused",
    "Calls with a key, token or certificate that opens nothing, by way in; afgeremd: it was not even looked at.",
    ("weg", "afgeremd"),
)
RECEIVE_SECONDS: Final = Histogram(
    "gateway_receive_seconds",
    "From the bytes of a message to the commit of all it led to.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
MESSAGES_PER_TRANSACTION: Final = Histogram(
    "gateway_messages_together",
    "How many messages shared one transaction.",
    buckets=(1, 2, 4, 8, 16, 32),
)
ATTEMPTS: Final = Counter(
    "gateway_delivery_attempts",
    "Attempts of this process to deliver a message, by channel and what came of it.",
    ("kanaal", "gelukt"),
)
ATTEMPT_SECONDS: Final = Histogram(
    "gateway_delivery_attempt_seconds",
    "How long an attempt to send a message took.",
    buckets=(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30),
)
ANCHORS: Final = Counter(
    "gateway_anchor_attempts",
    "Times that this process asked for a timestamp over the root of all seals, by whether it got one.",
    ("gelukt",),
)
SEALED: Final = Counter("gateway_rows_sealed", "Rows of the ledger that this process put under a seal.")
