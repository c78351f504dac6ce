"""Deliveries a second through the GGK, against plain push to the same machine."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from statistics import median

from gateway.cli.session.logs.logging import configure
from gateway.exchange.kernel.gateway import DeliverySettings, Gateway
from gateway.standard.channels import ChannelName
from gateway.standard.stuf.write import soap_request
from gateway.standard.xsd.schemas import Schemas
from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.bench.clusters import migrated_cluster
from tests.bench.host import file_system
from tests.bench.report import Row, at_least
from tests.support.api.parties import ZORG, enrol
from tests.support.exchange.chain import envelope, receipt_of
from tests.support.exchange.receiver import Receiver, a_receiver, status
from tests.support.exchange.workers import HERE, all_delivered, working
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault
from tests.support.store.postgres import execute

_REFERENCE = re.compile(rb"<StUF:referentienummer>([0-9a-f-]{36})<")
_SENT = envelope(b"<Bericht/>", "WMO301")
_RECEIPT = soap_request(receipt_of(_SENT))


def through_the_ggk(schemas: Schemas, rounds: int, number: int) -> Iterator[Row]:
    """Measure a worker that delivers this many messages to one receiver, by either channel in turns."""
    configure("warning")
    with migrated_cluster() as (database, folder):
        push, ggk = asyncio.run(_rounds(database.dsn, schemas, rounds + 1, number))
        yield at_least(
            0.6,
            what="deliveries a second through the GGK",
            against="plain push",
            ratio=push / ggk,
            detail=f"{number / ggk:,.0f} a second against {number / push:,.0f}, {number:,} at a time to one receiver; "
            f"fsync on {file_system(folder)}; the receiver runs in the process of the worker",
        )


async def _rounds(dsn: str, schemas: Schemas, rounds: int, number: int) -> tuple[float, float]:
    """Return the seconds that a round takes by push and through the GGK; the first one warms up."""
    db = await Database.connect(dsn, vault=vault())
    try:
        await enrol(db)
        await assigned_clients(db, number)
        await execute(
            dsn,
            "insert into leveringen (gemeente, bericht_id, ontvanger, reeks, kanaal)"
            " select gemeente, id, ontvanger, client_id, 'postvak' from berichten",
        )
        gateway = Gateway(db, schemas, delivery=DeliverySettings(HERE))
        taken: dict[ChannelName, list[float]] = {"push": [], "ggk": []}
        for _ in range(rounds):
            for channel, seconds in taken.items():
                seconds.append(await _round(gateway, dsn, channel))
        return median(taken["push"][1:]), median(taken["ggk"][1:])
    finally:
        await db.close()


async def _round(gateway: Gateway, dsn: str, channel: ChannelName) -> float:
    async with _a_receiver(channel) as receiver:
        async with gateway.db.transaction() as tx:
            await organisaties.save(tx, Organisatie(ZORG, "aanbieder", "Zorg", receiver.url, kanaal=channel))
        await execute(
            dsn,
            f"update leveringen set staat = 'wachtend', kanaal = '{channel}', pogingen = 0, sinds = now(),"
            " niet_voor = now(), afgerond_op = null",
        )
        await execute(dsn, "vacuum analyze leveringen")
        begin = time.perf_counter()
        async with working(gateway):
            await all_delivered(gateway.db, 600)
            return time.perf_counter() - begin


@asynccontextmanager
async def _a_receiver(channel: ChannelName) -> AsyncIterator[Receiver]:
    async def confirm(writer: asyncio.StreamWriter) -> None:
        found = _REFERENCE.search(receiver.bodies[-1])
        assert found is not None
        body = _RECEIPT.replace(_SENT.referentienummer.encode(), found[1])
        writer.write(b"HTTP/1.1 200 x\r\ncontent-length: %d\r\n\r\n" % len(body) + body)

    async with a_receiver(status(200) if channel == "push" else confirm) as receiver:
        yield receiver
