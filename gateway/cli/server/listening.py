"""What processes share that keep running: a socket to listen on, and a stop that lets them finish."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gateway.cli.session.trouble import Trouble
from gateway.standard.os_reasons import reason


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Yield a socket bound to this address, not yet listening. Raises Trouble when it can't be bound."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Trouble(
            f"Het adres {host!r} is niet op te zoeken; geef er een van deze machine, zoals 127.0.0.1."
        ) from None
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with bind_faults(host, port):
            listener.bind(address)
        yield listener


@contextmanager
def bind_faults(host: str, port: int) -> Iterator[None]:
    """Raise Trouble for an OSError of the block, as one about listening on this address."""
    try:
        yield
    except OSError as error:
        raise Trouble(
            f"Op {host}, poort {port}, kan de gateway niet luisteren ({reason(error)}). Luistert daar al een ander "
            "programma? Kies een andere poort met --poort, of stop dat programma."
        ) from None


@contextmanager
def on_stop(act: Callable[[], None]) -> Iterator[None]:
    """Call `act` on SIGTERM and Ctrl-C, instead of ending the process, until the block ends."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for each in signals:
        loop.add_signal_handler(each, act)
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)
