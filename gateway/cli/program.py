"""The commands, by name. A command imports what it needs when it runs, so that help is quick."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from gateway.cli.commands import contracts, db, deliveries, indicators, parked, policy, signals, tariffs
from gateway.cli.commands.build import build
from gateway.cli.commands.chain import channels, freezes, portal, simulator
from gateway.cli.commands.completion import completion
from gateway.cli.commands.custody import backup, ledger, reads, retention, vault
from gateway.cli.commands.lists import assignments, claims, clients, messages, requests
from gateway.cli.commands.parties import access, alerts, people
from gateway.cli.commands.rules import rules
from gateway.cli.commands.serve import serve, worker
from gateway.cli.commands.validate import validate
from gateway.cli.session.completion import get_ready, is_asked
from gateway.cli.session.trouble import COULD_NOT_RUN, Trouble, fail, reporting_errors
from gateway.cli.session.usage import Commands, Group
from gateway.standard.os_reasons import reason


class Program(Group):
    """The group of all commands. An error that ends one is reported in one line."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; report an expected error in one line and end with its exit code."""
        with reporting_errors():
            try:
                return super().invoke(ctx)
            except OSError as error:
                if not isinstance(error.filename, str | bytes):
                    raise
                raise Trouble(f"Met {os.fsdecode(error.filename)} gaat het niet: {reason(error)}.") from None

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Carry out the command line. Ends with exit code 2 for an argument that is neither text nor a file."""
        given = sys.argv[1:] if args is None else list(args)
        for each in given:
            if not _is_text(each) and not os.path.lexists(each):
                typer.echo(f"gateway: {each!r} is geen tekst in UTF-8, en geen bestand dat er is.", err=True)
                raise SystemExit(COULD_NOT_RUN)
        if is_asked():
            get_ready()
        return super().main(given, **extra)


def _is_text(argument: str) -> bool:
    """Return False when the argument holds bytes that the encoding of this machine lacks."""
    return not any("\ud800" <= letter <= "\udfff" for letter in argument)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"gateway {version('iwmo-gateway')}")
        raise typer.Exit


def demo(
    keep: Annotated[
        bool, typer.Option("--keep", help="Laat de console daarna openstaan, met voor elke rol iemand om in te loggen.")
    ] = False,
) -> None:
    """Speelt het hele verhaal van een toewijzing na, over echte HTTP, met een eigen tijdelijke database."""
    from gateway.cli.commands.demo import demo as play
    from gateway.cli.demo.stage import DemoError
    from gateway.cli.session.logs.logging import configure

    configure("warning")
    try:
        play(keep=keep)
    except DemoError as error:
        fail(str(error), 1)


app = Commands(
    cls=Program,
    help="iWmo-gateway: berichtenverkeer iWmo 3.2 tussen gemeente en aanbieder bouwen, toetsen, bewaren en bezorgen.",
    epilog="Instellingen staan in de omgeving (GATEWAY_…); zie README.md.",
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def gateway(
    version: Annotated[
        bool, typer.Option("--version", help="Toont de versie.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """iWmo-gateway: berichtenverkeer iWmo 3.2 tussen gemeente en aanbieder bouwen, toetsen, bewaren en bezorgen."""


for command, short in (
    (demo, "speel het verhaal van een toewijzing na"),
    (serve, "start de API en de worker"),
    (worker, "bezorg alleen berichten"),
    (validate, "toets berichten aan schema en regels"),
    (build, "maak een bericht in XML uit JSON"),
    (rules, "toon de regels"),
    (completion, "laat de shell opdrachten aanvullen met TAB"),
):
    app.command(short_help=short)(command)
app.add_typer(access.app)
app.add_typer(people.app)
app.add_typer(alerts.app)
app.add_typer(contracts.app)
app.add_typer(tariffs.app)
app.add_typer(deliveries.app)
app.add_typer(messages.app)
app.add_typer(claims.app)
app.add_typer(assignments.app)
app.add_typer(clients.app)
app.add_typer(requests.app)
app.add_typer(parked.app)
app.add_typer(policy.app)
app.add_typer(db.app)
app.add_typer(backup.app)
app.add_typer(vault.app)
app.add_typer(ledger.app)
app.add_typer(signals.app)
app.add_typer(indicators.app)
app.add_typer(reads.app)
app.add_typer(retention.app)
app.add_typer(channels.app)
app.add_typer(portal.app)
app.add_typer(freezes.app)
app.add_typer(simulator.app)
