"""Alerts: the addresses that the caller wants them at, and how telling goes."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import ConfigDict, Field

from gateway.api.caller.callers import Caller, TheGateway, gateway_used_by
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import XML_TEXT, BodyShape, Shape
from gateway.api.shapes.exact import ExactRoute, Id
from gateway.api.shapes.lists.pages import PageShape, TheAsked, answer_list
from gateway.exchange.alerts import addresses
from gateway.standard.channels import AlertKind
from gateway.store.alerts.attenderingen import AlertItem
from gateway.store.alerts.attenderingsadressen import AlertAddress

router = APIRouter(route_class=ExactRoute, prefix="/v1", tags=["attenderingen"], responses=documented())

_URL: Final = "https://backoffice.gemeente.example/attendering"


AdresId = Annotated[UUID, Field(description="Id van het adres.")]
AdresPath = Annotated[Id, Path(description="Id van het adres.")]


class AdresVraag(BodyShape):
    """An address that wants alerts."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"url": _URL, "soorten": ["signaal.ontstaan"]}]})

    url: Annotated[str, Field(min_length=1, max_length=500), XML_TEXT] = Field(
        description="Adres met https; geen adres in een eigen netwerk."
    )
    soorten: Annotated[list[AlertKind], Field(min_length=1, max_length=10)] | None = Field(
        None, description="Waarvan u wilt weten; leeg is alles wat voor u kan."
    )


class AdresShape(Shape):
    """An address that alerts are sent to."""

    adres_id: AdresId
    url: str = Field(description="Waar attenderingen heen gaan.", examples=[_URL])
    soorten: list[AlertKind] = Field(description="Waarvan het adres attenderingen krijgt.")
    fouten: int = Field(description="Pogingen op rij die het adres niet bereikten.", ge=0)
    rust_tot: datetime | None = Field(description="Tot dan wordt er niets heen gestuurd; null: het is in orde.")
    aangemaakt_op: datetime = Field(description="Wanneer het is toegevoegd.")

    @classmethod
    def of(cls, address: AlertAddress) -> "AdresShape":
        """Return the address as its organisation sees it."""
        same = ("url", "soorten", "fouten", "rust_tot", "aangemaakt_op")
        values: dict[str, Any] = {name: getattr(address, name) for name in same}
        return cls(adres_id=address.id, **values)


class Adressen(Shape):
    """The addresses of the caller."""

    adressen: list[AdresShape] = Field(description="De adressen die gelden, oudste eerst.")


class NieuwAdres(AdresShape):
    """An address that was added."""

    geheim: str = Field(description="Waarmee attenderingen zijn ondertekend (Standard Webhooks); alleen nu te lezen.")


class NieuwGeheim(Shape):
    """A new secret."""

    geheim: str = Field(description="Alleen nu te lezen; het vorige wordt nog een dag ernaast gebruikt.")


class Proefuitkomst(Shape):
    """What became of a trial."""

    geleverd: bool = Field(description="true: het adres nam hem aan.")
    uitkomst: str = Field(description="De HTTP-status, of de fout.", examples=["200", "ConnectTimeout"])


class AttenderingItem(Shape):
    """An alert in a list."""

    attendering_id: UUID = Field(description="De webhook-id, bij elke poging dezelfde.")
    adres_id: AdresId
    soort: AlertKind | Literal["proef"] = Field(description="Wat er gebeurde.")
    pad: str | None = Field(description="Waar het over gaat, in deze API; null: een proef of een zegel.")
    staat: Literal["wachtend", "geleverd", "opgegeven"] = Field(description="Hoe het ermee staat.")
    pogingen: int = Field(description="Hoeveel pogingen er zijn gedaan.", ge=0)
    uitkomst: str | None = Field(description="Van de laatste poging: de HTTP-status, of de fout.")
    ontstaan_op: datetime = Field(description="Wanneer het gebeurde.")
    afgerond_op: datetime | None = Field(description="Wanneer de attendering is aangenomen of opgegeven.")

    @classmethod
    def of(cls, item: AlertItem) -> "AttenderingItem":
        """Return the alert as its organisation sees it."""
        same = ("adres_id", "soort", "staat", "pogingen", "uitkomst", "ontstaan_op", "afgerond_op")
        values: dict[str, Any] = {name: getattr(item, name) for name in same}
        return cls(attendering_id=item.id, pad=item.gegevens.get("pad"), **values)


class Attenderingen(PageShape):
    """A page of alerts."""

    attenderingen: list[AttenderingItem] = Field(description="De attenderingen van deze bladzijde.")


@router.get("/attenderingen", response_model=Attenderingen, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Caller,
    asked: TheAsked,
    formaat: TheFormat,
    staat: Annotated[
        Literal["wachtend", "geleverd", "opgegeven"] | None, Query(description="Alleen in deze staat.")
    ] = None,
) -> Attenderingen | Response:
    """De attenderingen aan de vrager van de laatste maanden, en hoe het versturen ging."""
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: addresses.list_alerts(gateway, caller.code, staat, page),
        Attenderingen,
        AttenderingItem.of,
    )


@router.get("/attenderingsadressen")
async def toon_adressen(gateway: TheGateway, caller: Caller) -> Adressen:
    """De adressen waarop de vrager attenderingen krijgt."""
    found = await addresses.list_addresses(gateway, caller.code)
    return Adressen(adressen=[AdresShape.of(each) for each in found])


@router.post("/attenderingsadressen", status_code=201, responses=documented(409))
async def voeg_toe(request: Request, gateway: TheGateway, caller: Caller, vraag: AdresVraag) -> NieuwAdres:
    """Stuurt voortaan attenderingen naar dit adres, ondertekend met een geheim dat alleen nu te lezen is.

    Een attendering zegt dat er iets is en waar, zonder persoonsgegevens. Zij komt minstens een keer; webhook-id is bij
    elke poging dezelfde.
    """
    acting = gateway_used_by(request, gateway, caller.code)
    by_operator = caller.soort == "beheerder"
    made = await addresses.add_address(acting, caller.code, vraag.url, vraag.soorten, by_operator=by_operator)
    return NieuwAdres(**AdresShape.of(made.adres).model_dump(), geheim=made.geheim)


@router.post("/attenderingsadressen/{id}/geheim", responses=documented(404))
async def vernieuw_geheim(request: Request, gateway: TheGateway, caller: Caller, id: AdresPath) -> NieuwGeheim:
    """Maakt een nieuw geheim voor dit adres; het vorige wordt nog een dag ernaast gebruikt."""
    acting = gateway_used_by(request, gateway, caller.code)
    return NieuwGeheim(geheim=await addresses.new_secret(acting, caller.code, id))


@router.post("/attenderingsadressen/{id}/proef", responses=documented(404))
async def probeer(request: Request, gateway: TheGateway, caller: Caller, id: AdresPath) -> Proefuitkomst:
    """Stuurt nu een attendering van soort proef naar dit adres, een keer, en zegt hoe dat afliep."""
    result = await addresses.try_address(gateway_used_by(request, gateway, caller.code), caller.code, id)
    return Proefuitkomst(geleverd=result.delivered, uitkomst=result.outcome)


@router.delete("/attenderingsadressen/{id}", status_code=204, responses=documented(404))
async def trek_in(request: Request, gateway: TheGateway, caller: Caller, id: AdresPath) -> Response:
    """Stuurt niets meer naar dit adres; wat nog wachtte vervalt."""
    await addresses.withdraw_address(gateway_used_by(request, gateway, caller.code), caller.code, id)
    return Response(status_code=204)
