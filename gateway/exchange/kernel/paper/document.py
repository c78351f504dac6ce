"""A document as what it says: facts, tables and texts under headings, and the PDF of it."""

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.standard.calendar import DUTCH_TIME

Width = Literal["smal", "gewoon", "ruim", "passend", "bedrag"]
"""How much room a column takes beside the others; "passend" and "bedrag": what its texts need on one line, of which
"bedrag" is for figures, which stand at the right."""

MAX_ROWS: Final = 10_000
"""Rows of all parts of one document: some seven seconds and 350 MB of the process that typesets it."""
MAX_SECONDS: Final = 60.0
MAX_AT_ONCE: Final = 2
_PROGRAM: Final = Path(__file__).with_name("typeset.py")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its value; without a value it heads those below it."""

    naam: str
    waarde: str | None = None
    diepte: int = 0
    """How far it stands in; 0 is not at all."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document under its heading: paragraphs, and then facts or a table."""

    titel: str = ""
    """"": without a heading."""
    alineas: Sequence[str] = ()
    facts: Sequence[Fact] = ()
    columns: Sequence[tuple[str, Width]] = ()
    """Heads of a table."""
    rows: Sequence[Sequence[str]] = ()
    """Rows of that table, each with a text for every column."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF says. Its texts are for people (Dutch), and may hold personal data."""

    titel: str
    onder: str = ""
    """A line below the title."""
    delen: Sequence[Part] = field(default_factory=tuple)


class TypesettingFailed(Exception):
    """The typesetter ended without a PDF, or took too long. Its text says nothing of the document."""


class PdfTurns:
    """The turns of one process to make a PDF."""

    def __init__(self) -> None:
        self.free = asyncio.Semaphore(MAX_AT_ONCE)


async def as_pdf(gateway: Gateway, document: Document) -> bytes:
    """Return the document as a tagged PDF (PDF/UA-1). Raises Invalid beyond `MAX_ROWS`."""
    rows = sum(len(each.facts) + len(each.rows) for each in document.delen)
    if rows > MAX_ROWS:
        raise Invalid(
            "pdf-te-lang",
            f"Dit zijn {rows} regels; een PDF heeft er hoogstens {MAX_ROWS}. Kies minder, of haal een bestand voor "
            "een spreadsheet op.",
        )
    given = json.dumps(_as_json(document, gateway)).encode()
    async with gateway.queues.of(PdfTurns).free:
        return await _typeset(given)


def _as_json(document: Document, gateway: Gateway) -> dict[str, Any]:
    now = gateway.now()
    return {
        "titel": document.titel,
        "onder": document.onder,
        "voet": f"{document.titel} · gemaakt op {now.astimezone(DUTCH_TIME):%d-%m-%Y om %H:%M}",
        "gemaakt": int(now.timestamp()),
        "delen": [_part_as_json(each) for each in document.delen],
    }


def _part_as_json(part: Part) -> dict[str, Any]:
    if part.facts:
        return {
            "titel": part.titel,
            "alineas": list(part.alineas),
            "soort": "gegevens",
            "kolommen": [{"naam": "Veld"}, {"naam": "Waarde"}],
            "rijen": [{"naam": each.naam, "waarde": each.waarde, "diepte": each.diepte} for each in part.facts],
        }
    return {
        "titel": part.titel,
        "alineas": list(part.alineas),
        "soort": "tabel",
        "kolommen": [{"naam": name, "maat": width} for name, width in part.columns],
        "rijen": [list(each) for each in part.rows],
    }


async def _typeset(given: bytes) -> bytes:
    """Return what the program makes of this JSON. Raises TypesettingFailed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(_PROGRAM),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        async with asyncio.timeout(MAX_SECONDS):
            found, _ = await process.communicate(given)
    except TimeoutError:
        raise TypesettingFailed("took too long") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0 or not found:
        raise TypesettingFailed(f"ended with {process.returncode}")
    return found
