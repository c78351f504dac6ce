"""What a round of messages over HTTP took, and the same with asyncpg alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time

from gateway.standard.xsd.schemas import Schemas
from tests.bench.messages import verdict


@dataclass(frozen=True, slots=True)
class Round:
    """One round of HTTP and two of asyncpg alone, with as many messages each.

    All figures are seconds a message, but `together`.
    """

    http: float
    raw: float
    """By asyncpg alone, one message a transaction."""
    shared: float
    """By asyncpg alone, as many messages a transaction as the gateways took together."""
    together: float
    """How many messages that was."""
    half_within: float
    nearly_all_within: float
    """99 in a hundred."""
    load: float
    """Of processor time, over HTTP: the load generator's, …"""
    server: float
    """… the gateways', …"""
    database: float
    """… and PostgreSQL's."""
    raw_all: float
    """Of processor time, by asyncpg alone with one message a transaction: its own and PostgreSQL's."""
    shared_all: float
    """The same, with as many messages a transaction as the gateways took together."""
    verdict: float
    """Of processor time, of the verdict alone: parse, schema, read, level 2."""

    @property
    def http_all(self) -> float:
        """Processor time over HTTP, of the gateways, PostgreSQL and the load generator."""
        return self.server + self.database + self.load


def middle_of(rounds: list[Round]) -> Round:
    """Return the median of each figure."""
    return Round(*(median(getattr(each, name) for each in rounds) for name in Round.__slots__))


def verdict_seconds(schemas: Schemas, messages: Sequence[bytes]) -> float:
    """Return the processor time that the verdicts on these messages take."""
    begin = process_time()
    for each in messages:
        verdict(schemas, each)
    return process_time() - begin
