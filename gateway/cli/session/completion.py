"""Completion by the shell: the script that a shell reads, and the answer to what it asks at each TAB."""

import os
from typing import Any, Final, Literal

Shell = Literal["bash", "zsh", "fish"]
PROGRAM: Final = "gateway"
ASKED: Final = "_GATEWAY_COMPLETE"
"""The variable by which the script of a shell asks how the line may go on."""


def is_asked() -> bool:
    """Return True when a shell asks how its line may go on, instead of giving a command."""
    return ASKED in os.environ


def get_ready() -> None:
    """Make the shells known that may ask."""
    from typer.completion import get_completion_inspect_parameters

    get_completion_inspect_parameters()


def print_script(program: Any, shell: Shell) -> None:
    """Print the script by which this shell completes the commands of the program."""
    from typer.completion import shell_complete

    get_ready()
    shell_complete(program, {}, PROGRAM, ASKED, f"source_{shell}")
