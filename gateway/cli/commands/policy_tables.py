"""Regional policy as tables on stdout."""

from collections.abc import Iterable

import typer
from rich.table import Table
from rich.text import Text

from gateway.cli.session.page import show
from gateway.policy.card import Card
from gateway.policy.loading.diff import differences
from gateway.policy.model import Policy, Product
from gateway.policy.table import cards, effect_text, open_questions, override_text
from gateway.policy.words import months_text


def show_policy(policy: Policy) -> None:
    """Print all of this policy."""
    typer.echo(f"{policy.naam} (regio {policy.regio}), geldig vanaf {policy.geldig_vanaf}")
    typer.echo(f"Bron: {policy.bron}")
    typer.echo(f"Gemeenten: {', '.join(f'{name} ({code})' for code, name in policy.gemeenten.items())}")
    _show_products(policy)
    _show_stacking(policy)
    _show_provider_kinds(policy)
    _show_extension(policy)
    _show_extra_work(policy)
    _show_inflow(policy)
    _show_watches(policy)
    show_checks(policy)


def show_checks(policy: Policy) -> None:
    """Print the checks and the open questions."""
    _show_table(
        "Toetsen",
        ("code", "onderwerp", "gevolg", "overrulebaar", "wat waar moet zijn", "bron"),
        (
            (card.code, card.subject, effect_text(policy, card.code), override_text(policy, card.code),
             card.statement, policy.toetsen[card.code].bron)
            for card in cards()
        ),
    )  # fmt: skip
    _show_table("Wat de documenten openlaten", ("code", "wat, en wat de gateway dan doet"), open_questions(policy))


def show_check(card: Card, policy: Policy) -> None:
    """Print all that is known about one check."""
    grid = Table.grid(padding=(0, 2))
    for label, text in (
        ("Code", card.code),
        ("Onderwerp", card.subject),
        ("Toets", card.statement),
        ("Gevolg", effect_text(policy, card.code)),
        ("Overrulebaar", override_text(policy, card.code)),
        ("Bron", policy.toetsen[card.code].bron),
        ("Wat te doen", card.remedy),
        ("Opmerking", card.note),
        ("Open vraag", policy.toetsen[card.code].open_vraag),
    ):
        if text:
            grid.add_row(Text(label, style="bold"), Text(text))
    show(grid)


def show_differences(old: Policy, new: Policy) -> None:
    """Print each key that differs, with its old (-) and new (+) value, and a summary on stderr.

    In lines and not in columns: a value may be a word or a paragraph.
    """
    found = list(differences(old, new))
    for each in found:
        typer.echo(each.key)
        for sign, value in (("-", each.old), ("+", each.new)):
            for line in (value or "").splitlines():
                typer.echo(f"  {sign} {line}")
    summary = "1 verschil" if len(found) == 1 else f"{len(found)} verschillen"
    typer.echo(f"gateway: {old.regio} {old.geldig_vanaf} en {new.regio} {new.geldig_vanaf}: {summary}", err=True)


def _show_products(policy: Policy) -> None:
    _show_table(
        "Producten",
        ("code", "naam", "segment", "soort", "basis", "eenheid", "einddatum", "maanden", "nieuw tot", "bron"),
        (
            (
                each.code,
                each.naam,
                each.segment,
                each.soort,
                each.basis or "",
                each.eenheid or "",
                each.einddatum,
                _months_text(each),
                str(each.nieuw_tot or ""),
                each.bron,
            )
            for each in policy.producten.values()
        ),
    )


def _months_text(product: Product) -> str:
    """Return how long the product may last, such as "1 tot en met 12, heel"."""
    parts = []
    if product.minstens is not None and product.hoogstens is not None:
        parts.append(f"{product.minstens} tot en met {product.hoogstens}")
    elif product.hoogstens is not None:
        parts.append(f"hoogstens {product.hoogstens}")
    elif product.minstens is not None:
        parts.append(f"minstens {product.minstens}")
    if product.needs_whole_months:
        parts.append("heel")
    if product.gemiddeld is not None:
        parts.append(f"gemiddeld {product.gemiddeld}")
    return ", ".join(parts)


def _show_stacking(policy: Policy) -> None:
    names = tuple(policy.segmenten)
    _show_table(
        "Stapeling: wat op dezelfde dag mag",
        ("", *names),
        ((row, *(policy.stapeling[frozenset((row, column))].mag.value for column in names)) for row in names),
    )
    carriers = ", ".join(each.id for each in policy.segmenten.values() if each.drager)
    typer.echo(f"Dragers van vervoer: {carriers or 'geen'}")
    _show_table(
        "Segmenten",
        ("segment", "naam", "bron"),
        ((each.id, each.naam, each.bron) for each in policy.segmenten.values()),
    )


def _show_provider_kinds(policy: Policy) -> None:
    _show_table(
        "Soorten aanbieders; waar niets staat mogen alle",
        ("gemeenten", "segmenten", "toegestaan", "bron"),
        (
            (
                ", ".join(sorted(policy.gemeenten[code] for code in each.gemeenten)),
                ", ".join(sorted(each.segmenten)),
                ", ".join(sorted(each.toegestaan)),
                each.bron,
            )
            for each in policy.aanbiedersoorten
        ),
    )


def _show_extra_work(policy: Policy) -> None:
    _show_table(
        "Meerwerk",
        ("code", "per traject", "vragen binnen", "traject gestart binnen", "gronden", "bron"),
        (
            (code, str(each.per_traject), f"{each.aanvragen_binnen} maanden", f"{each.gestart_binnen} weken",
             "; ".join(f"{name}: {meaning}" for name, meaning in each.gronden.items()), each.bron)
            for code, each in policy.meerwerk.items()
        ),
    )  # fmt: skip


def _show_extension(policy: Policy) -> None:
    _show_table(
        "Verlenging",
        ("code", "niet vroeg vanaf", "gronden", "bron"),
        (
            (code, f"{months_text(each.vroeger)} voor het eind van de richttijd",
             "; ".join(f"{name}: {meaning}" for name, meaning in each.gronden.items()), each.bron)
            for code, each in policy.verlenging.items()
        ),
    )  # fmt: skip


def _show_inflow(policy: Policy) -> None:
    _show_table(
        "Instroom; naar andere segmenten wordt niet gekeken",
        ("naar", "van", "ook na", "niet na", "binnen", "bron"),
        (
            (segment, ", ".join(sorted(each.van)), ", ".join(sorted(each.wel_na)), ", ".join(sorted(each.niet_na)),
             months_text(each.binnen), each.bron)
            for segment, each in policy.instroom.items()
        ),
    )  # fmt: skip


def _show_watches(policy: Policy) -> None:
    _show_table(
        "Bewaking; de eenheid van een termijn staat bij de toets",
        ("code", "segmenten", "termijn", "bron"),
        (
            (code, ", ".join(sorted(each.segmenten)) or "alle", str(each.termijn), each.bron)
            for code, each in policy.bewaking.items()
        ),
    )


def _show_table(title: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print a table under its title; cells are plain text, without markup of rich."""
    if title:
        typer.echo(f"\n{title}")
    table = Table(*headings, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(each) for each in row))
    show(table)
