"""The audit sheet of an assignment as a file: CSV, and a document for a PDF."""

from collections.abc import Iterator
from typing import Final

from gateway.exchange.claims.audit_sheet import AuditLine, AuditSheet, unit_in_words
from gateway.exchange.kernel.paper.document import Document, Fact, Part, Width
from gateway.exchange.kernel.sheets import Value, as_csv
from gateway.standard.calendar import dutch_day, dutch_days_in
from gateway.standard.money import signed_euros

_HEAD: Final = (
    "datum",
    "bericht",
    "identificatie",
    "bericht id",
    "omschrijving",
    "ingediend in centen",
    "toegekend in centen",
    "saldo in centen",
)
_COLUMNS: Final[tuple[tuple[str, Width], ...]] = (
    ("Datum", "passend"),
    ("Bericht", "gewoon"),
    ("Omschrijving", "ruim"),
    ("Ingediend", "bedrag"),
    ("Toegekend", "bedrag"),
    ("Saldo", "bedrag"),
)
_HOW: Final = (
    "Elke regel is een bericht in het grootboek, in volgorde van vastlegging; de dag is die in Nederland. Saldo is wat "
    "tot en met die regel is toegekend, met aftrek van wat is gecrediteerd. Wat is afgekeurd geldt als niet "
    "verzonden (OP286) en staat er niet bij, behalve de afkeuring van een toewijzing."
)


def csv_file(sheet: AuditSheet) -> bytes:
    """Return the lines as CSV, and the sums below them."""
    return as_csv([_HEAD, *(_row(each) for each in sheet.lines), _sums(sheet)])


def _row(line: AuditLine) -> tuple[Value, ...]:
    about = (line.dag.isoformat(), line.soort, line.identificatie, str(line.bericht_id), line.tekst)
    return (*about, line.ingediend, line.toegekend, line.saldo)


def _sums(sheet: AuditSheet) -> tuple[Value, ...]:
    return ("", "", "", "", "Totaal", sheet.ingediend, sheet.toegekend, sheet.toegekend)


def audit_document(sheet: AuditSheet) -> Document:
    """Return the sheet as a document: what it comes to, and then the lines."""
    return Document(
        f"Controleblad toewijzing {sheet.nummer}",
        f"gemeente {sheet.gemeente}, aanbieder {sheet.aanbieder}",
        (
            Part("Totalen", facts=tuple(facts_of(sheet))),
            Part("Berichten", (_HOW,), columns=_COLUMNS, rows=[_printed(each) for each in sheet.lines]),
        ),
    )


def facts_of(sheet: AuditSheet) -> Iterator[Fact]:
    """Yield what the sheet comes to: the sums, and what is left or too much (Dutch)."""
    yield Fact("Ingediend, debet min credit", signed_euros(sheet.ingediend))
    yield Fact("Afgewezen", signed_euros(sheet.afgewezen))
    yield Fact("Toegekend, na aftrek van credits", signed_euros(sheet.toegekend))
    claimed = sheet.claimed
    if claimed.left_cents is not None:
        yield Fact("Over van het budget", signed_euros(claimed.left_cents))
    if claimed.left_volume is not None:
        yield Fact("Over van het volume", _volume(claimed.left_volume, claimed.eenheid))
    if claimed.outside_cents:
        yield Fact("Te crediteren, want niet meer binnen de toewijzing", signed_euros(claimed.outside_cents))
    if claimed.excess_cents:
        yield Fact("Meer toegekend dan het budget nu is", signed_euros(claimed.excess_cents))
    if claimed.excess_volume:
        yield Fact("Meer toegekend dan het volume nu is", _volume(claimed.excess_volume, claimed.eenheid))


def _volume(number: int, eenheid: str | None) -> str:
    return str(number) if eenheid is None else f"{number} {unit_in_words(eenheid)}"


def _printed(line: AuditLine) -> tuple[str, ...]:
    amounts = (line.ingediend, line.toegekend, line.saldo)
    return (
        dutch_day(line.dag),
        f"{line.soort} {line.identificatie}",
        dutch_days_in(line.tekst),
        *("" if each is None else signed_euros(each) for each in amounts),
    )
