"""`gateway contracts`: the register of contracts of a municipality."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists.listed import Form, listed
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.policy.care_file import Contract

Gemeente = Annotated[str, typer.Option(metavar="CODE", help="Gemeentecode.")]

app = Commands(
    name="contracts",
    help="Laadt en toont welke aanbieder in een gemeente waarvoor een contract heeft, en met welk plafond.",
    short_help="laad of toon de contracten van een gemeente",
)


@app.command()
def load(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="Met de kolommen aanbieder, segment, product (leeg: heel het segment), soort, plafond (in euro's, "
            "leeg: geen), vanaf en tot; product en plafond mogen ontbreken.",
        ),
    ],
    gemeente: Gemeente,
    proef: Annotated[bool, typer.Option("--proef", "--dry-run", help="Toont alleen wat er zou veranderen.")] = False,
) -> None:
    """Vervangt het hele register van een gemeente; klopt er een regel niet, dan blijft het zoals het was."""
    from gateway.cli.session.register import load_register
    from gateway.exchange.assigning.registers.contract_file import read_contracts
    from gateway.exchange.assigning.registers.contracts import preview_contracts, replace_contracts

    load_register(
        file,
        gemeente,
        proef=proef,
        read=read_contracts,
        preview=preview_contracts,
        replace=replace_contracts,
        describe=_text,
    )


@app.command("list")
@listed
def list_contracts(
    gemeente: Gemeente,
    formaat: Annotated[Literal["tekst", "csv"], typer.Option(help="csv is wat 'load' leest, met puntkomma's.")] = (
        "tekst"
    ),
    *,
    form: Form,
) -> None:
    """Toont het register van een gemeente."""
    from gateway.cli.session.register import show_register
    from gateway.exchange.assigning.registers import contracts
    from gateway.exchange.assigning.registers.contract_file import contract_table, write_contracts

    show_register(
        with_gateway(lambda gateway: contracts.list_contracts(gateway, gemeente)),
        form,
        as_csv=formaat == "csv",
        name="contracten",
        write=write_contracts,
        cells=contract_table,
        table=_table,
        empty=f"{gemeente}: er zijn geen contracten geladen",
    )


def _table(found: "Sequence[Contract]") -> "Table":
    from rich.table import Table

    from gateway.standard import money

    table = Table("aanbieder", "segment", "product", "soort", "plafond", "vanaf", "tot en met", box=None)
    for each in found:
        plafond = "" if each.plafond is None else money.euros(each.plafond)
        days = str(each.vanaf), str(each.tot or "")
        table.add_row(each.aanbieder, each.segment, each.product or "", each.soort or "", plafond, *days)
    return table


def _text(contract: "Contract") -> str:
    from gateway.policy.words import contract_subject, period
    from gateway.standard import money

    soort = f" {contract.soort}" if contract.soort else ""
    plafond = "" if contract.plafond is None else f" plafond {money.euros(contract.plafond)}"
    return (
        f"aanbieder {contract.aanbieder} {contract_subject(contract)}{soort}{plafond} "
        f"{period(contract.vanaf, contract.tot)}"
    )
