"""What there is to see in a console: the situation of tests, with people at it, and what the demo leaves."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from gateway.simulator.serving import bind_port, serving, url_of
from tests.e2e.routes import situation
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, ZORG
from tests.support.console.chromium import Site
from tests.support.store.postgres import Template, a_clone

if TYPE_CHECKING:
    from playwright.async_api import Browser


@asynccontextmanager
async def a_situation(template: Template, chromium: "Browser") -> AsyncIterator[Site]:
    """Yield the console on the situation of tests/e2e/routes.py."""
    port = bind_port()
    async with (
        a_clone(template) as dsn,
        an_api(dsn, Clock(), start=lambda app: serving(app, port)) as api,
    ):
        made = await situation(api, await api.caller(VENLO), await api.caller(ZORG))
        yield Site(api, url_of(port), chromium, made)


@contextmanager
def the_demo() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of the console at the end of the demo, and the password of each login name."""
    command = [sys.executable, "-m", "gateway", "demo", "--keep"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert demo.stdout is not None
        told = ""
        for line in demo.stdout:
            told += line
            if "Ctrl+C" in line:
                break
        [url] = re.findall(r"(http://\S+)/console", told)
        yield url, dict(re.findall(r"^  ([a-z]+) +(\S+) ", told, re.MULTILINE))
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait()
