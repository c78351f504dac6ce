"""`gateway indicators`: the indicators of a municipality, their definitions, and the cases behind a figure."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session import exact
from gateway.cli.session.exact import Municipality, whole
from gateway.cli.session.files import write_file
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.items import Order
from gateway.cli.session.lists.listed import Form, Listed, Look, asked_for, listed
from gateway.cli.session.progress import watching
from gateway.cli.session.recorded_read import Purpose
from gateway.cli.session.trouble import Trouble
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.exchange.insight.figures import Figure
    from gateway.exchange.insight.report import Report
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.exchange.kernel.pages import AskedPage, Page
    from gateway.store.insight.cells import Case, CaseFilter

app = Commands(
    name="indicators",
    help=(
        "Telt de indicatoren van een gemeente uit haar berichten, zegt hoe ze zijn gedefinieerd en toont de gevallen "
        "erachter."
    ),
    short_help="tel de indicatoren van een gemeente",
)


Year = Annotated[
    int, typer.Option("--jaar", "--year", parser=whole(0, 9999), metavar="JAAR", help="Contractjaar: het kalenderjaar.")
]
Segment = Annotated[str | None, typer.Option(metavar="SEGMENT", help="Alleen dit segment, zoals 1A1 of 2A.")]


@app.command()
def show(
    gemeente: Municipality,
    year: Year,
    indicator: Annotated[str | None, typer.Option(metavar="CODE", help="Alleen deze, zoals uitstroom.")] = None,
    segment: Segment = None,
    everything: Annotated[
        bool, typer.Option("--alle", "--all", help="Ook per soort aanbieder, per aanbieder en voor de regio.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Alle cijfers, als JSON.")] = False,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Schrijft alle cijfers als CSV.")] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="Schrijft alle cijfers als XLSX.")] = None,
) -> None:
    """Toont de indicatoren van een gemeente; kleine aantallen van de rest van de regio zijn verborgen."""
    from gateway.exchange.insight import files
    from gateway.exchange.insight.report import report_for_municipality
    from gateway.exchange.kernel.advance import Advance

    with watching("indicatoren tellen", "cijfers", Advance):
        report = with_gateway(lambda gateway: report_for_municipality(gateway, gemeente, year))
    figures = [
        each for each in report.figures if indicator in (None, each.measure.code) and segment in (None, each.segment)
    ]
    if indicator is not None:
        _must_exist(indicator)
    if csv is not None:
        write_file(csv, files.csv_file(report, figures))
    if xlsx is not None:
        write_file(xlsx, files.xlsx_file(report, figures))
    if as_json:
        typer.echo(_as_json(report, figures))
    elif csv is None and xlsx is None:
        _show(report, figures, everything=everything)
    for note in report.notes:
        typer.echo(note, err=True)


def _must_exist(indicator: str) -> None:
    from gateway.policy.insight.measures import BY_CODE

    if indicator not in BY_CODE:
        raise Trouble(f"Er is geen indicator {indicator!r}; er zijn {', '.join(BY_CODE)}.")


def _as_json(report: "Report", figures: "list[Figure]") -> str:
    from gateway.exchange.insight.rows import FIGURE_COLUMNS, figure_rows

    rows = [dict(zip(FIGURE_COLUMNS, row, strict=True)) for row in figure_rows(report, figures)]
    for row, figure in zip(rows, figures, strict=True):
        row["uitsplitsing"] = dict(figure.parts)  # type: ignore[assignment]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _show(report: "Report", figures: "list[Figure]", *, everything: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show as show_table
    from gateway.exchange.insight.figures import Level
    from gateway.exchange.insight.files import figure_text, label
    from gateway.exchange.insight.rows import average, target_text

    table = Table("indicator", "segment", "wie", "telling", "gemiddeld", "streefwaarde", "gehaald", box=None)
    for each in figures:
        if not everything and each.level is not Level.GEMEENTE:
            continue
        mean = average(each)
        met = report.is_met(each)
        cells = (
            each.measure.worded(each.measure.naam, report.worded_by),
            each.segment,
            label(each),
            figure_text(each),
            "" if mean is None else f"{mean} {each.measure.gemiddelde}".replace(".", ","),
            target_text(report.target(each)),
            "" if met is None else "ja" if met else "nee",
        )
        table.add_row(*map(Text, cells))
        for name, number in each.parts:
            table.add_row("", "", Text(f"  {name}"), str(number))
    show_table(table)


@app.command()
@listed
def cases(
    gemeente: Municipality,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Zoals uitstroom; define noemt ze.")],
    year: Year,
    segment: Segment = None,
    aanbieder: Annotated[
        str | None, typer.Option(parser=exact.aanbieder, metavar="AGB", help="Alleen van deze aanbieder.")
    ] = None,
    soort: Annotated[str | None, typer.Option(metavar="SOORT", help="Alleen van deze soort aanbieder.")] = None,
    volgorde: Order = "oudste",
    purpose: Purpose = None,
    *,
    form: Form,
) -> None:
    """Toont de gevallen achter een cijfer, op volgorde van dag; dat u ze ziet wordt vastgelegd."""
    from gateway.exchange.kernel.advance import Advance
    from gateway.store.insight.cells import CaseFilter

    wanted = CaseFilter(measure=indicator, gemeente=gemeente, segment=segment, aanbieder=aanbieder, kind=soort)
    with watching("gevallen zoeken", "gevallen", Advance):
        Listed(
            load=lambda gateway, asked: _cases(gateway, year, wanted, asked),
            asked=asked_for(None, volgorde),
            whole=True,
            sheet=sheets.cases,
            table=_cases_table,
            look=Look.at("indicators cases", purpose, gemeente),
        ).show(form)


async def _cases(gateway: "Gateway", year: int, wanted: "CaseFilter", asked: "AskedPage") -> "Page[Case]":
    from gateway.exchange.insight.report import list_cases

    return (await list_cases(gateway, year, wanted, asked))[1]


def _cases_table(items: "Sequence[Case]") -> "Table":
    from rich.table import Table

    table = Table("dag", "geteld", "toewijzing", "bericht", "client", "aanbieder", "segment", "waarde", box=None)
    for each in items:
        table.add_row(
            str(each.day),
            "ja" if each.counted else "nee",
            "" if each.nummer is None else str(each.nummer),
            "" if each.bericht_id is None else str(each.bericht_id),
            "" if each.client_id is None else str(each.client_id),
            each.aanbieder,
            each.segment,
            "" if each.value is None else str(each.value),
        )
    return table


@app.command()
def define(
    region: Annotated[
        str, typer.Option("--regio", metavar="NAAM", help="In de termen van deze regio.")
    ] = "noord-limburg",
) -> None:
    """Toont de definitie van elke indicator en de streefwaarden van een regio, als Markdown."""
    from gateway.cli.session.trouble import load_settings
    from gateway.policy.insight.table import markdown
    from gateway.policy.loading.regions import load_region

    rules = load_region(region, load_settings().policy_dir).versions[-1].indicatoren
    if rules is None:
        raise Trouble(f"Het beleid van regio {region} heeft geen indicatoren.")
    typer.echo(markdown(rules), nl=False)
