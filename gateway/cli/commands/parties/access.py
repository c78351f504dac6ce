"""The commands of `gateway accounts` about access by token or certificate, and about mandates."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from gateway.cli.commands.parties.accounts import Code
from gateway.cli.commands.parties.keys import app
from gateway.cli.session.exact import day, whole
from gateway.cli.session.files import read_file
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.items import Json, print_json
from gateway.cli.session.trouble import Trouble

__all__ = ["app"]

Client = Annotated[str | None, typer.Option("--oidc", metavar="CLIENT", help="Naam bij de identiteitsprovider.")]
Certificaat = Annotated[
    Path | None, typer.Option("--certificaat", metavar="FILE", help="Certificaat in PEM, dat een proxy controleert.")
]


def _chosen(oidc: str | None, certificaat: Path | None) -> tuple[Literal["oidc", "certificaat"], str]:
    """Return the kind of credential that the options name, and the credential."""
    if (oidc is None) == (certificaat is None):
        raise typer.BadParameter("geef --oidc of --certificaat")
    if oidc is not None:
        return "oidc", oidc
    assert certificaat is not None
    return "certificaat", _fingerprint(certificaat)


def _fingerprint(file: Path) -> str:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_pem_x509_certificate

    try:
        return load_pem_x509_certificate(read_file(file)).fingerprint(SHA256()).hex()
    except ValueError:
        raise Trouble(f"{file} bevat geen certificaat in PEM.") from None


@app.command()
def grant(
    code: Code,
    omschrijving: Annotated[str, typer.Option(help="Waarvoor, zoals 'koppeling zorgsysteem'.")],
    oidc: Client = None,
    certificaat: Certificaat = None,
) -> None:
    """Laat een organisatie ook binnen met een token van de identiteitsprovider, of met een certificaat."""
    from gateway.exchange.parties import access

    kind, credential = _chosen(oidc, certificaat)
    with_gateway(lambda gateway: access.grant_access(gateway, code, kind, credential, omschrijving))
    typer.echo(f"{code} komt ook binnen met {kind} {credential}", err=True)


@app.command()
def withdraw(code: Code, oidc: Client = None, certificaat: Certificaat = None) -> None:
    """Trekt toegang met een token of certificaat in; een draaiende server merkt dat binnen enkele seconden."""
    from gateway.exchange.parties import access

    kind, credential = _chosen(oidc, certificaat)
    with_gateway(lambda gateway: access.withdraw_access(gateway, code, kind, credential))
    typer.echo(f"{code} komt niet meer binnen met {kind} {credential}", err=True)


@app.command()
def ways(code: Code, as_json: Json = False) -> None:
    """Toont hoe een organisatie binnenkomt, behalve met API-sleutels."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.exchange.parties import access

    found = with_gateway(lambda gateway: access.list_access(gateway, code))
    if as_json:
        print_json(found)
        return
    table = Table("weg", "kenmerk", "omschrijving", "sinds", box=None)
    for each in found:
        table.add_row(
            each.weg, Text(each.kenmerk), Text(each.omschrijving), f"{each.sinds.astimezone():%Y-%m-%d %H:%M}"
        )
    show(table)


@app.command()
def mandate(
    intermediair: Annotated[str, typer.Argument(metavar="INTERMEDIAIR")],
    partij: Annotated[str, typer.Argument(metavar="PARTIJ", help="Namens wie: gemeentecode of AGB-code.")],
    berichten: Annotated[str, typer.Option(metavar="SOORTEN", help="Met komma's, zoals WMO305,WMO307,WMO306,WMO308.")],
    vanaf: Annotated[date, typer.Option(parser=day, metavar="JJJJ-MM-DD", help="Eerste dag.")],
    tot: Annotated[
        date | None, typer.Option(parser=day, metavar="JJJJ-MM-DD", help="Laatste dag; zonder: tot intrekken.")
    ] = None,
) -> None:
    """Legt vast dat een intermediair deze berichten voor een partij mag sturen en ophalen."""
    from gateway.exchange.parties import access

    kinds = [each.strip().upper() for each in berichten.split(",") if each.strip()]
    with_gateway(lambda gateway: access.grant_mandate(gateway, intermediair, partij, kinds, vanaf, tot))
    typer.echo(f"{intermediair} mag voor {partij} handelen: {', '.join(kinds)}", err=True)


@app.command()
def mandates(as_json: Json = False) -> None:
    """Toont alle machtigingen die er zijn geweest."""
    from rich.table import Table

    from gateway.cli.session.page import show
    from gateway.exchange.parties import access

    found = with_gateway(access.list_mandates)
    if as_json:
        print_json(found)
        return
    table = Table("nummer", "intermediair", "namens", "bericht", "vanaf", "tot en met", "ingetrokken", box=None)
    for each in found:
        gone = "" if each.ingetrokken_op is None else f"{each.ingetrokken_op.astimezone():%Y-%m-%d %H:%M}"
        last = "" if each.tot is None else str(each.tot)
        table.add_row(str(each.id), each.intermediair, each.partij, each.berichtsoort, str(each.vanaf), last, gone)
    show(table)


@app.command("end-mandate")
def end_mandate(
    nummer: Annotated[
        int, typer.Argument(parser=whole(1, 2**63 - 1), metavar="NUMMER", help="Zoals 'mandates' het toont.")
    ],
) -> None:
    """Trekt een machtiging in; vanaf dat moment geldt zij niet meer."""
    from gateway.exchange.parties import access

    with_gateway(lambda gateway: access.end_mandate(gateway, nummer))
    typer.echo(f"machtiging {nummer} is ingetrokken", err=True)
