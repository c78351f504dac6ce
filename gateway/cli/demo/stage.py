"""Tools of the acts of the demo: a printed timeline, a server, and the samples."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
from rich.console import Console

from gateway.standard.resources import bundled

PROVIDER_CODE = "01234567"
MESSAGE_TIMEOUT_S = 10.0
"""Seconds to wait for a message to arrive."""


class DemoError(Exception):
    """The story took another turn than it should; the text says where."""


@dataclass(slots=True)
class Timeline:
    """A printer of one line for each event, with the milliseconds since the start."""

    console: Console
    begin: float = field(default_factory=time.perf_counter)

    def tell(self, who: str, what: str, detail: str = "") -> None:
        """Print one line of the story."""
        stamp = f"{(time.perf_counter() - self.begin) * 1000:6.0f} ms"
        tail = f"  [dim]{detail}[/]" if detail else ""
        self.console.print(f"[dim]{stamp}[/]  [bold cyan]{who:<10}[/] {what}{tail}", soft_wrap=True)

    def why(self, text: str) -> None:
        """Print a reason below a line."""
        self.console.print(f"{'':22}[yellow]{text}[/]", soft_wrap=True)


def sample(name: str) -> Any:
    """Return this file of samples/story."""
    return json.loads((bundled("samples") / "story" / name).read_text("utf-8"))


def ok(response: httpx.Response) -> dict[str, Any]:
    """Return the JSON of a successful answer. Raises DemoError for any other."""
    if not response.is_success:
        raise DemoError(f"{response.request.url.path} antwoordde {response.status_code}: {response.text}")
    answer: dict[str, Any] = response.json()
    return answer
