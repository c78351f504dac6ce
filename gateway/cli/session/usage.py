"""Help and usage errors of the commands, in Dutch."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, Final, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from gateway.cli.session.wrong import OLD_NAMES, sentence

_OLD: Final = re.compile(rf", ({'|'.join(OLD_NAMES)})\b")
_HEADINGS: Final = {"Options": "Opties", "Arguments": "Argumenten", "Commands": "Opdrachten"}
_KINDS: Final = {
    "str": "TEKST",
    "int": "GETAL",
    "UUID": "ID",
    "path": "PAD",
    "file": "BESTAND",
    "dir": "MAP",
}
_EXTRA: Final = (
    (re.compile(r"\bdefault: "), "standaard: "),
    (re.compile(r"\brequired\b"), "verplicht"),
)
"""Texts between brackets behind an explanation."""
_Function = TypeVar("_Function", bound=Callable[..., Any])
_Formatter: Any = typer.Context.formatter_class


class Formatter(_Formatter):  # type: ignore[misc] # the class itself is none of typer's public names
    """A writer of pages of help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        args = args.replace("[OPTIONS]", "[OPTIES]").replace("COMMAND [ARGS]...", "OPDRACHT [ARGUMENTEN]...")
        super().write_usage(prog, args, prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        """Write the title of a list."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options, arguments or commands."""
        super().write_dl([(_named(first), _explained(second)) for first, second in rows], col_max, col_spacing)


def _named(text: str) -> str:
    names, _, rest = text.partition(" <")
    kept = _OLD.sub("", names)
    if not rest:
        return kept
    kind = rest.removesuffix(">")
    several = kind.startswith("list[")
    kind = kind.removeprefix("list[").removesuffix("]") if several else kind
    return f"{kept} {_KINDS.get(kind, kind)}{'…' if several else ''}"


def _explained(text: str) -> str:
    text = text.replace("Show this message and exit.", "Toont deze uitleg.")
    before, bracket, extra = text.rpartition("[")
    if not bracket:
        return text
    for pattern, dutch in _EXTRA:
        extra = pattern.sub(dutch, extra)
    return f"{before}[{extra}"


class Context(typer.Context):
    """The context of a command whose help is in Dutch."""

    formatter_class = Formatter


def _write_examples(ctx: Any, formatter: Any) -> None:
    """Write the examples of the command, as they may be given."""
    from gateway.cli.session.examples import examples_of

    with formatter.section("Voorbeelden"):
        for each in examples_of(ctx.command_path.partition(" ")[2]):
            formatter.write(f"{'':>{formatter.current_indent}}{each}\n")


class Command(TyperCommand):
    """A command that explains itself in Dutch, with examples."""

    context_class = Context

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples, and what else comes last."""
        _write_examples(ctx, formatter)
        super().format_epilog(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Return how the line may go on, by the present names of options only."""
        return [each for each in super().shell_complete(ctx, incomplete) if each.value not in OLD_NAMES]


class Group(TyperGroup):
    """Commands under one name, which explain themselves in Dutch."""

    context_class = Context

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write some examples, and what else comes last."""
        _write_examples(ctx, formatter)
        super().format_epilog(ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is meant. Raises BadParameter when there is none of that name."""
        if not ctx.resilient_parsing and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], self.list_commands(ctx), n=3, cutoff=0.5)
            meant = f" Bedoelt u {' of '.join(map(repr, near))}?" if near else ""
            raise typer.BadParameter(f"er is geen opdracht {args[0]!r}.{meant}", ctx=ctx)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Carry out the command line; end the process with its exit code unless `standalone_mode` is False."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except typer.TyperException as error:
            typer.echo(sentence(error), err=True)
            raise SystemExit(getattr(error, "exit_code", 2)) from None
        except typer.Abort:
            raise SystemExit(130) from None
        raise SystemExit(code if isinstance(code, int) else 0)


class Commands(typer.Typer):
    """A group of commands; without one it shows its help."""

    def __init__(self, **given: Any) -> None:
        # Help by rich takes twice as long to appear.
        super().__init__(**{"cls": Group, "no_args_is_help": True, "rich_markup_mode": None, **given})

    def command(self, name: str | None = None, **given: Any) -> Callable[[_Function], _Function]:
        """Make a command of a function, as typer does."""
        return super().command(name, **{"cls": Command, **given})
