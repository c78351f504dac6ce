"""`gateway ledger`: set seals over the ledger, verify them, and write proofs."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.files import read_file
from gateway.cli.session.progress import watching
from gateway.cli.session.trouble import FINDINGS, Trouble, fail, load_settings
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.standard.noted import NotedHash
    from gateway.standard.seal import Proof
    from gateway.store.custody.tijdstempels import Heads, Timestamp

MAX_DIFFERENCES_SHOWN = 100
"""Differences that are written out; the others are only counted."""

app = Commands(
    name="ledger",
    help="Verzegelt het grootboek, controleert het en geeft bewijzen af.",
    short_help="verzegel en controleer het grootboek",
)

Hash = Annotated[
    str | None, typer.Option("--zegel", metavar="HASH", help="Hash van een zegel die elders is genoteerd.")
]
Hashes = Annotated[
    list[str] | None,
    typer.Option(
        "--zegel",
        metavar="HASH",
        help="Hash van een zegel of de wortel over alle gemeenten, elders genoteerd; of GEMEENTE=HASH. Mag vaker.",
    ),
]


def _hash(text: str | None) -> bytes | None:
    from gateway.standard.noted import parse_hash

    try:
        return None if text is None else parse_hash(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _noted(text: str) -> "NotedHash":
    from gateway.standard.noted import parse_noted

    try:
        return parse_noted(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@app.command()
def seal() -> None:
    """Legt al wat nog geen zegel heeft onder een zegel; de worker doet dit elke minuut."""
    from gateway.exchange.custody.seal import seal_ledger as seal_all
    from gateway.exchange.kernel.advance import Advance
    from gateway.opening import open_gateway

    advance = Advance()

    async def run() -> int:
        async with open_gateway(load_settings()) as gateway:
            return await seal_all(gateway, advance)

    with watching("verzegelen", "rijen", lambda: advance):
        sealed = asyncio.run(run())
    typer.echo(f"{sealed} rijen verzegeld", err=True)


@app.command()
def verify(zegel: Hashes = None) -> None:
    """Zoekt elke gewijzigde, verdwenen of toegevoegde rij. Code 0: niets gevonden; 1: wel."""
    from gateway.exchange.custody import seal as ledger_seal
    from gateway.opening import open_gateway
    from gateway.standard.noted import root_over_all

    noted = [_noted(each) for each in zegel or ()]
    counted = ledger_seal.VerifiedCount()

    async def run() -> int:
        found = 0
        async with open_gateway(load_settings(), even_a_copy=True) as gateway:
            async for each in ledger_seal.verify_ledger(gateway, counted, noted):
                found += 1
                if found <= MAX_DIFFERENCES_SHOWN:
                    typer.echo(f"{each.gemeente or 'alle gemeenten'}: {each.text}")
        return found

    with watching("zegels nakijken", "rijen", counted.advance):
        found = asyncio.run(run())
    if found > MAX_DIFFERENCES_SHOWN:
        typer.echo(f"en nog {found - MAX_DIFFERENCES_SHOWN} afwijkingen")
    typer.echo(
        f"{counted.seals} zegels over {counted.rows} rijen gecontroleerd, {counted.unsealed} rijen nog zonder "
        f"zegel, {found} afwijkingen",
        err=True,
    )
    for gemeente, last in counted.newest.items():
        typer.echo(f"laatste zegel van {gemeente}: {last.nummer}, {last.hash.hex()}", err=True)
    if counted.newest:
        typer.echo(f"wortel over alle gemeenten: {root_over_all(counted.newest.values()).hex()}", err=True)
    if counted.last_timestamp is not None:
        signed = (
            ", met hun ondertekening"
            if counted.signatures_checked
            else "; wie ze ondertekende niet, want GATEWAY_TIJDSTEMPEL_CA_FILE is niet ingesteld"
        )
        typer.echo(
            f"{counted.timestamps} tijdstempels gecontroleerd, het laatste van {counted.last_timestamp.isoformat()}"
            f"{signed}",
            err=True,
        )
    if found:
        raise typer.Exit(FINDINGS)


@app.command()
def root(
    tijdstempel: Annotated[
        Path | None,
        typer.Option(metavar="BESTAND", help="Schrijft het laatste tijdstempel hierin, om elders te bewaren."),
    ] = None,
) -> None:
    """Toont de wortel over de nieuwste zegels van alle gemeenten, om elders te noteren.

    Met --tijdstempel de wortel die het laatst een tijdstempel kreeg, met dat tijdstempel in een bestand (RFC 3161).
    """
    from gateway.exchange.custody.verification import read_heads
    from gateway.opening import open_gateway

    async def run() -> "tuple[Heads, Timestamp | None]":
        async with open_gateway(load_settings(), even_a_copy=True) as gateway:
            return await read_heads(gateway)

    heads, last = asyncio.run(run())
    if not heads.seals:
        raise Trouble("Er zijn nog geen zegels. Laat de worker draaien, of verzegel met 'gateway ledger seal'.")
    if tijdstempel is None:
        typer.echo(heads.root.hex())
        typer.echo(f"over de nieuwste zegels van {len(heads.seals)} gemeenten", err=True)
        return
    if last is None:
        raise Trouble("Er zijn nog geen tijdstempels. Stel GATEWAY_TIJDSTEMPEL_URL in, en laat de worker draaien.")
    tijdstempel.write_bytes(last.answer)
    typer.echo(last.root.hex())
    typer.echo(f"tijdstempel {last.nummer}, van {last.moment.isoformat()}, staat in {tijdstempel}", err=True)


@app.command()
def proof(bericht: Annotated[UUID, typer.Argument(metavar="ID", help="Id van het bericht.")]) -> None:
    """Schrijft het bewijs dat een bericht onder een zegel ligt; te controleren zonder database."""
    from gateway.exchange.custody.seal import prove_message
    from gateway.opening import open_gateway

    async def run() -> "Proof":
        async with open_gateway(load_settings(), even_a_copy=True) as gateway:
            return await prove_message(gateway, bericht)

    typer.echo(json.dumps(asyncio.run(run()).to_json(), indent=2))


@app.command()
def check(
    bewijs: Annotated[Path, typer.Argument(metavar="BEWIJS", help="Wat 'gateway ledger proof' schreef.")],
    bericht: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Het bericht zelf, om de hash te vergelijken.")
    ] = None,
    zegel: Hash = None,
) -> None:
    """Controleert een bewijs, zonder database. Code 0: het klopt; 1: het klopt niet."""
    from gateway.standard.exact import JsonFaults, json_value
    from gateway.standard.seal import ProofError, proof_from_json

    noted = _hash(zegel)
    try:
        given = proof_from_json(json_value(read_file(bewijs)))
        given.check(noted=noted, content=None if bericht is None else read_file(bericht))
    except (ProofError, ValueError) as error:
        text = str(error) if isinstance(error, ProofError | JsonFaults) else "Het bestand bevat geen JSON."
        fail(f"{bewijs}: {text}", FINDINGS)
    sealed_by = given.seal
    typer.echo(
        f"Het bewijs klopt: zegel {sealed_by.nummer} van {sealed_by.gemeente}, gezet op {sealed_by.set_at.isoformat()}."
    )
    if noted is None:
        typer.echo(f"Vergelijk de hash van het zegel met een die elders is genoteerd: {sealed_by.hash.hex()}", err=True)
