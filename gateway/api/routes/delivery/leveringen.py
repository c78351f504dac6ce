"""Deliveries: their state, for the operator, and another attempt by hand, of many for their receiver too."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import ConfigDict, Field

from gateway.api.caller.callers import Operator, TheGateway, gateway_used_by
from gateway.api.caller.callers import Reader as OperatorOrParty
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import BodyShape, Kenmerk, Shape
from gateway.api.shapes.exact import ExactRoute, Instant
from gateway.api.shapes.lists.pages import PageShape, TheAsked, answer_list
from gateway.api.shapes.paths import BerichtPath
from gateway.api.shapes.values import BerichtId, Berichtsoort, Gemeente, Ontvanger, Volgnummer, given
from gateway.exchange.delivery import deliveries, resend
from gateway.exchange.delivery.resend import MAX_PER_REQUEST
from gateway.standard.channels import ChannelName, DeliveryState

router = APIRouter(route_class=ExactRoute, prefix="/v1/leveringen", tags=["leveringen"], responses=documented())

_CODE: Final = r"^[0-9A-Za-z-]+$"


class Levering(Shape):
    """The state of the delivery of one message."""

    volgnummer: Volgnummer
    bericht_id: BerichtId
    gemeente: Gemeente
    soort: Berichtsoort
    identificatie: Kenmerk
    ontvanger: Ontvanger
    kanaal: ChannelName = Field(description="Hoe de ontvanger zijn berichten krijgt.")
    staat: DeliveryState = Field(
        description="opgegeven: het wacht in het postvak van de ontvanger, en wordt niet meer toegestuurd. stil: het "
        "is aangenomen, en het retourbericht blijft uit."
    )
    pogingen: int = Field(description="Hoeveel pogingen er zijn gedaan.", ge=0)
    sinds: datetime = Field(description="Sinds wanneer het in deze staat is.")
    volgende_poging: datetime | None = Field(description="Wanneer het weer wordt geprobeerd; null: niet.")


class Leveringen(PageShape):
    """A page of deliveries."""

    leveringen: list[Levering] = Field(description="De bezorgingen van deze bladzijde.")


class Heraanbieding(BodyShape):
    """A choice among the deliveries that were given up."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"sinds": "2026-03-01T08:00:00+01:00", "ontvanger": "01234567"}]}
    )

    sinds: Instant = Field(description="Alleen wat op dit tijdstip of later voor het laatst is opgegeven.")
    ontvanger: Annotated[str, Field(max_length=40, pattern=_CODE)] | None = Field(
        None, description="Alleen voor deze organisatie; een gemeente of aanbieder noemt hooguit zichzelf."
    )
    soort: Annotated[str, Field(pattern=r"^WMO3[0-9]{2}$")] | None = Field(
        None, description="Alleen deze soort bericht."
    )
    aantal: Annotated[int, Field(ge=1, le=MAX_PER_REQUEST, strict=True)] = Field(
        MAX_PER_REQUEST, description="Hoeveel er ten hoogste opnieuw worden aangeboden."
    )
    proef: bool = Field(False, strict=True, description="true: er wordt alleen geteld.")


class Heraangeboden(Shape):
    """The outcome of offering again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"aangeboden": 1000, "resterend": 214, "gewist": 0}]})

    aangeboden: int = given("Zoveel zijn nu opnieuw aangeboden; 0 bij een proef.", minimum=0)
    resterend: int = given(
        "Zoveel van deze keuze zijn nog opgegeven. Doe dezelfde aanvraag nog eens tot dit 0 is.", minimum=0
    )
    gewist: int = given("Zoveel zijn opgegeven waarvan de inhoud na de bewaartermijn is gewist.", minimum=0)


@router.get("", response_model=Leveringen, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    _caller: Operator,
    asked: TheAsked,
    formaat: TheFormat,
    staat: Annotated[DeliveryState | None, Query(description="Alleen in deze staat.")] = None,
    ontvanger: Annotated[
        str | None, Query(max_length=40, pattern=_CODE, description="Alleen voor deze organisatie.")
    ] = None,
) -> Leveringen | Response:
    """De bezorgingen van alle organisaties. 'opgegeven' wacht in het postvak van de ontvanger."""
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: deliveries.page_deliveries(gateway, staat, ontvanger, page),
        Leveringen,
        Levering.model_validate,
    )


@router.post("/opnieuw", responses=documented(404))
async def alle_opnieuw(
    request: Request, gateway: TheGateway, caller: OperatorOrParty, heraanbieding: Heraanbieding
) -> Heraangeboden:
    """Biedt opnieuw aan wat sinds een tijdstip is opgegeven: dezelfde bytes, dezelfde Identificatie, op volgorde.

    De beheerder doet dat voor alle ontvangers of voor een; een gemeente of aanbieder alleen voor zichzelf. Nog eens
    vragen kan geen kwaad: wat al opnieuw is aangeboden, is niet meer opgegeven. Bij elk bericht komt te staan wie het
    vroeg.
    """
    asked = heraanbieding
    choice = resend.choice_of(caller, asked.sinds, asked.ontvanger, asked.soort)
    if asked.proef:
        return Heraangeboden.model_validate(await resend.count_given_up(gateway, choice))
    acting = gateway_used_by(request, gateway, caller.via or caller.code)
    return Heraangeboden.model_validate(await resend.resend_given_up(acting, choice, asked.aantal))


@router.post("/{id}/opnieuw", responses=documented(404, 410))
async def opnieuw(request: Request, gateway: TheGateway, caller: Operator, id: BerichtPath) -> Levering:
    """Biedt het bericht opnieuw aan zijn ontvanger aan, met dezelfde bytes en dezelfde Identificatie."""
    return Levering.model_validate(await deliveries.retry_delivery(gateway_used_by(request, gateway, caller.code), id))
