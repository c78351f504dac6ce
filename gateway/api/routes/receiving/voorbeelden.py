"""Examples: a start or stop filled from an assignment, as it would be approved when sent now; nothing is kept."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from gateway.api.caller.callers import Party, TheGateway
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.exact import Day, ExactRoute
from gateway.api.shapes.paths import GemeentePath, NummerPath
from gateway.api.shapes.voorbeelden import START
from gateway.exchange.receiving.examples.report import ChosenValues, fill_report, find_issued
from gateway.messages.from_assignment import ReportKind

router = APIRouter(
    route_class=ExactRoute, prefix="/v1/voorbeelden", tags=["voorbeelden"], responses=documented(404, 409, 410)
)


@router.get(
    "/{gemeente}/{nummer}/{soort}",
    response_class=Response,
    responses={200: {"content": {"application/xml": {"schema": {"type": "string"}, "example": START}}}},
)
async def vul(
    request: Request,
    gateway: TheGateway,
    caller: Party,
    gemeente: GemeentePath,
    nummer: NummerPath,
    soort: Annotated[ReportKind, Path(description="WMO305 voor een start, WMO307 voor een stop.")],
    begindatum: Annotated[
        Day | None,
        Query(description="Van een WMO305. Zonder: de Ingangsdatum, of na een stop de dag na de Einddatum daarvan."),
    ] = None,
    einddatum: Annotated[
        Day | None,
        Query(
            description="Van een WMO307: de laatste dag met zorg. Zonder: vandaag, of de Einddatum van de toewijzing "
            "als die voorbij is."
        ),
    ] = None,
    reden_beeindiging: Annotated[
        str | None,
        Query(
            alias="redenBeeindiging",
            pattern=r"^[0-9]{2}$",
            description="Van een WMO307. Zonder: 19, levering volgens plan beëindigd.",
        ),
    ] = None,
) -> Response:
    """De WMO305 of WMO307 waarmee de aanbieder de start of stop van deze toewijzing nu kan melden; voor beide partijen.

    Zij noemt de cliënt en de zorg zoals die in de laatste WMO301 staan, een WMO307 ook de start die loopt of tijdelijk
    is gestopt. Dagtekening is vandaag en Identificatie is nieuw, elke keer. Wie haar vandaag zo aanbiedt krijgt haar
    goedgekeurd, tenzij er intussen iets is gewijzigd; pas eerst aan wat anders ging, zoals de dag waarop de zorg begon.
    Er wordt niets bewaard of verstuurd. Valt er niets te melden, dan zegt een 409 waarom; keuren de regels af wat
    gekozen is, dan een 400 met alle bevindingen.
    """
    issued = await find_issued(gateway, caller, gemeente, nummer, soort)
    about(request, issued.client_id, gemeente=gemeente)
    data = await fill_report(
        gateway, issued, soort, ChosenValues(begindatum=begindatum, einddatum=einddatum, reden=reden_beeindiging)
    )
    return Response(data, media_type="application/xml")
