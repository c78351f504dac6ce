"""The indicators of a year, with a chart of one of them, and the cases behind a figure of the own municipality."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from markupsafe import Markup

from gateway.console.session.looks import about
from gateway.console.session.visit import Municipality, Visit, Visitor
from gateway.console.view.fields import Fields
from gateway.console.view.files import as_file
from gateway.console.view.lists import list_page
from gateway.console.view.render import page, with_query
from gateway.exchange.insight import files, report
from gateway.exchange.insight.figures import Figure, Level
from gateway.exchange.insight.report import Report
from gateway.exchange.insight.turns import CountingTurns
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.insight.measures import BY_CODE, MEASURES
from gateway.store.insight.cells import CaseFilter

router = APIRouter()

_PATH: Final = "/console/indicatoren"
_FIRST_YEAR: Final = 2015
"""The year in which the Wmo came into force."""
_LAST_YEAR: Final = 2100
_FILTERS: Final = ("jaar", "niveau", "indicator", "segment")
_FOR_CASES: Final = ("jaar", "segment", "aanbieder")
_LEVELS: Final = {
    Level.GEMEENTE: "de gemeente",
    Level.SOORT: "per soort aanbieder",
    Level.AANBIEDER: "per aanbieder",
    Level.ANDERE_GEMEENTE: "per andere gemeente",
    Level.REGIO: "de regio",
    Level.REGIO_SOORT: "de regio, per soort aanbieder",
    Level.REGIO_AANBIEDER: "de regio, per aanbieder",
}
_SEGMENT: Final = "[0-9A-Za-z-]{1,40}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which figures a person wants to see."""

    year: int
    level: Level | None
    """None: of the organisation as a whole."""
    indicator: str | None
    segment: str | None

    def of(self, counted: Report) -> list[Figure]:
        """Return the chosen figures of the report."""
        level = self.level or (Level.AANBIEDER if counted.gemeente is None else Level.GEMEENTE)
        return [
            each
            for each in counted.figures
            if each.level is level
            and self.indicator in (None, each.measure.code)
            and self.segment in (None, each.segment)
        ]


Counted = Annotated[Visit, Depends(Visitor("gemeente", "aanbieder", external=False))]


@router.get(_PATH)
async def toon(visit: Counted) -> Response:
    """Return the figures of a year, by default those of all care of the visitor's organisation."""
    fields = Fields(dict(visit.request.query_params))
    choice = _choice(visit, fields)
    counted = None if fields.errors else await _count(visit, choice.year)
    figures = [] if counted is None else choice.of(counted)
    chart = None if counted is None or choice.indicator is None else files.svg_file(counted, figures).decode()
    given = {name: fields[name] for name in _FILTERS}
    rules = None if counted is None else counted.worded_by
    return page(
        visit,
        "indicatoren.html",
        status=422 if fields.errors else 200,
        fields=fields,
        year=choice.year,
        counted=counted,
        figures=figures,
        # Made by us, each text in it escaped; it holds no script and no style.
        chart=None if chart is None else Markup(chart),  # noqa: S704
        as_csv=with_query(f"{_PATH}/csv", {**given, "jaar": str(choice.year)}),
        measures=[(each.code, each.worded(each.naam, rules)) for each in MEASURES],
        levels=[(each.value, text) for each, text in _LEVELS.items()],
        text_of=files.figure_text,
        whose=files.label,
        cases_of=lambda figure: _cases_of(visit, choice.year, figure),
    )


@router.get(f"{_PATH}/csv")
async def als_csv(visit: Counted) -> Response:
    """Return the figures that were chosen as a file for a spreadsheet."""
    fields = Fields(dict(visit.request.query_params))
    choice = _choice(visit, fields)
    _check(fields)
    counted = await _count(visit, choice.year)
    return as_file(files.csv_file(counted, choice.of(counted)), f"indicatoren-{choice.year}.csv")


@router.get(f"{_PATH}/{{indicator}}/gevallen")
async def toon_gevallen(visit: Municipality, indicator: str) -> Response:
    """Return a page of the cases behind a figure, in order of day. Who asks for them is on record."""
    fields = Fields(dict(visit.request.query_params))
    year = _choice(visit, fields).year
    wanted = CaseFilter(
        measure=indicator,
        gemeente=visit.caller.code,
        segment=fields.text("segment", _SEGMENT, "een segment, zoals 1A1"),
        aanbieder=fields.provider("aanbieder"),
        kind=None,
    )
    asked = AskedPage(after=fields.place())
    _check(fields)
    async with visit.gateway.queues.of(CountingTurns).turn():
        measure, found = await report.list_cases(visit.gateway, year, wanted, asked)
    clients = dict.fromkeys(each.client_id for each in found.items)
    about(visit.request, *clients, onderwerp=measure.code, gemeente=visit.caller.code)
    return list_page(
        visit,
        "gevallen.html",
        f"{_PATH}/{measure.code}/gevallen",
        _FOR_CASES,
        fields,
        found,
        naam=measure.worded(measure.naam, None),
        year=year,
        back=with_query(_PATH, {"jaar": str(year)}),
    )


async def _count(visit: Visit, year: int) -> Report:
    async with visit.gateway.queues.of(CountingTurns).turn():
        if visit.caller.soort == "gemeente":
            return await report.report_for_municipality(visit.gateway, visit.caller.code, year)
        return await report.report_for_provider(visit.gateway, visit.caller.code, year)


def _choice(visit: Visit, fields: Fields) -> Choice:
    """Return what the fields choose; what can't be is among the errors of `fields`."""
    return Choice(
        fields.number("jaar", _FIRST_YEAR, _LAST_YEAR) or visit.gateway.today().year,
        fields.choice("niveau", tuple(Level)),
        fields.choice("indicator", tuple(BY_CODE)),
        fields.text("segment", _SEGMENT, "een segment, zoals 1A1"),
    )


def _check(fields: Fields) -> None:
    """Raise Invalid for a choice that can't be, where there is no form to say so beside its field."""
    for name, text in fields.errors.items():
        raise Invalid("keuze-ongeldig", f"{name}: {text}")


def _cases_of(visit: Visit, year: int, figure: Figure) -> str | None:
    """Return where the cases of this figure are; None when it is not of the visitor's own municipality."""
    own = {Level.GEMEENTE, Level.SOORT, Level.AANBIEDER}
    if visit.caller.soort != "gemeente" or figure.level not in own or figure.tally is None or not figure.tally.among:
        return None
    given = {"jaar": str(year), "segment": figure.segment, "aanbieder": figure.aanbieder}
    return with_query(f"{_PATH}/{figure.measure.code}/gevallen", given)
