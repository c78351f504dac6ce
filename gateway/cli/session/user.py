"""Who works on the command line, as it goes on record."""

import os
import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway

OPDRACHTREGEL: Final = "opdrachtregel"
"""Stands for the organisation whose machine this is."""
_LOGIN: Final = Path("/proc/self/loginuid")
_NOBODY: Final = 2**32 - 1


def by_hand(gateway: "Gateway") -> "Gateway":
    """Return the gateway in the hands of the user."""
    from gateway.store.parties.operator_log import Actor

    return replace(gateway, actor=Actor(OPDRACHTREGEL, user()))


def user() -> str:
    """Who works here, as the operating system knows them, and on which machine."""
    name = _name(os.geteuid())
    login = _logged_in()
    return f"gebruiker {name if login in (None, name) else f'{login} als {name}'} op {socket.gethostname()}"


def _name(number: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"nummer {number}"


def _logged_in() -> str | None:
    """Who logged in, whoever they became since; None when the system doesn't say."""
    try:
        number = int(_LOGIN.read_text("ascii"))
    except (OSError, ValueError):
        number = _NOBODY
    if number != _NOBODY:
        return _name(number)
    # Anybody can say so, but root has no need to: it says who became root.
    return os.environ.get("SUDO_USER") if os.geteuid() == 0 else None
