"""Files judged on all four levels, against the books as they are; nothing is stored."""

import asyncio
from collections.abc import Iterable, Iterator

from gateway.app import open_gateway
from gateway.cli.judging import Judged, judged
from gateway.cli.sources import Source
from gateway.exchange.dry_run import dry_run
from gateway.settings import Settings


def judge_all(settings: Settings, sources: Iterable[Source]) -> Iterator[Judged]:
    """The verdict each file would get if it came in now. Raises what opening the gateway raises."""
    with asyncio.Runner() as runner:
        opened = open_gateway(settings)
        gateway = runner.run(opened.__aenter__())
        try:
            for source in sources:
                yield judged(source, lambda data: runner.run(dry_run(gateway, None, data)))
        finally:
            runner.run(opened.__aexit__(None, None, None))
