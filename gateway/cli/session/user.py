"""The user of the command line, as records name them."""

import os
import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway

COMMAND_LINE: Final = "opdrachtregel"
"""The organisation in records of what was done on the command line."""
_LOGIN: Final = Path("/proc/self/loginuid")
_NO_LOGIN: Final = 2**32 - 1


def by_hand(gateway: "Gateway") -> "Gateway":
    """Return the gateway, acting for the user of the command line."""
    from gateway.store.parties.operator_log import Actor

    return replace(gateway, actor=Actor(COMMAND_LINE, user()))


def user() -> str:
    """Return the name of the user in the operating system, and of this machine."""
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
    """Return the user who logged in, before any sudo; None when the system doesn't say."""
    try:
        number = int(_LOGIN.read_text("ascii"))
    except (OSError, ValueError):
        number = _NO_LOGIN
    if number != _NO_LOGIN:
        return _name(number)
    # Any user can set SUDO_USER, but for root sudo did: it names who became root.
    return os.environ.get("SUDO_USER") if os.geteuid() == 0 else None
