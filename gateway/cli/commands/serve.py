"""`gateway serve` and `gateway worker`: the processes that keep running."""

import asyncio
import gc
import logging
import resource
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli.server.listening import bind_faults, listening, on_stop
from gateway.cli.session.exact import whole
from gateway.cli.session.logs.tracing import traces
from gateway.cli.session.trouble import FINDINGS, explain, load_settings

if TYPE_CHECKING:
    from uvicorn import Server

    from gateway.exchange.kernel.gateway import Gateway
    from gateway.settings import Settings

GRACE_S = 30
"""Seconds that requests under way get to finish after a signal to stop."""

SWITCH_INTERVAL_S = 0.0001
"""Seconds that a thread which judges a message of up to 1 MB goes on while the event loop waits for its turn.

The loop waits after each of its system calls, of which an answer takes some ten; Python's own 5 ms would add up.
"""


def serve(
    host: Annotated[str, typer.Option("--adres", "--host", help="Adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--poort", "--port", parser=whole(0, 65535), metavar="POORT", help="Poort; 0 kiest een vrije."),
    ] = 8000,
    met_worker: Annotated[
        bool, typer.Option("--met-worker/--zonder-worker", help="Bezorgt ook berichten, in hetzelfde proces.")
    ] = True,
) -> None:
    """Start de gateway: de API en, tenzij anders gevraagd, de worker die berichten bezorgt."""
    from gateway.cli.session.logs.logging import configure

    settings = load_settings()
    configure(settings.log_level)
    with traces(settings.otlp_endpoint), listening(host, port) as listener:
        _run(_serve(settings, listener, met_worker=met_worker))


def worker() -> None:
    """Bezorgt berichten tot SIGTERM of Ctrl-C, en maakt de poging af waar hij mee bezig is."""
    from gateway.cli.session.logs.logging import configure

    settings = load_settings()
    configure(settings.log_level)
    with traces(settings.otlp_endpoint):
        _run(_run_worker_process(settings))


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run the work on uvloop if it is there. Logs an unexpected error and ends with exit code 1.

    Core dumps are off, in this process and in a database that it starts: they would hold keys and personal data.
    """
    import structlog

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(work)
    except Exception as error:
        if explain(error) is not None:
            raise
        structlog.get_logger(__name__).exception("process.crashed")
        raise typer.Exit(FINDINGS) from None


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        from uvloop import new_event_loop
    except ImportError:
        return asyncio.new_event_loop
    return new_event_loop


def _tune_garbage_collector() -> None:
    """Exclude what is loaded by now from garbage collection: it would be gone through once every few messages."""
    gc.collect()
    gc.freeze()


async def _serve(settings: "Settings", listener: socket.socket, *, met_worker: bool) -> None:
    """Serve the API until a signal to stop; then stop the worker and close the database."""
    import structlog

    from gateway.app import create_app
    from gateway.cli.server.aside import Processes
    from gateway.cli.server.http_server import new_server

    app = create_app(settings)
    server = new_server(app, GRACE_S)

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    # The application is opened here and not by uvicorn, so that what keeps it from opening reaches the operator.
    with on_stop(stop):
        async with app.router.lifespan_context(app):
            app.state.gateway = replace(app.state.gateway, aside=Processes(settings))
            _tune_garbage_collector()
            sys.setswitchinterval(SWITCH_INTERVAL_S)
            host, port = listener.getsockname()[:2]
            with bind_faults(host, port):
                listener.listen(2048)
            level, database = await _database_remarks(app.state.gateway)
            log = structlog.get_logger(__name__)
            log.log(level, "serve.listening", host=host, port=port, worker=met_worker, database=database)
            if not ip_address(host.partition("%")[0]).is_loopback and not settings.trusted_proxies:
                log.warning("serve.in_plain_sight", host=host, port=port)
            if met_worker:
                await _serve_with_worker(server, listener, app.state.gateway)
            else:
                await server.serve(sockets=[listener])


async def _database_remarks(gateway: "Gateway") -> tuple[int, list[str]]:
    """Return the log level of the first line, and what the operator should know of the settings of the database."""
    from gateway.exchange.kernel.readiness import list_remarks

    found = await list_remarks(gateway)
    return logging.WARNING if found else logging.INFO, found


async def _serve_with_worker(server: "Server", listener: socket.socket, gateway: "Gateway") -> None:
    """Run the server and the worker until the server stops. A worker that fails stops the server too."""
    done = False
    deliveries = asyncio.create_task(_run_worker(gateway, lambda: done))

    def leave(_task: asyncio.Task[None]) -> None:
        server.should_exit = True

    deliveries.add_done_callback(leave)
    try:
        await server.serve(sockets=[listener])
    finally:
        done = True
        await deliveries


async def _run_worker_process(settings: "Settings") -> None:
    import structlog

    from gateway.opening import open_gateway

    asked = asyncio.Event()
    with on_stop(asked.set):
        async with open_gateway(settings) as gateway:
            _tune_garbage_collector()
            level, database = await _database_remarks(gateway)
            structlog.get_logger(__name__).log(level, "worker.started", database=database)
            await _run_worker(gateway, asked.is_set)


async def _run_worker(gateway: "Gateway", stop: Callable[[], bool]) -> None:
    """Deliver messages and alerts until `stop` returns True; refresh signals, seal and erase what is old meanwhile.

    Finishes the deliveries under way.
    """
    from gateway.exchange.alerts.late_seals import look_after_alerts
    from gateway.exchange.alerts.sender import run_sender
    from gateway.exchange.chain.vecozo.round import VISIT_PAUSE_S, visit_vecozo
    from gateway.exchange.custody.anchor import Anchoring
    from gateway.exchange.custody.retention import DailyRetention
    from gateway.exchange.custody.seal import seal_ledger
    from gateway.exchange.delivery.worker import run_worker
    from gateway.exchange.kernel.periodic import DAY_S, PAUSE_S, repeat
    from gateway.exchange.lists.older_rows import complete_older_rows
    from gateway.exchange.signals.refresh import refresh_and_log

    rounds: dict[str, tuple[Callable[[], Awaitable[object]], float]] = {
        "signals": (lambda: refresh_and_log(gateway), PAUSE_S),
        "sealing": (lambda: seal_ledger(gateway), PAUSE_S),
        "anchoring": (Anchoring(gateway), PAUSE_S),
        "retention": (DailyRetention(gateway), DAY_S),
        "older rows": (lambda: complete_older_rows(gateway), PAUSE_S),
        "vecozo visits": (lambda: visit_vecozo(gateway), VISIT_PAUSE_S),
        "alerts": (lambda: look_after_alerts(gateway), PAUSE_S),
    }
    beside = [asyncio.create_task(repeat(what, work, stop, pause)) for what, (work, pause) in rounds.items()]
    sender = asyncio.create_task(run_sender(gateway, stop))
    try:
        await run_worker(gateway, stop)
    finally:
        for each in beside if stop() else (*beside, sender):
            each.cancel()
        await asyncio.wait((*beside, sender))
