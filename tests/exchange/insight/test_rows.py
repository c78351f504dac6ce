"""Rows are as long as their columns, and tell what is hidden."""

from datetime import date

import pytest

from gateway.exchange.insight.figures import Figure, Level, Tally
from gateway.exchange.insight.report import Report
from gateway.exchange.insight.rows import (
    DEFINITION_COLUMNS,
    FIGURE_COLUMNS,
    PART_COLUMNS,
    average,
    definition_rows,
    figure_rows,
    part_rows,
    percentage,
    target_text,
)
from gateway.policy.insight.measures import BY_CODE, MEASURES
from gateway.policy.loading.regions import load_region

RULES = load_region("noord-limburg").versions[-1].indicatoren


SOME = Tally(40, 3, 90, 40)


def figure(code: str = "terugkeer", segment: str = "1B", tally: Tally | None = SOME) -> Figure:
    parts = (("TR101", 2), ("=kwaad", 1))
    return Figure(
        measure=BY_CODE[code],
        segment=segment,
        level=Level.SOORT,
        gemeente="0983",
        kind="strategisch-regionaal",
        tally=tally,
        parts=parts,
    )


def a_report(*figures: Figure) -> Report:
    assert RULES is not None
    rules = {"0983": RULES}
    return Report(
        year=2024,
        today=date(2025, 2, 1),
        gemeente="0983",
        aanbieder=None,
        rules=rules,
        figures=figures,
        notes=["Let op."],
    )


def test_a_row_of_a_figure() -> None:
    [row] = figure_rows(a_report(), [figure()])
    found = dict(zip(FIGURE_COLUMNS, row, strict=True))
    assert found["naam"] == "terug binnen 6 maanden"
    assert (found["teller"], found["noemer"], found["percentage"]) == (3, 40, 7.5)
    assert (found["streefwaarde"], found["gebonden"], found["gehaald"]) == ("hoogstens 10 %", "ja", "ja")
    assert found["verborgen"] == ""


def test_a_row_of_what_is_hidden_has_no_number() -> None:
    [row] = figure_rows(a_report(), [figure(tally=None)])
    found = dict(zip(FIGURE_COLUMNS, row, strict=True))
    assert [found[name] for name in ("teller", "noemer", "percentage", "gemiddelde", "gehaald")] == [None] * 4 + [""]
    assert found["verborgen"] == "ja"


def test_parts_and_definitions() -> None:
    rows = list(part_rows(a_report(), [figure()]))
    assert [row[-2:] for row in rows] == [("TR101", 2), ("=kwaad", 1)]
    assert {len(row) for row in rows} == {len(PART_COLUMNS)}
    definitions = list(definition_rows(a_report()))
    assert {len(row) for row in definitions} == {len(DEFINITION_COLUMNS)}
    assert len(definitions) == len(MEASURES)


@pytest.mark.parametrize(
    ("tally", "share", "mean"), [(None, None, None), (Tally(), None, None), (Tally(3, 1, 100, 3), 33.3, 33.3)]
)
def test_a_share_and_an_average_have_one_decimal(tally: Tally | None, share: float | None, mean: float | None) -> None:
    assert percentage(figure("wachttijd", tally=tally)) == share
    assert average(figure("wachttijd", tally=tally)) == mean
    assert average(figure("start", tally=tally)) is None


def test_targets_in_words() -> None:
    assert RULES is not None
    assert target_text(RULES.target("doorstroom", "1A1")) == "minstens 60 %"
    assert target_text(RULES.target("doorstroom", "1B")) == "hoogstens 5 %"
    assert target_text(None) == ""
