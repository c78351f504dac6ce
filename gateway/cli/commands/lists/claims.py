"""`gateway claims`: the claims of all providers, their Prestaties and totals by filters, and audit sheets."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import typer

from gateway.cli.commands.lists.audit import audit
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.filters import by_assignment, by_day, by_municipality, by_provider
from gateway.cli.session.lists.items import Keys, Limit, Order
from gateway.cli.session.lists.listed import Form, Listed, asked_for, listed
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.store.claims.claim_list import ClaimItem
    from gateway.store.claims.line_list import LineItem
    from gateway.store.claims.totals import TotalsItem

app = Commands(
    name="claims",
    help=(
        "Toont declaraties die tellen, hun prestaties en totalen, gekozen met filters, en het controleblad van een "
        "toewijzing; zonder namen."
    ),
    short_help="zoek declaraties",
)
Municipality = Annotated[str | None, by_municipality("Aan deze gemeente.")]
Provider = Annotated[str | None, by_provider("Van deze aanbieder.")]
Product = Annotated[str | None, typer.Option(metavar="CODE", help="Met deze productcode.")]
State = Literal["toegekend", "afgewezen", "gecrediteerd", "verwerkt"]


@app.command("list")
@listed
def list_claims(
    gemeente: Municipality = None,
    aanbieder: Provider = None,
    vanaf: Annotated[date | None, by_day("Van de maand van deze dag of later.")] = None,
    tot: Annotated[date | None, by_day("Van de maand van deze dag of eerder.")] = None,
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
    from gateway.store.claims.claim_list import ClaimFilter
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

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
    vanaf: Annotated[date | None, by_day("Declaraties van de maand van deze dag of later.")] = None,
    tot: Annotated[date | None, by_day("Declaraties van de maand van deze dag of eerder.")] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont wat er is gedeclareerd en toegekend, per maand van declaratie, aanbieder en product."""
    from gateway.exchange.lists import claims
    from gateway.store.claims.totals import TotalsFilter
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

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
    toewijzing: Annotated[int | None, by_assignment("Op deze toewijzing.")] = None,
    product: Product = None,
    staat: Annotated[State | None, typer.Option(help="In deze staat.")] = None,
    vanaf: Annotated[date | None, by_day("De periode begint op deze dag of later.")] = None,
    tot: Annotated[date | None, by_day("De periode begint op deze dag of eerder.")] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    *,
    form: Form,
) -> None:
    """Toont de prestaties die bij alle filters horen, elk met haar staat en retourcodes."""
    from gateway.exchange.claims.follow_up import what_may_follow
    from gateway.exchange.lists import claims
    from gateway.store.claims.line_list import LineFilter
    from gateway.store.parties.organisaties import LOCAL_OPERATOR

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
        keys=Keys(without=("zelfde_zorg", "opnieuw", "termijn"), made={"vervolg": what_may_follow}),
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


app.command()(audit)
