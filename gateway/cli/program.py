"""The commands, by name. What a command needs is imported when it runs, so that asking for help is quick."""

from typing import Any

import typer
from typer.core import TyperGroup

from gateway.cli import access, contracts, db, deliveries, ledger, parked, policy, reads, retention, signals, vault
from gateway.cli.build import build
from gateway.cli.rules import rules
from gateway.cli.serve import serve, worker
from gateway.cli.trouble import fail, told
from gateway.cli.validate import validate


class Program(TyperGroup):
    """The commands together: whatever keeps one from its work is told in one line."""

    def invoke(self, ctx: Any) -> Any:
        """The result of the command that was asked for."""
        with told():
            return super().invoke(ctx)


def demo() -> None:
    """Speelt het hele verhaal van een toewijzing na, over echte HTTP, met een eigen tijdelijke database."""
    from gateway.cli.demo import demo as play
    from gateway.cli.demo_stage import DemoError
    from gateway.cli.logging import configure

    configure("warning")
    try:
        play()
    except DemoError as error:
        fail(str(error), 1)


app = typer.Typer(
    cls=Program,
    help="iWmo-gateway: berichtenverkeer iWmo 3.2 tussen gemeente en aanbieder bouwen, toetsen, bewaren en bezorgen.",
    epilog="Instellingen staan in de omgeving (GATEWAY_…); zie README.md.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich help takes twice as long to appear
)
for command, short in (
    (demo, "speel het verhaal van een toewijzing na"),
    (serve, "start de API en de worker"),
    (worker, "bezorg alleen berichten"),
    (validate, "toets berichten aan schema en regels"),
    (build, "maak een bericht in XML uit JSON"),
    (rules, "toon de regels"),
):
    app.command(short_help=short)(command)
app.add_typer(access.app)
app.add_typer(contracts.app)
app.add_typer(deliveries.app)
app.add_typer(parked.app)
app.add_typer(policy.app)
app.add_typer(db.app)
app.add_typer(vault.app)
app.add_typer(ledger.app)
app.add_typer(signals.app)
app.add_typer(reads.app)
app.add_typer(retention.app)
