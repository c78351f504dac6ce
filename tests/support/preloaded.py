"""The command `gateway`, loaded once: each command line runs in a fork, which is spared nine tenths of a short one.

    with loaded_program() as words:
        subprocess.run([*words, "rules", "--help"])

Standard streams, folder, environment and exit code are those of a program of its own; signals don't reach it.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from gateway.cli import main

_CRASHED = 70
_ASK = f"""
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect(sys.argv[1])
    asked = [sys.argv[2:], os.getcwd(), dict(os.environ)]
    socket.send_fds(line, [json.dumps(asked).encode()], [0, 1, 2])
    line.shutdown(socket.SHUT_WR)
    sys.exit((line.recv(1) or bytes([{_CRASHED}]))[0])
"""


@contextmanager
def loaded_program() -> Iterator[list[str]]:
    """Yield the words that start a command, to be followed by its arguments."""
    with tempfile.TemporaryDirectory(prefix="gateway-loaded-") as folder:
        address = str(Path(folder, "socket"))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(address)
            listener.listen()
            words = [sys.executable, "-m", "tests.support.preloaded", str(listener.fileno())]
            loaded = subprocess.Popen(words, pass_fds=[listener.fileno()], cwd=Path(__file__).parents[2])
        try:
            yield [sys.executable, "-ISc", _ASK, address]
        finally:
            loaded.kill()
            loaded.wait()


def _answer_all(listener: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        line, _ = listener.accept()
        with line:
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listener.close()
                try:
                    line.send(bytes([_run(line)]))
                finally:
                    os._exit(0)


def _run(line: socket.socket) -> int:
    """Carry out what is asked on this line, with the streams, folder and environment that come along."""
    said, streams, _, _ = socket.recv_fds(line, 1 << 20, 3)
    while more := line.recv(1 << 20):
        said += more
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, closefd=False) for number, mode in enumerate("rww"))  # noqa: SIM115
    arguments, folder, environment = json.loads(said)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["gateway", *arguments]
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    import_module("tests.support.whole_gateway")
    _answer_all(socket.socket(fileno=int(sys.argv[1])))
