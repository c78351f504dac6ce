"""`gateway claims`: the claims of all providers, their Prestaties and totals by filters, and audit sheets."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import typer

from gateway.cli.session import exact
from gateway.cli.session.exact import day, whole
from gateway.cli.session.files import write_file
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.items import Limit, Order
from gateway.cli.session.lists.listed import Form, Listed, asked_for, listed
from gateway.cli.session.recorded_read import PersonalData, Purpose, read_on_record
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.exchange.claims.audit_sheet import AuditSheet
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.claims.lists import ClaimItem, LineItem
    from gateway.store.claims.totals import TotalsItem

app = Commands(
    name="claims",
    help=(
        "Toont declaraties die tellen, hun prestaties en totalen, gekozen met filters, en het controleblad van een "
        "toewijzing; zonder namen."
    ),
    short_help="zoek declaraties",
)
Municipality = Annotated[
    str | None, typer.Option("--gemeente", parser=exact.gemeente, metavar="CODE", help="Aan deze gemeente.")
]
Provider = Annotated[
    str | None, typer.Option("--aanbieder", parser=exact.aanbieder, metavar="CODE", help="Van deze aanbieder.")
]
Product = Annotated[str | None, typer.Option(metavar="CODE", help="Met deze productcode.")]
State = Literal["toegekend", "afgewezen", "gecrediteerd", "verwerkt"]


@app.command("list")
@listed
def list_claims(
    gemeente: Municipality = None,
    aanbieder: Provider = None,
    vanaf: Annotated[
        date | None, typer.Option(parser=day, metavar="DAG", help="Van de maand van deze dag of later.")
    ] = None,
    tot: Annotated[
        date | None, typer.Option(parser=day, metavar="DAG", help="Van de maand van deze dag of eerder.")
    ] = None,
    met_afwijzing: Annotated[
        bool | None, typer.Option("--met-afwijzing/--zonder-afwijzing", help="Of er een prestatie is afgewezen.")
    ] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont de declaraties die bij alle filters horen, met wat is ingediend en toegekend."""
    from gateway.exchange.lists import claims
    from gateway.exchange.receiving.parked import LOCAL_OPERATOR
    from gateway.store.claims.lists import ClaimFilter

    filters = ClaimFilter(gemeente=gemeente, aanbieder=aanbieder, vanaf=vanaf, tot=tot, met_afwijzing=met_afwijzing)
    Listed(
        load=lambda gateway, asked: claims.list_claims(gateway, LOCAL_OPERATOR, filters, asked),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.claims,
        table=_claims_table,
    ).show(form)


def _claims_table(items: "Sequence[ClaimItem]") -> "Table":
    from rich.table import Table

    from gateway.standard.money import signed_euros

    columns = ("id", "gemeente", "aanbieder", "nummer", "periode", "ingediend", "toegekend", "prestaties", "afgewezen")
    table = Table(*columns, box=None)
    for each in items:
        who = (str(each.bericht_id), each.gemeente, each.aanbieder, each.declaratie_nummer, f"{each.periode:%Y-%m}")
        amounts = (signed_euros(each.ingediend), signed_euros(each.toegekend))
        table.add_row(*who, *amounts, str(each.prestaties), str(each.afgewezen))
    return table


@app.command("totals")
@listed
def list_totals(
    gemeente: Municipality = None,
    aanbieder: Provider = None,
    product: Product = None,
    vanaf: Annotated[
        date | None, typer.Option(parser=day, metavar="DAG", help="Declaraties van de maand van deze dag of later.")
    ] = None,
    tot: Annotated[
        date | None, typer.Option(parser=day, metavar="DAG", help="Declaraties van de maand van deze dag of eerder.")
    ] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont wat er is gedeclareerd en toegekend, per maand van declaratie, aanbieder en product."""
    from gateway.exchange.lists import claims
    from gateway.exchange.receiving.parked import LOCAL_OPERATOR
    from gateway.store.claims.totals import TotalsFilter

    filters = TotalsFilter(gemeente=gemeente, aanbieder=aanbieder, code=product, vanaf=vanaf, tot=tot)
    Listed(
        load=lambda gateway, asked: claims.list_claim_totals(gateway, LOCAL_OPERATOR, filters, asked),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.claim_totals,
        table=_claim_totals_table,
    ).show(form)


def _claim_totals_table(items: "Sequence[TotalsItem]") -> "Table":
    from rich.table import Table

    from gateway.standard.money import signed_euros

    counts = ("prestaties", "afgewezen", "ingediend", "toegekend", "gecrediteerd", "telt mee")
    table = Table("gemeente", "periode", "aanbieder", "product", *counts, box=None)
    for each in items:
        amounts = (each.ingediend, each.toegekend, each.gecrediteerd, each.telt_mee)
        table.add_row(
            each.gemeente,
            f"{each.periode:%Y-%m}",
            each.aanbieder,
            each.code,
            str(each.prestaties),
            str(each.afgewezen),
            *map(signed_euros, amounts),
        )
    return table


@app.command("lines")
@listed
def list_lines(
    gemeente: Municipality = None,
    aanbieder: Provider = None,
    bericht: Annotated[UUID | None, typer.Option(metavar="ID", help="In deze declaratie: de id van de WMO323.")] = None,
    toewijzing: Annotated[
        int | None, typer.Option(parser=whole(0, 999_999_999), metavar="NUMMER", help="Op deze toewijzing.")
    ] = None,
    product: Product = None,
    staat: Annotated[State | None, typer.Option(help="In deze staat.")] = None,
    vanaf: Annotated[
        date | None, typer.Option(parser=day, metavar="DAG", help="De periode begint op deze dag of later.")
    ] = None,
    tot: Annotated[
        date | None, typer.Option(parser=day, metavar="DAG", help="De periode begint op deze dag of eerder.")
    ] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont de prestaties die bij alle filters horen, elk met haar staat en retourcodes."""
    from gateway.exchange.claims.follow_up import what_may_follow
    from gateway.exchange.lists import claims
    from gateway.exchange.receiving.parked import LOCAL_OPERATOR
    from gateway.store.claims.lists import LineFilter

    filters = LineFilter(
        gemeente=gemeente,
        aanbieder=aanbieder,
        declaratie=bericht,
        toewijzing=toewijzing,
        code=product,
        staat=staat,
        vanaf=vanaf,
        tot=tot,
    )
    Listed(
        load=lambda gateway, asked: claims.list_claim_lines(gateway, LOCAL_OPERATOR, filters, asked),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.claim_lines,
        table=_claim_lines_table,
        json={"without": ("zelfde_zorg", "opnieuw", "termijn"), "made": {"vervolg": what_may_follow}},
    ).show(form)


def _claim_lines_table(items: "Sequence[LineItem]") -> "Table":
    from rich.table import Table

    from gateway.exchange.claims.follow_up import what_may_follow
    from gateway.standard.money import signed_euros

    table = Table(
        "referentie", "toewijzing", "product", "van", "tot", "bedrag", "staat", "retourcodes", "vervolg", box=None
    )
    for each in items:
        what = (each.referentie_nummer, str(each.toewijzing_nummer), each.code)
        amount = signed_euros(-each.bedrag if each.credit else each.bedrag)
        days = (each.begindatum.isoformat(), each.einddatum.isoformat())
        table.add_row(*what, *days, amount, each.staat, " ".join(each.retourcodes), what_may_follow(each))
    return table


@app.command()
def audit(
    gemeente: exact.Municipality,
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
    from gateway.exchange.receiving.parked import LOCAL_OPERATOR

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
