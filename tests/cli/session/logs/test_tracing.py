"""Traces go to a collector when one is named, with the message they are about, and nothing about a person."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.support.api.leaks import NAME, leaks_in
from tests.support.api.parties import CLIENT, VENLO, ZORG, enrol, start
from tests.support.api.server import PATIENCE, Server
from tests.support.exchange.workers import until
from tests.support.messages.messages import BSN
from tests.support.store.postgres import execute


class Collector:
    """Takes in what is exported."""

    def __init__(self) -> None:
        self.port = 0
        self.spans: list[Span] = []
        self.raw = b""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:-2])
            body = await reader.readexactly(int(lines[b"content-length"]))
            if lines.get(b"content-encoding") == b"gzip":
                body = gzip.decompress(body)
            self.raw += body
            request = ExportTraceServiceRequest.FromString(body)
            self.spans += [
                span for each in request.resource_spans for scope in each.scope_spans for span in scope.spans
            ]
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            await writer.drain()

    async def span(self, name: str) -> Span:
        """Return the one span with this name, which a server that ended may have sent a moment ago."""

        async def came() -> bool:
            return any(each.name == name for each in self.spans)

        await until(came, PATIENCE)
        (found,) = [each for each in self.spans if each.name == name]
        return found


@pytest.fixture
async def collector(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Collector]:
    # By default it gives a span up after ten seconds, in which a busy machine may not come to answer.
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", f"{PATIENCE:.0f}")
    made = Collector()
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    server.close()


def attributes(span: Span) -> dict[str, object]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


async def test_a_request_is_traced_to_its_message(db: Database, dsn: str, collector: Collector) -> None:
    keys = await enrol(db)
    server = Server(database_url=dsn, otlp_endpoint=f"http://127.0.0.1:{collector.port}")
    await asyncio.to_thread(server.start)
    parent = "0af7651916cd43dd8448eb211c80319c"
    try:
        async with httpx.AsyncClient(base_url=server.url) as http:
            headers = {"authorization": f"Bearer {keys[ZORG]}", "content-type": "application/xml"}
            headers["traceparent"] = f"00-{parent}-b7ad6b7169203331-01"
            receipt = await http.post("/v1/berichten", content=serialise(start(1, "S1")), headers=headers)
    finally:
        await asyncio.to_thread(server.stop)
    span = await collector.span("POST /v1/berichten")
    assert span.trace_id.hex() == parent
    told = attributes(span)
    assert told["gateway.bericht"] == receipt.json()["berichtId"]
    assert (told["http.route"], told["http.response.status_code"]) == ("/v1/berichten", 202)
    assert BSN.encode() not in collector.raw


async def test_of_an_error_only_its_kind_is_traced(
    db: Database, dsn: str, collector: Collector, tmp_path: Path
) -> None:
    """Here the database says a name; in earnest it may be any value that it can't take."""
    keys = await enrol(db)
    await execute(
        dsn,
        f"create function nee() returns trigger language plpgsql as $$ begin raise exception '{NAME}'; end $$;"
        "create trigger nee before insert on clienten for each statement execute function nee()",
    )
    server = Server(database_url=dsn, otlp_endpoint=f"http://127.0.0.1:{collector.port}")
    await asyncio.to_thread(server.start, tmp_path / "log")
    try:
        async with httpx.AsyncClient(base_url=server.url) as http:
            headers = {"authorization": f"Bearer {keys[VENLO]}"}
            response = await http.post("/v1/clienten", json={**CLIENT, "bsn": BSN}, headers=headers)
    finally:
        await asyncio.to_thread(server.stop)
    assert response.status_code == 500
    span = await collector.span("POST /v1/clienten")
    assert (span.status.code, span.status.message) == (2, "")
    assert NAME.encode() not in collector.raw
    log = (tmp_path / "log").read_text()
    assert leaks_in(log) == []
    assert "RaiseError" in log
    assert "clienten.py" in log
