"""`gateway assignments`: the assignments of a municipality and its overrides of policy, chosen by filters."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gateway.cli.session.exact import Municipality
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.filters import by_assignment, by_day, by_provider
from gateway.cli.session.lists.items import Limit, Order
from gateway.cli.session.lists.listed import Form, Listed, Look, asked_for, listed
from gateway.cli.session.recorded_read import Purpose
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.store.lists.assignments import AssignmentItem, OverrideItem

app = Commands(
    name="assignments",
    help="Toont toewijzingen van een gemeente, en wat consulenten doorlieten; gekozen met filters.",
    short_help="zoek toewijzingen, of wat is overruled",
)
Client = Annotated[UUID | None, typer.Option(metavar="ID", help="Van deze cliënt.")]
Provider = Annotated[str | None, by_provider("Aan deze aanbieder.")]


@app.command("list")
@listed
def list_assignments(
    gemeente: Municipality,
    client: Client = None,
    aanbieder: Provider = None,
    categorie: Annotated[str | None, typer.Option(metavar="CODE", help="Met een product daarin.")] = None,
    product: Annotated[str | None, typer.Option(metavar="CODE", help="Met deze productcode.")] = None,
    loopt_op: Annotated[date | None, by_day("Deze dag valt erin.", "--loopt-op")] = None,
    eindigt_voor: Annotated[date | None, by_day("Eindigt voor deze dag.", "--eindigt-voor")] = None,
    begonnen: Annotated[
        bool | None, typer.Option("--begonnen/--niet-begonnen", help="Of de aanbieder een start meldde.")
    ] = None,
    overruled: Annotated[
        bool | None, typer.Option("--overruled/--niet-overruled", help="Of er iets is doorgelaten.")
    ] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    purpose: Purpose = None,
    *,
    form: Form,
) -> None:
    """Toont toewijzingen die bij alle filters horen, elk in de versie die geldt, op volgorde van nummer."""
    from gateway.exchange.lists import assignments
    from gateway.store.lists.assignments import AssignmentFilter

    filters = AssignmentFilter(
        gemeente=gemeente,
        client=client,
        aanbieder=aanbieder,
        categorie=categorie,
        code=product,
        loopt_op=loopt_op,
        eindigt_voor=eindigt_voor,
        begonnen=begonnen,
        overruled=overruled,
    )
    Listed(
        load=lambda gateway, asked: assignments.list_assignments(gateway, filters, asked),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.assignments,
        table=_assignments_table,
        look=Look.at("assignments list", purpose, gemeente),
    ).show(form)


def _assignments_table(items: "Sequence[AssignmentItem]") -> "Table":
    from rich.table import Table

    columns = ("nummer", "versie", "aanbieder", "product", "ingangsdatum", "einddatum", "begonnen", "overruled")
    table = Table(*columns, box=None)
    for each in items:
        product_code = each.code or each.categorie or ""
        days = (str(each.ingangsdatum), "" if each.einddatum is None else str(each.einddatum))
        marks = [_YES_NO[each.begonnen], _YES_NO[each.overruled]]
        table.add_row(str(each.nummer), str(each.versie), each.aanbieder, product_code, *days, *marks)
    return table


@app.command("overrides")
@listed
def list_overrides(
    gemeente: Municipality,
    client: Client = None,
    aanbieder: Provider = None,
    toewijzing: Annotated[int | None, by_assignment("Van deze toewijzing.")] = None,
    vanaf: Annotated[date | None, by_day("Besloten op deze dag of later.")] = None,
    tot: Annotated[date | None, by_day("Besloten op deze dag of eerder.")] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    purpose: Purpose = None,
    *,
    form: Form,
) -> None:
    """Toont wat consulenten doorlieten terwijl het beleid het verbood, op volgorde van nummer."""
    from gateway.exchange.lists import assignments
    from gateway.store.lists.assignments import OverrideFilter

    filters = OverrideFilter(
        gemeente=gemeente, client=client, aanbieder=aanbieder, nummer=toewijzing, vanaf=vanaf, tot=tot
    )
    Listed(
        load=lambda gateway, asked: assignments.list_overrides(gateway, filters, asked),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.overrides,
        table=_overrides_table,
        look=Look.at("assignments overrides", purpose, gemeente),
    ).show(form)


def _overrides_table(items: "Sequence[OverrideItem]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table("nummer", "versie", "dag", "aanbieder", "consulent", "codes", "reden", box=None)
    for each in items:
        codes = " ".join(sorted({finding["code"] for finding in each.overrule["bevindingen"]}))
        names = (Text(each.overrule["consulent"]), codes, Text(each.overrule["reden"]))
        table.add_row(str(each.nummer), str(each.versie), str(each.toewijzingsdatum), each.aanbieder, *names)
    return table


_YES_NO = {True: "ja", False: "nee"}
