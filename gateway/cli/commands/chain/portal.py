"""`gateway portal`: files for a portal that a person works with by hand, out and in."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session.files import read_file
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.progress import watching
from gateway.cli.session.trouble import COULD_NOT_RUN, FINDINGS, fail
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.exchange.receiving.batch import BatchItem

app = Commands(
    name="portal",
    help="Pakt berichten in voor een portaal van GGK of VECOZO, en leest wat u daar ophaalde.",
    short_help="werk met de hand via een portaal",
)


@app.command()
def pack(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="De map van het kanaal map.")],
    naar: Annotated[
        Path | None, typer.Option(metavar="MAP", help="Waar de zips komen; zonder: de map portaal daarin.")
    ] = None,
) -> None:
    """Pakt de berichten in een map in zips om te uploaden: elk van één soort, hoogstens 30 berichten en 25 MB.

    Wat in een zip zit gaat uit de map. Wat blijft liggen wordt genoemd, en dan is de exit 1.
    """
    from gateway.standard.calendar import DUTCH_TIME
    from gateway.standard.identifiers import mask_in_text
    from gateway.transport.portal import pack as pack_folder

    packed = pack_folder(folder, naar or folder / "portaal", datetime.now(DUTCH_TIME))
    for path, messages in packed.zips:
        typer.echo(f"{path}: {messages} {'bericht' if messages == 1 else 'berichten'}")
    for name, path in packed.again:
        typer.echo(f"{mask_in_text(name)} zit al in {path}: upload die, ook als dat al gebeurd was.", err=True)
    if not packed.zips and not packed.again:
        typer.echo("Er ligt geen bericht om in te pakken.", err=True)
    for name, why in packed.left:
        typer.echo(f"{mask_in_text(name)} {why}; het blijft liggen.", err=True)
    if packed.left:
        raise typer.Exit(FINDINGS)


@app.command()
def read(
    code: Annotated[str, typer.Argument(metavar="CODE", help="De intermediair waarmee het portaal is ingeschreven.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Wat het portaal gaf: XML, of een zip ervan.")],
) -> None:
    """Ontvangt wat u uit een portaal haalde, elk bericht voor de afzender die het noemt; exit 1 als er een niet kon.

    Een bestand dat al gelezen is mag nog eens: dat verandert niets.
    """
    from gateway.exchange.delivery.freezes import StandsStill
    from gateway.exchange.kernel.advance import Advance

    advance, said = Advance(), Counter[str]()
    given = {path: read_file(path) for path in dict.fromkeys(files)}

    async def work(gateway: "Gateway") -> None:
        from gateway.exchange.chain.portal import take_file

        for path, data in given.items():
            async for each in take_file(gateway, code, path.name, data):
                advance.done += 1
                said[_told(path, each)] += 1

    try:
        with watching("lezen uit het portaal", "berichten", lambda: advance):
            with_gateway(work)
    except StandsStill as still:
        fail(still.text, COULD_NOT_RUN)
    typer.echo(f"{advance.done} gelezen: {', '.join(f'{n} {what}' for what, n in sorted(said.items()))}.", err=True)
    if said["geweigerd"]:
        raise typer.Exit(FINDINGS)


def _told(path: Path, item: "BatchItem") -> str:
    """Print what became of the message, and return it in one word."""
    from gateway.exchange.kernel.refusals import Refusal
    from gateway.standard.identifiers import mask_in_text

    name = mask_in_text(path.name if item.file == path.name else f"{path.name}/{item.file}")
    outcome = item.outcome
    if isinstance(outcome, Refusal):
        typer.echo(f"{name}: geweigerd. {mask_in_text(outcome.text)}", err=True)
        for finding in outcome.findings:
            typer.echo(f"  {finding.code}, regel {finding.line}: {finding.path}", err=True)
        return "geweigerd"
    typer.echo(f"{name}: {outcome.soort} {mask_in_text(outcome.identificatie)} {outcome.oordeel.value}")
    return str(outcome.oordeel.value)
