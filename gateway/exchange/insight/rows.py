"""A report as rows of text and numbers, for a file or a terminal."""

from collections.abc import Iterable, Iterator
from typing import Final

from gateway.exchange.insight.figures import Figure
from gateway.exchange.insight.report import Report
from gateway.exchange.kernel.sheets import Value
from gateway.policy.insight.measures import MEASURES
from gateway.policy.insight.table import bound_text
from gateway.policy.insight.targets import Target

FIGURE_COLUMNS: Final = (
    *("jaar", "indicator", "naam", "segment", "niveau", "gemeente", "soort aanbieder", "aanbieder"),
    *("teller", "noemer", "percentage", "gemiddelde", "eenheid", "streefwaarde", "gebonden", "gehaald", "verborgen"),
)
PART_COLUMNS: Final = ("jaar", "indicator", "segment", "gemeente", "onderdeel", "aantal")
DEFINITION_COLUMNS: Final = (
    *("indicator", "naam", "noemer", "teller", "telt in het jaar van", "niet te zien in berichten"),
)
_YES_NO: Final = {True: "ja", False: "nee", None: ""}


def percentage(figure: Figure) -> float | None:
    """Return the share in per cent, to one decimal; None when it is hidden or of nothing."""
    tally = figure.tally
    return None if tally is None or not tally.among else round(100 * tally.counted / tally.among, 1)


def average(figure: Figure) -> float | None:
    """Return the average of the values, to one decimal; None when it is hidden, or there is none."""
    tally = figure.tally
    if not figure.measure.gemiddelde or tally is None or not tally.valued:
        return None
    return round(tally.total / tally.valued, 1)


def target_text(target: Target | None) -> str:
    """Return "minstens 60 %" or "hoogstens 5 %"; "" without a target."""
    return "" if target is None else bound_text(target)


def figure_rows(report: Report, figures: Iterable[Figure]) -> Iterator[tuple[Value, ...]]:
    """Yield a row of `FIGURE_COLUMNS` for each of these figures of the report."""
    for each in figures:
        tally = each.tally
        yield (
            report.year,
            each.measure.code,
            each.measure.worded(each.measure.naam, report.worded_by),
            each.segment,
            each.level.value,
            each.gemeente,
            each.kind,
            each.aanbieder,
            None if tally is None else tally.counted,
            None if tally is None else tally.among,
            percentage(each),
            average(each),
            each.measure.gemiddelde,
            target_text(report.target(each)),
            _YES_NO[report.is_bound(each)],
            _YES_NO[report.is_met(each)],
            "ja" if tally is None else "",
        )


def part_rows(report: Report, figures: Iterable[Figure]) -> Iterator[tuple[Value, ...]]:
    """Yield a row of `PART_COLUMNS` for each part of these figures."""
    for each in figures:
        for name, number in each.parts:
            yield report.year, each.measure.code, each.segment, each.gemeente, name, number


def definition_rows(report: Report) -> Iterator[tuple[Value, ...]]:
    """Yield a row of `DEFINITION_COLUMNS` for each measure, in the terms of the region."""
    rules = report.worded_by
    for each in MEASURES:
        if each.per_segment and rules is None:
            continue
        texts = (each.naam, each.noemer, each.teller, each.jaar, each.onzichtbaar)
        yield each.code, *(each.worded(text, rules) for text in texts)
