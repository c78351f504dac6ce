"""`gateway tariffs`: what the products cost in a municipality."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.listed import Form, listed
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.policy.tariffs import Tariff

Gemeente = Annotated[str, typer.Option(metavar="CODE", help="Gemeentecode.")]

app = Commands(
    name="tariffs",
    help="Laadt en toont wat een eenheid van een product in een gemeente kost.",
    short_help="laad of toon de tarieven van een gemeente",
)


@app.command()
def load(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="Met de kolommen categorie, code, aanbieder (leeg: elke), eenheid, tarief (in euro's), vanaf en tot.",
        ),
    ],
    gemeente: Gemeente,
    proef: Annotated[bool, typer.Option("--proef", "--dry-run", help="Toont alleen wat er zou veranderen.")] = False,
) -> None:
    """Vervangt alle tarieven van een gemeente; klopt er een regel niet, dan blijven ze zoals ze waren."""
    from gateway.cli.session.register import load_register
    from gateway.exchange.assigning.registers.tariff_file import read_tariffs
    from gateway.exchange.assigning.registers.tariffs import preview_tariffs, replace_tariffs

    load_register(
        file, gemeente, proef=proef, read=read_tariffs, preview=preview_tariffs, replace=replace_tariffs, describe=_text
    )


@app.command("list")
@listed
def list_tariffs(
    gemeente: Gemeente,
    formaat: Annotated[
        Literal["tekst", "csv"], typer.Option(help="csv is wat 'load' leest, met puntkomma's en decimale komma's.")
    ] = "tekst",
    *,
    form: Form,
) -> None:
    """Toont de tarieven van een gemeente."""
    from gateway.cli.session.register import show_register
    from gateway.exchange.assigning.registers import tariffs
    from gateway.exchange.assigning.registers.tariff_file import tariff_table, write_tariffs

    show_register(
        with_gateway(lambda gateway: tariffs.list_tariffs(gateway, gemeente)),
        form,
        as_csv=formaat == "csv",
        name="tarieven",
        write=write_tariffs,
        cells=tariff_table,
        table=_table,
        empty=f"{gemeente}: er zijn geen tarieven geladen",
    )


def _table(found: "Sequence[Tariff]") -> "Table":
    from rich.table import Table

    from gateway.standard import codelists, money

    table = Table("product", "aanbieder", "eenheid", "tarief", "vanaf", "tot en met", box=None)
    for each in found:
        eenheid = f"{each.eenheid} ({codelists.meaning('LDT_Eenheid', each.eenheid)})"
        table.add_row(
            each.code, each.aanbieder or "elke", eenheid, money.euros(each.bedrag), str(each.vanaf), str(each.tot or "")
        )
    return table


def _text(tariff: "Tariff") -> str:
    from gateway.policy.words import period
    from gateway.standard.money import euros

    return (
        f"{tariff.code} aanbieder {tariff.aanbieder or 'elke'} eenheid {tariff.eenheid} {euros(tariff.bedrag)} "
        f"{period(tariff.vanaf, tariff.tot)}"
    )
