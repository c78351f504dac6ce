"""All commands that there are, and the words of English that a help or an error may not have."""

import re
from collections.abc import Iterator
from typing import Any

import typer

from gateway.cli.program import app

ENGLISH = re.compile(
    r"\b(Usage|Options|Arguments|Commands|OPTIONS|COMMAND|ARGS|Show this|required|default)\b"
    r"|\b(Error|Invalid|Missing|No such)\b"
    r"|<=x|x>=|<\w+>"
)


def leaves(group: Any, *names: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command with the words by which it is called."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, *names, name)
        else:
            yield (*names, name), command


TREE: Any = typer.main.get_command(app)
LEAVES = dict(leaves(TREE))
GROUPS = [(), *sorted({words[:1] for words in LEAVES if len(words) == 2})]
