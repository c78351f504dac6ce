"""Files judged on all four levels, against the ledger as it is; only the read record is stored."""

import asyncio
from collections.abc import Iterable, Iterator

from gateway.cli.judging.judging import Judged, judged
from gateway.cli.judging.sources import Source
from gateway.cli.session.recorded_read import write_read_record
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.dry_run import dry_run
from gateway.exchange.receiving.validate import Validation
from gateway.opening import open_gateway
from gateway.settings import Settings


def judge_all(
    settings: Settings, doel: str | None, sources: Iterable[Source], *, second: bool = False
) -> Iterator[Judged]:
    """Yield the verdict that each file would get if it came in now, and write a read record for each client.

    Raises what opening the gateway raises, and Trouble when a read record can't be written.
    """
    with asyncio.Runner() as runner:
        opened = open_gateway(settings)
        gateway = runner.run(opened.__aenter__())
        try:
            for source in sources:
                yield judged(source, lambda data: runner.run(_looked_up(gateway, data, doel, second=second)))
        finally:
            runner.run(opened.__aexit__(None, None, None))


async def _looked_up(gateway: Gateway, data: bytes, doel: str | None, *, second: bool) -> Validation:
    found = await dry_run(gateway, None, data, second=second)
    if found.over is not None:
        gemeente, client = found.over
        await write_read_record(gateway, "validate", {gemeente: () if client is None else (client,)}, doel)
    return found
