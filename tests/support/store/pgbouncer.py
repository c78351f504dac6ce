"""Debian's pgbouncer in front of a database of the tests, on a socket of its own."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from gateway.store.embedded.account import choose_account
from tests.support.store.embedded import wait_until
from tests.support.store.postgres import temporary_folder

_PLACES = ("/usr/sbin", "/usr/local/sbin")


@cache
def program() -> str:
    """Return the path of pgbouncer, installed when we may; skip the test without it."""
    path = os.pathsep.join((os.environ.get("PATH", ""), *_PLACES))
    found = shutil.which("pgbouncer", path=path)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get") and not os.environ.get("CI"):
        subprocess.run(["apt-get", "install", "-qq", "-y", "pgbouncer"], capture_output=True, timeout=300)
        found = shutil.which("pgbouncer", path=path)
    if found is None:
        pytest.skip("there is no pgbouncer on this machine, and it can't be installed here")
    return found


@contextmanager
def a_pgbouncer(dsn: str, mode: str, **settings: str) -> Iterator[str]:
    """Yield the address of the database through a pgbouncer with this pool_mode and these settings."""
    found = program()
    parts = urlsplit(dsn)
    query = parse_qs(parts.query)
    account = choose_account(None, Path("/nonexistent"))
    with temporary_folder() as folder:
        user = parts.username or "gateway"
        (folder / "users").write_text(f'"{user}" ""\n')
        lines = {
            "listen_addr": "",
            "listen_port": "6432",
            "unix_socket_dir": str(folder),
            "auth_type": "trust",
            "auth_file": str(folder / "users"),
            "pool_mode": mode,
            "default_pool_size": "30",
            "logfile": str(folder / "log"),
            "pidfile": str(folder / "pid"),
            **settings,
        }
        name = parts.path.lstrip("/")
        config = folder / "pgbouncer.ini"
        config.write_text(
            f"[databases]\n{name} = host={query['host'][0]} port={query['port'][0]} user={user}\n[pgbouncer]\n"
            + "".join(f"{key} = {value}\n" for key, value in lines.items())
        )
        if account.dropped:
            os.chown(folder, account.uid, account.gid)
        with (folder / "output").open("wb") as output:
            process = account.popen([found, "-q", config], output=output)
            try:
                wait_until((folder / ".s.PGSQL.6432").exists)
                yield f"postgresql://{user}@/{name}?host={folder}&port=6432"
            finally:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
