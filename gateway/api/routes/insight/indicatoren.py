"""Indicators of the municipality or provider that calls, and the cases behind a figure of a municipality."""

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from gateway.api.caller.callers import KeyOf, Municipality, TheGateway
from gateway.api.http.export import CSV_FILE, CSV_UTF8, EXPORTED, XLSX, TheFormat, download
from gateway.api.http.problems import documented
from gateway.api.shapes.base import AgbCode
from gateway.api.shapes.exact import ExactRoute, YearNumber
from gateway.api.shapes.indicatoren import Cijfer, Definitie, Geval, Gevallen, Indicatoren, Niveau, Onderdeel
from gateway.api.shapes.lists.pages import TheAsked, answer_list
from gateway.exchange.insight import files, report
from gateway.exchange.insight.figures import Figure
from gateway.exchange.insight.report import Report
from gateway.exchange.insight.rows import average, percentage
from gateway.exchange.insight.turns import CountingTurns
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page
from gateway.policy.insight.measure import Measure
from gateway.policy.insight.measures import MEASURES
from gateway.store.insight.cells import Case, CaseFilter
from gateway.store.parties.organisaties import Organisatie

router = APIRouter(route_class=ExactRoute, prefix="/v1", tags=["indicatoren"], responses=documented())

_SVG: Final = "image/svg+xml"


def _file(media_type: str, **form: str) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of an answer that is a file of this media type."""
    return {200: {"content": {media_type: {"schema": {"type": "string", **form}}}}}


Teller = Annotated[Organisatie, Depends(KeyOf("gemeente", "aanbieder", external=False))]
Jaar = Annotated[YearNumber, Query(description="Contractjaar: het kalenderjaar.", examples=[2025])]
Indicator = Annotated[str, Query(pattern="^[a-z-]{1,40}$", description="Alleen deze indicator.")]
Segment = Annotated[str, Query(pattern="^[0-9A-Za-z-]{1,40}$", description="Alleen dit segment.")]
Soort = Annotated[str, Query(pattern="^[0-9A-Za-z-]{1,40}$", description="Alleen deze soort aanbieder.")]


class Keuze:
    """A dependency: the choice of figures that the query makes."""

    def __init__(
        self,
        jaar: Jaar,
        indicator: Indicator | None = None,
        segment: Segment | None = None,
        niveau: Annotated[Niveau | None, Query(description="Alleen cijfers van dit niveau.")] = None,
        aanbieder: Annotated[AgbCode | None, Query(description="Alleen cijfers over deze aanbieder.")] = None,
    ) -> None:
        self.jaar = jaar
        self._wanted = (indicator, segment, niveau, aanbieder)

    def of(self, counted: Report) -> list[Figure]:
        """Return the chosen figures of the report."""
        return [
            each
            for each in counted.figures
            if all(
                wanted in (None, found)
                for wanted, found in zip(
                    self._wanted, (each.measure.code, each.segment, each.level.value, each.aanbieder), strict=True
                )
            )
        ]


TheKeuze = Annotated[Keuze, Depends(Keuze)]


@router.get("/indicatoren")
async def toon(gateway: TheGateway, caller: Teller, keuze: TheKeuze) -> Indicatoren:
    """De indicatoren van een jaar: die van de eigen gemeente en haar regio, of van een aanbieder die van zijn werk.

    Buiten de eigen gemeente is een klein aantal (1 tot en met 9) verborgen, en wat het zou verraden ook. De definities
    zeggen wat er wordt geteld en wat berichten niet laten zien.
    """
    counted = await _count(gateway, caller, keuze)
    figures = keuze.of(counted)
    codes = {each.measure.code for each in figures}
    return Indicatoren(
        jaar=counted.year,
        dag=counted.today,
        gemeente=counted.gemeente,
        aanbieder=counted.aanbieder,
        opmerkingen=list(counted.notes),
        definities=[_definition(counted, each) for each in MEASURES if each.code in codes],
        cijfers=[_figure(counted, each) for each in figures],
    )


@router.get("/indicatoren/csv", response_class=Response, responses=CSV_FILE)
async def als_csv(gateway: TheGateway, caller: Teller, keuze: TheKeuze) -> Response:
    """Dezelfde cijfers als CSV: puntkomma's en decimale komma's, zoals een Nederlands rekenblad ze opent."""
    counted = await _count(gateway, caller, keuze)
    return download(files.csv_file(counted, keuze.of(counted)), CSV_UTF8, f"indicatoren-{keuze.jaar}.csv")


@router.get("/indicatoren/xlsx", response_class=Response, responses=_file(XLSX, format="binary"))
async def als_xlsx(gateway: TheGateway, caller: Teller, keuze: TheKeuze) -> Response:
    """Dezelfde cijfers als XLSX, met de uitsplitsingen en de definities op bladen ernaast."""
    counted = await _count(gateway, caller, keuze)
    return download(files.xlsx_file(counted, keuze.of(counted)), XLSX, f"indicatoren-{keuze.jaar}.xlsx")


@router.get("/indicatoren/svg", response_class=Response, responses=_file(_SVG))
async def als_svg(gateway: TheGateway, caller: Teller, keuze: TheKeuze, indicator: Indicator) -> Response:
    """Een staafdiagram van een indicator, met de waarden in woorden voor wie het niet ziet.

    Kies ook een segment en een niveau, anders staan alle cijfers van de indicator in het diagram. De tabel ernaast is
    GET /v1/indicatoren met dezelfde keuze.
    """
    counted = await _count(gateway, caller, keuze)
    return download(files.svg_file(counted, keuze.of(counted)), _SVG, f"{indicator}-{keuze.jaar}.svg")


@router.get("/indicatoren/{indicator}/gevallen", response_model=Gevallen, responses={**documented(404), **EXPORTED})
async def toon_gevallen(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    asked: TheAsked,
    formaat: TheFormat,
    indicator: Annotated[str, Path(description="Naam van de indicator.", examples=["doorstroom"])],
    jaar: Jaar,
    segment: Segment | None = None,
    aanbieder: Annotated[AgbCode | None, Query(description="Alleen gevallen van deze aanbieder.")] = None,
    soort: Soort | None = None,
) -> Gevallen | Response:
    """De gevallen achter een cijfer van de eigen gemeente, op volgorde van dag. Wie ze opvraagt, wordt vastgelegd."""
    wanted = CaseFilter(measure=indicator, gemeente=caller.code, segment=segment, aanbieder=aanbieder, kind=soort)

    async def load(page: AskedPage) -> Page[Case]:
        async with gateway.queues.of(CountingTurns).turn():
            _, found = await report.list_cases(gateway, jaar, wanted, page)
        return found

    return await answer_list(
        request,
        formaat,
        asked,
        load,
        Gevallen,
        Geval.of,
        clients_of=lambda each: (each.client_id,),
        also={"indicator": indicator, "jaar": jaar},
    )


async def _count(gateway: Gateway, caller: Organisatie, keuze: Keuze) -> Report:
    async with gateway.queues.of(CountingTurns).turn():
        if caller.soort == "gemeente":
            return await report.report_for_municipality(gateway, caller.code, keuze.jaar)
        return await report.report_for_provider(gateway, caller.code, keuze.jaar)


def _definition(counted: Report, measure: Measure) -> Definitie:
    rules = counted.worded_by
    return Definitie(
        indicator=measure.code,
        naam=measure.worded(measure.naam, rules),
        noemer=measure.worded(measure.noemer, rules),
        teller=measure.worded(measure.teller, rules),
        jaar=measure.jaar,
        niet_te_zien=measure.worded(measure.onzichtbaar, rules),
        eenheid=measure.gemiddelde or None,
        gebonden_soorten=sorted(rules.gebonden) if rules is not None and measure.per_segment else [],
    )


def _figure(counted: Report, figure: Figure) -> Cijfer:
    tally, target = figure.tally, counted.target(figure)
    return Cijfer.model_validate(
        {
            "indicator": figure.measure.code,
            "naam": figure.measure.worded(figure.measure.naam, counted.worded_by),
            "segment": figure.segment or None,
            "niveau": figure.level.value,
            "gemeente": figure.gemeente or None,
            "soort_aanbieder": figure.kind if figure.level.value in _BY_KIND else None,
            "aanbieder": figure.aanbieder or None,
            "teller": None if tally is None else tally.counted,
            "noemer": None if tally is None else tally.among,
            "percentage": percentage(figure),
            "gemiddelde": average(figure),
            "verborgen": tally is None,
            "streefwaarde": None
            if target is None
            else {key: value for key, value in asdict(target).items() if key in _TARGET},
            "gebonden": counted.is_bound(figure),
            "gehaald": counted.is_met(figure),
            "uitsplitsing": [Onderdeel(onderdeel=name, aantal=number) for name, number in figure.parts],
        }
    )


_BY_KIND: Final = ("soort", "aanbieder", "regio-soort", "regio-aanbieder")
_TARGET: Final = ("minstens", "hoogstens", "bron")
