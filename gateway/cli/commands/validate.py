"""`gateway validate`: judge messages on levels 1 and 2 without a database, or on all levels against the ledger."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session.progress import watching
from gateway.cli.session.recorded_read import Purpose
from gateway.cli.session.trouble import COULD_NOT_RUN, FINDINGS, load_schemas, load_settings

if TYPE_CHECKING:
    from gateway.cli.judging.judging import Judged
    from gateway.cli.judging.sources import Source
    from gateway.settings import Settings
    from gateway.standard.xsd.schemas import Schemas

MIN_FILES_FOR_PROCESSES = 48
MIN_BYTES_FOR_PROCESSES = 4 * 1024 * 1024
"""From either on, starting more processes pays."""


class Format(StrEnum):
    """The form of the report."""

    TEXT = "text"
    JSONL = "jsonl"


def validate(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PAD...", help="Bestanden, mappen (met alles eronder), zipbestanden, of - voor stdin."),
    ],
    format: Annotated[  # noqa: A002 - the name of the option
        Format,
        typer.Option("--vorm", "--format", help="text voor mensen; jsonl voor programma's: één object per bericht."),
    ] = Format.TEXT,
    against_ledger: Annotated[
        bool,
        typer.Option(
            "--met-administratie",
            "--against-ledger",
            help="Ook niveau 3 en 4, tegen wat er nu in de administratie staat.",
        ),
    ] = False,
    second: Annotated[
        bool,
        typer.Option(
            "--tweede-oordeel",
            "--second-opinion",
            help="Niveau 1 ook door xmlschema laten toetsen, en zeggen waar dat anders oordeelt dan libxml2; traag.",
        ),
    ] = False,
    purpose: Purpose = None,
) -> None:
    """Toetst berichten aan schema en regels (niveau 1 en 2), zonder iets te bewaren.

    Eindigt met 0 als alles in orde is, met 1 als er bevindingen zijn of een tweede oordeel verschilt, met 2 als er iets
    niet kon worden getoetst: het bestaat niet, is niet te lezen, of er staan geen berichten in.
    """
    settings = load_settings()
    schemas = load_schemas(settings.xsd_dir)
    if against_ledger:
        judged = partial(_against_ledger, settings, purpose, second)
    else:
        judged = partial(_judge_files, settings, schemas, second)
    raise typer.Exit(_validate(judged, paths, format))


def _validate(judged: "Callable[[list[Source]], Iterator[Judged]]", paths: list[str], form: Format) -> int:
    """Judge and report the messages below these paths; return the exit code."""
    from gateway.cli.judging.sources import exists, find

    there = [path for path in paths if exists(path)]
    for path in paths:
        if path not in there:
            typer.echo(f"gateway: {path} bestaat niet", err=True)
    by_path = {path: list(find([path])) for path in dict.fromkeys(there)}
    empty = [path for path in by_path if not by_path[path]]
    for path in empty:
        typer.echo(f"gateway: {path}: er is niets te toetsen, want er zijn geen XML-bestanden in", err=True)
    found = [source for path in there for source in by_path[path]]
    wrong, unread = _report(judged(found), len(found), form)
    if len(there) < len(paths) or empty or unread:
        return COULD_NOT_RUN
    return FINDINGS if wrong else 0


def _against_ledger(
    settings: "Settings", purpose: str | None, second: bool, found: "list[Source]"
) -> "Iterator[Judged]":
    """Return the verdicts on all four levels, one by one, against the ledger."""
    from gateway.cli.judging.against_ledger import judge_all

    return judge_all(settings, purpose, found, second=second)


def _judge_files(settings: "Settings", schemas: "Schemas", second: bool, found: "list[Source]") -> "Iterator[Judged]":
    """Return the verdicts in the order of the files; many files are shared out over processes."""
    from gateway.cli.judging.judging import judge

    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)
    much = len(found) >= MIN_FILES_FOR_PROCESSES or sum(each.size for each in found) >= MIN_BYTES_FOR_PROCESSES
    if workers == 1 or len(found) == 1 or not much:
        return (judge(schemas, each, second=second) for each in found)
    from gateway.cli.judging.crew import judge_by_processes

    return judge_by_processes(found, settings.xsd_dir, workers, second=second)


def _report(judged: "Iterable[Judged]", total: int, form: Format) -> tuple[int, int]:
    """Write each verdict to stdout; return how many files weren't in order, and how many weren't read at all."""
    from gateway.cli.judging.show import as_json, as_text, summary
    from gateway.exchange.kernel.advance import Advance

    out = sys.stdout
    if hasattr(out, "reconfigure"):
        # A file name need not be valid text, and the terminal may lack letters.
        out.reconfigure(encoding="utf-8", errors="backslashreplace")
    colour = out.isatty() and "NO_COLOR" not in os.environ
    count = wrong = unread = 0
    advance = Advance(0, total)
    with watching("toetsen", "bestanden", lambda: advance):
        for each in judged:
            line = as_json(each) if form is Format.JSONL else as_text(each, colour=colour)
            sys.stdout.write(line + "\n")  # not `out`: a progress bar steps aside for what goes to sys.stdout
            out.flush()
            count += 1
            unread += not each.judged
            wrong += not each.in_order
            advance.done += 1
    if form is Format.TEXT and count > 1:
        typer.echo(summary(count, wrong), err=True)
    return wrong, unread
