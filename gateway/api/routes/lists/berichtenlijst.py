"""The list of messages, chosen by its filters."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from gateway.api.caller.callers import Reader, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import AgbCode, Gemeentecode
from gateway.api.shapes.berichten import Berichten, BerichtItem
from gateway.api.shapes.exact import Day, ExactRoute, Id
from gateway.api.shapes.lists.pages import TheAsked, answer_list
from gateway.exchange.lists.messages import FINDING_CODE, Direction, filter_of, list_messages
from gateway.standard.channels import DeliveryState
from gateway.standard.findings import Outcome
from gateway.store.lists.messages import MessageFilter

router = APIRouter(route_class=ExactRoute, prefix="/v1/berichten", tags=["berichten"], responses=documented())


async def _filters(
    vanaf: Annotated[Day | None, Query(description="Vastgelegd op deze dag of later.")] = None,
    tot: Annotated[Day | None, Query(description="Vastgelegd op deze dag of eerder.")] = None,
    soort: Annotated[str | None, Query(pattern=r"^WMO3[0-9]{2}$", description="Deze soort bericht.")] = None,
    gemeente: Annotated[Gemeentecode | None, Query(description="Van of voor deze gemeente.")] = None,
    aanbieder: Annotated[AgbCode | None, Query(description="Van of voor deze aanbieder.")] = None,
    richting: Annotated[Direction | None, Query(description="Gezien vanaf de gemeente.")] = None,
    oordeel: Annotated[
        Literal["goedgekeurd", "afgekeurd", "geparkeerd"] | None, Query(description="Zoals het nu is.")
    ] = None,
    uitkomst: Annotated[
        Literal["goedgekeurd", "afgekeurd"] | None,
        Query(description="Wat een retourbericht zegt, of het retourbericht op dit bericht."),
    ] = None,
    bezorging: Annotated[DeliveryState | None, Query(description="Hoe het met de bezorging staat.")] = None,
    identificatie: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=60,
            pattern=r"^[ -~]+$",
            description="De Identificatie van het bericht, of de schuilnaam daarvan.",
        ),
    ] = None,
    client_id: Annotated[
        Id | None, Query(alias="clientId", description="Over deze cliënt; alleen voor diens gemeente.")
    ] = None,
    code: Annotated[
        str | None,
        Query(
            pattern=FINDING_CODE,
            description="Met een bevinding met deze code, zoals TR056; een code van het beleid (NL-112) vindt wat de "
            "vrager van het beleid te zien krijgt.",
        ),
    ] = None,
) -> MessageFilter:
    return filter_of(
        vanaf=vanaf,
        tot=tot,
        soort=soort,
        richting=richting,
        gemeente=gemeente,
        aanbieder=aanbieder,
        oordeel=None if oordeel is None else Outcome(oordeel),
        uitkomst=uitkomst,
        bezorging=bezorging,
        identificatie=identificatie,
        client=client_id,
        code=code,
    )


@router.get("", response_model=Berichten, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Reader,
    asked: TheAsked,
    filters: Annotated[MessageFilter, Depends(_filters)],
    formaat: TheFormat,
) -> Berichten | Response:
    """De berichten van of voor de vrager; voor een beheerder die van iedereen. Zonder inhoud.

    Filters gelden samen. Wat van een ander is wordt niet gevonden, ook niet met een id daarvan. Een geparkeerd bericht
    is goed- noch afgekeurd, omdat een regel het niet kon beoordelen (regels); de gemeente of de beheerder kan het
    opnieuw laten beoordelen. Zoek op een cliënt met zijn id: zie POST /v1/clienten/zoek.
    """
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: list_messages(gateway, caller, filters, page),
        Berichten,
        BerichtItem.model_validate,
        client=filters.client,
        clients_of=lambda each: (each.client_id,),
    )
