"""Figures of a report as a file: CSV, XLSX or SVG."""

from collections.abc import Sequence

from gateway.exchange.insight.chart import Bar, as_svg
from gateway.exchange.insight.figures import Figure, Level
from gateway.exchange.insight.report import Report
from gateway.exchange.insight.rows import (
    DEFINITION_COLUMNS,
    FIGURE_COLUMNS,
    PART_COLUMNS,
    definition_rows,
    figure_rows,
    part_rows,
    percentage,
    target_text,
)
from gateway.exchange.kernel.sheets import as_csv, as_xlsx


def csv_file(report: Report, figures: Sequence[Figure]) -> bytes:
    """Return the figures as CSV."""
    return as_csv([FIGURE_COLUMNS, *figure_rows(report, figures)])


def xlsx_file(report: Report, figures: Sequence[Figure]) -> bytes:
    """Return a workbook of the figures, their parts, the definitions and the remarks."""
    return as_xlsx(
        {
            "cijfers": [FIGURE_COLUMNS, *figure_rows(report, figures)],
            "uitsplitsingen": [PART_COLUMNS, *part_rows(report, figures)],
            "definities": [DEFINITION_COLUMNS, *definition_rows(report)],
            "opmerkingen": [("opmerking",), *((note,) for note in report.notes)],
        }
    )


def svg_file(report: Report, figures: Sequence[Figure]) -> bytes:
    """Return a chart of figures of one measure; with their target when all have the same one."""
    targets = {report.target(each) for each in figures}
    target = next(iter(targets)) if len(targets) == 1 else None
    bound = None if target is None else target.minstens if target.minstens is not None else target.hoogstens
    naam = figures[0].measure.worded(figures[0].measure.naam, report.worded_by) if figures else "Geen cijfers"
    segments = sorted({each.segment for each in figures} - {""})
    title = " ".join([naam[:1].upper() + naam[1:], *segments, str(report.year)])
    several = len(segments) > 1
    bars = [
        Bar(f"{each.segment} {label(each)}" if several else label(each), percentage(each), figure_text(each))
        for each in figures
    ]
    return as_svg(title, bars, target=bound, target_text=target_text(target)).encode()


def label(figure: Figure) -> str:
    """Return whose figure it is: "gemeente 0983", "aanbieder 99991000 (basis-lokaal)", "soort onbekend", "regio"."""
    level = figure.level.value
    if figure.aanbieder:
        of = f" {figure.gemeente}" if figure.level is Level.GEMEENTE else f" {figure.aanbieder}"
        return f"{level}{of}" + (f" ({figure.kind})" if figure.kind else "")
    if figure.level in (Level.SOORT, Level.REGIO_SOORT):
        return f"{level} {figure.kind or 'onbekend'}"
    return f"{level} {figure.gemeente}".rstrip()


def figure_text(figure: Figure) -> str:
    """Return "12 van 40 (30,0 %)", "verborgen" or "geen gevallen"."""
    share = percentage(figure)
    if figure.tally is None:
        return "verborgen"
    if share is None:
        return "geen gevallen"
    return f"{figure.tally.counted} van {figure.tally.among} ({share} %)".replace(".", ",")
