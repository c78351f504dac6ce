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


def show_policy(beleid: Policy) -> None:
    """Print all of this policy."""
    typer.echo(f"{beleid.naam} (regio {beleid.regio}), geldig vanaf {beleid.geldig_vanaf}")
    typer.echo(f"Bron: {beleid.bron}")
    typer.echo(f"Gemeenten: {', '.join(f'{naam} ({code})' for code, naam in beleid.gemeenten.items())}")
    _show_products(beleid)
    _show_stacking(beleid)
    _show_provider_kinds(beleid)
    _show_extra_work(beleid)
    _show_inflow(beleid)
    _show_watches(beleid)
    show_checks(beleid)


def show_checks(beleid: Policy) -> None:
    """Print the checks and the open questions."""
    _show_table(
        "Toetsen",
        ("code", "onderwerp", "gevolg", "overrulebaar", "wat waar moet zijn", "bron"),
        (
            (kaart.code, kaart.subject, effect_text(beleid, kaart.code), override_text(beleid, kaart.code),
             kaart.statement, beleid.toetsen[kaart.code].bron)
            for kaart in cards()
        ),
    )  # fmt: skip
    _show_table("Wat de documenten openlaten", ("code", "wat, en wat de gateway dan doet"), open_questions(beleid))


def show_check(kaart: Card, beleid: Policy) -> None:
    """Print all that is known about one check."""
    grid = Table.grid(padding=(0, 2))
    for label, tekst in (
        ("Code", kaart.code),
        ("Onderwerp", kaart.subject),
        ("Toets", kaart.statement),
        ("Gevolg", effect_text(beleid, kaart.code)),
        ("Overrulebaar", override_text(beleid, kaart.code)),
        ("Bron", beleid.toetsen[kaart.code].bron),
        ("Wat te doen", kaart.remedy),
        ("Opmerking", kaart.note),
        ("Open vraag", beleid.toetsen[kaart.code].open_vraag),
    ):
        if tekst:
            grid.add_row(Text(label, style="bold"), Text(tekst))
    show(grid)


def show_differences(oud: Policy, nieuw: Policy) -> None:
    """Print each key that differs, with its old (-) and new (+) value, and a summary on stderr.

    In lines and not in columns: a value may be a word or a paragraph.
    """
    gevonden = list(differences(oud, nieuw))
    for each in gevonden:
        typer.echo(each.key)
        for teken, waarde in (("-", each.old), ("+", each.new)):
            for regel in (waarde or "").splitlines():
                typer.echo(f"  {teken} {regel}")
    telling = "1 verschil" if len(gevonden) == 1 else f"{len(gevonden)} verschillen"
    typer.echo(f"gateway: {oud.regio} {oud.geldig_vanaf} en {nieuw.regio} {nieuw.geldig_vanaf}: {telling}", err=True)


def _show_products(beleid: Policy) -> None:
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
            for each in beleid.producten.values()
        ),
    )


def _months_text(product: Product) -> str:
    """Return how long the product may last, such as "1 tot en met 12, heel"."""
    delen = []
    if product.minstens is not None and product.hoogstens is not None:
        delen.append(f"{product.minstens} tot en met {product.hoogstens}")
    elif product.hoogstens is not None:
        delen.append(f"hoogstens {product.hoogstens}")
    elif product.minstens is not None:
        delen.append(f"minstens {product.minstens}")
    if product.needs_whole_months:
        delen.append("heel")
    if product.gemiddeld is not None:
        delen.append(f"gemiddeld {product.gemiddeld}")
    return ", ".join(delen)


def _show_stacking(beleid: Policy) -> None:
    namen = tuple(beleid.segmenten)
    _show_table(
        "Stapeling: wat op dezelfde dag mag",
        ("", *namen),
        ((rij, *(beleid.stapeling[frozenset((rij, kolom))].mag.value for kolom in namen)) for rij in namen),
    )
    dragers = ", ".join(each.id for each in beleid.segmenten.values() if each.drager)
    typer.echo(f"Dragers van vervoer: {dragers or 'geen'}")
    _show_table(
        "Segmenten",
        ("segment", "naam", "bron"),
        ((each.id, each.naam, each.bron) for each in beleid.segmenten.values()),
    )


def _show_provider_kinds(beleid: Policy) -> None:
    _show_table(
        "Soorten aanbieders; waar niets staat mogen alle",
        ("gemeenten", "segmenten", "toegestaan", "bron"),
        (
            (
                ", ".join(sorted(beleid.gemeenten[code] for code in each.gemeenten)),
                ", ".join(sorted(each.segmenten)),
                ", ".join(sorted(each.toegestaan)),
                each.bron,
            )
            for each in beleid.aanbiedersoorten
        ),
    )


def _show_extra_work(beleid: Policy) -> None:
    _show_table(
        "Meerwerk",
        ("code", "per traject", "vragen binnen", "traject gestart binnen", "gronden", "bron"),
        (
            (code, str(each.per_traject), f"{each.aanvragen_binnen} maanden", f"{each.gestart_binnen} weken",
             "; ".join(f"{naam}: {wat}" for naam, wat in each.gronden.items()), each.bron)
            for code, each in beleid.meerwerk.items()
        ),
    )  # fmt: skip


def _show_inflow(beleid: Policy) -> None:
    _show_table(
        "Instroom; naar andere segmenten wordt niet gekeken",
        ("naar", "van", "ook na", "niet na", "binnen", "bron"),
        (
            (segment, ", ".join(sorted(each.van)), ", ".join(sorted(each.wel_na)), ", ".join(sorted(each.niet_na)),
             months_text(each.binnen), each.bron)
            for segment, each in beleid.instroom.items()
        ),
    )  # fmt: skip


def _show_watches(beleid: Policy) -> None:
    _show_table(
        "Bewaking; de eenheid van een termijn staat bij de toets",
        ("code", "segmenten", "termijn", "bron"),
        (
            (code, ", ".join(sorted(each.segmenten)) or "alle", str(each.termijn), each.bron)
            for code, each in beleid.bewaking.items()
        ),
    )


def _show_table(titel: str, koppen: tuple[str, ...], rijen: Iterable[tuple[str, ...]]) -> None:
    """Print a table under its title; cells are plain text, without markup of rich."""
    if titel:
        typer.echo(f"\n{titel}")
    tabel = Table(*koppen, box=None, pad_edge=False)
    for rij in rijen:
        tabel.add_row(*(Text(each) for each in rij))
    show(tabel)
