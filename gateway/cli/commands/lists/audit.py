"""`gateway claims audit`: the audit sheet of an assignment."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session.exact import Municipality, whole
from gateway.cli.session.files import write_file
from gateway.cli.session.recorded_read import PersonalData, Purpose, read_on_record

if TYPE_CHECKING:
    from gateway.exchange.claims.audit_sheet import AuditSheet
    from gateway.exchange.kernel.gateway import Gateway


def audit(
    gemeente: Municipality,
    nummer: Annotated[
        int, typer.Argument(metavar="NUMMER", parser=whole(0, 999_999_999), help="ToewijzingNummer van de gemeente.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Als JSON.")] = False,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Schrijft de regels als CSV.")] = None,
    pdf: Annotated[Path | None, typer.Option(metavar="FILE", help="Schrijft het blad als PDF.")] = None,
    purpose: Purpose = None,
) -> None:
    """Toont het controleblad van een toewijzing: toewijzing, start, stop, declaraties en antwoorden.

    Bedragen in JSON en CSV zijn eurocenten. Dat u het ziet wordt vastgelegd.
    """
    from gateway.exchange.claims.audit_files import csv_file

    sheet, paper = read_on_record(
        "claims audit", lambda gateway: _load_sheet(gateway, gemeente, nummer, on_paper=pdf is not None), purpose
    )
    if csv is not None:
        write_file(csv, csv_file(sheet))
    if pdf is not None:
        write_file(pdf, paper)
    if as_json:
        from gateway.api.shapes.lists.controlebladen import ControlebladShape

        typer.echo(ControlebladShape.of(sheet, with_client=True).model_dump_json(by_alias=True))
    elif csv is None and pdf is None:
        _show_sheet(sheet)


async def _load_sheet(
    gateway: "Gateway", gemeente: str, nummer: int, *, on_paper: bool
) -> "PersonalData[tuple[AuditSheet, bytes]]":
    from gateway.exchange.claims.audit_files import audit_document
    from gateway.exchange.claims.audit_sheet import load_audit_sheet
    from gateway.exchange.kernel.paper.document import as_pdf
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

    sheet = await load_audit_sheet(gateway, LOCAL_OPERATOR, gemeente, nummer)
    paper = await as_pdf(gateway, audit_document(sheet)) if on_paper else b""
    return PersonalData((sheet, paper), {gemeente: (sheet.client_id,)})


def _show_sheet(sheet: "AuditSheet") -> None:
    from rich.table import Table

    from gateway.cli.session.page import show
    from gateway.exchange.claims.audit_files import facts_of
    from gateway.standard.money import signed_euros

    table = Table("dag", "bericht", "identificatie", "wat", "ingediend", "toegekend", "saldo", box=None)
    for each in sheet.lines:
        amounts = ("" if cents is None else signed_euros(cents) for cents in (each.ingediend, each.toegekend))
        what = (each.dag.isoformat(), each.soort, each.identificatie, each.tekst)
        table.add_row(*what, *amounts, signed_euros(each.saldo))
    table.add_row("", "", "", "Totaal", *map(signed_euros, (sheet.ingediend, sheet.toegekend, sheet.toegekend)))
    show(table)
    for fact in facts_of(sheet):
        typer.echo(f"{fact.naam}: {fact.waarde}")
