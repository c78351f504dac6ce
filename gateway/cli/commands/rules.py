"""`gateway rules`: the cards of the official rules."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session.trouble import Trouble

if TYPE_CHECKING:
    from gateway.rules.card import Card


def rules(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Zoals TR134; zonder: alle regels.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Alle regels als tabel in Markdown.")] = False,
    report: Annotated[
        bool,
        typer.Option(
            "--rapport", "--report", help="Draait de tests van de regels en schrijft wat zij laten zien naar --uitvoer."
        ),
    ] = False,
    out: Annotated[Path, typer.Option("--uitvoer", "--out", help="Waar het rapport komt.")] = Path(
        "tests/conformance/REPORT.md"
    ),
) -> None:
    """Toont de regels waaraan de gateway toetst, of één regel met alles wat erover bekend is."""
    from gateway.rules.engine import cards
    from gateway.rules.table import markdown_table

    if report:
        _report(out)
    elif markdown:
        typer.echo(markdown_table(), nl=False)
    elif code is None:
        _show_all(cards())
    else:
        _show_one(code.upper(), {card.code: card for card in cards()})


def _report(out: Path) -> None:
    """Run the tests of the rules and write their report to `out`. Raises Trouble when that fails."""
    import subprocess
    import sys

    if not Path("tests/rule_report.py").is_file():
        raise Trouble(
            "Het rapport komt uit de tests: geef deze opdracht in een checkout van de gateway, na 'make setup'."
        )
    if out.is_dir() or not out.parent.is_dir():
        raise Trouble(f"{out} is niet te schrijven: {'het is een map' if out.is_dir() else 'die map is er niet'}.")
    tests = ["tests/rules", "tests/conformance"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.rule_report", "--rule-report", str(out), *tests]
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:  # noqa: S603 - our own tests
        raise Trouble(
            "De tests van de regels slagen niet, of pytest ontbreekt (make setup); er is geen rapport gemaakt."
        )
    typer.echo(f"gateway: {out} is geschreven", err=True)


def _show_all(cards: "tuple[Card, ...]") -> None:
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show

    table = Table("code", "niveau", "retourcode", "berichten", "regel", box=None, pad_edge=False)
    for card in cards:
        table.add_row(card.code, str(card.level), card.retourcode or "geen", _messages(card), Text(card.statement))
    show(table)


def _show_one(code: str, cards: "dict[str, Card]") -> None:
    """Print the card, or why the rule isn't checked. Raises Trouble when no rule has this code."""
    from rich.table import Table
    from rich.text import Text

    from gateway.cli.session.page import show
    from gateway.rules.catalogue import not_implemented

    card = cards.get(code)
    if card is None:
        reason = not_implemented().get(code)
        if reason is None:
            raise Trouble(_unknown(code, [*cards, *not_implemented()]))
        typer.echo(f"{code} wordt niet getoetst. {reason}")
        return
    grid = Table.grid(padding=(0, 2))
    for label, text in (
        ("Code", card.code),
        ("Regel", card.statement),
        ("Niveau", str(card.level)),
        ("Retourcode", card.retourcode or "geen"),
        ("Berichten", _messages(card)),
        ("Element", card.element),
        ("Bron", card.source),
        ("Wat te doen", card.remedy),
        ("Leest", card.reads),
        ("Opmerking", card.note),
    ):
        if text:
            grid.add_row(Text(label, style="bold"), Text(text))
    show(grid)


def _messages(card: "Card") -> str:
    from gateway.rules.engine import judged_by

    return " ".join(message.removeprefix("WMO") for message in judged_by(card))


def _unknown(code: str, codes: list[str]) -> str:
    near = get_close_matches(code, codes, n=3, cutoff=0.5)
    advice = f"Bedoelt u {' of '.join(near)}?" if near else "'gateway rules' toont alle codes."
    return f"Er is geen regel {code!r}. {advice}"
