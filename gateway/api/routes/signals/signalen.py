"""Signals: work items for a municipality, and their handling."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.export import EXPORTED, TheFormat
from gateway.api.http.problems import documented
from gateway.api.shapes.base import XML_TEXT, AgbCode, BodyShape, Gebeurtenis, Shape
from gateway.api.shapes.exact import AssignmentNumber, Day, ExactRoute, Id
from gateway.api.shapes.lists.pages import PageShape, TheAsked, answer_list
from gateway.api.shapes.paths import SignaalPath
from gateway.api.shapes.values import Aanbieder, BerichtId, Bron, ClientId, SignaalId, ToewijzingNummer
from gateway.exchange.signals import handle
from gateway.exchange.signals.handle import SignalHistory, cards_by_code, codes_for
from gateway.policy.card import Audience
from gateway.store.signals.signalen import SignalFilter, Status, WorkItem

router = APIRouter(route_class=ExactRoute, prefix="/v1/signalen", tags=["signalen"], responses=documented())


class SignaalShape(Shape):
    """A work item for a person."""

    signaal_id: SignaalId
    code: str = Field(description="Welke bewaking.", examples=["NL-805"])
    onderwerp: str = Field(description="Waar het over gaat, in een paar woorden.")
    voor_wie: Audience = Field(description="Wie ernaar kijkt; beheer is de beheerder van de gateway.")
    status: Status = Field(description="vervallen: de oorzaak was weg voordat iemand het afhandelde.")
    uiterlijk: date = Field(description="De laatste dag waarop op tijd is wat moet gebeuren.")
    tekst: str = Field(description="Wat er aan de hand is, met de waarden.")
    raad: str = Field(description="Wat te doen.")
    bron: Bron
    client_id: ClientId | None = Field(description="Over wie het gaat; null: over geen cliënt die de gemeente kent.")
    aanbieder: Aanbieder | None = Field(description="null: het gaat over alle aanbieders.")
    toewijzing_nummer: ToewijzingNummer | None = Field(description="null: het gaat niet over één toewijzing.")
    bericht_id: BerichtId | None = Field(description="Het bericht waar het over gaat; null: over geen bericht.")
    ontstaan_op: datetime = Field(description="Wanneer het signaal ontstond.")
    afgehandeld_op: datetime | None = Field(description="Wanneer iemand het afhandelde; null: niemand.")
    afgehandeld_door: str | None = Field(description="Wie het afhandelde; null: niemand.")
    notitie: str | None = Field(description="Wat wie het afhandelde erbij schreef; null: niemand deed dat.")
    vervallen_op: datetime | None = Field(description="Wanneer de oorzaak weg was; null: zij duurt voort.")

    @classmethod
    def of(cls, item: WorkItem) -> "SignaalShape":
        """Return the signal as its municipality sees it."""
        return cls.model_validate(_fields(item))


class SignaalMetVerloop(SignaalShape):
    """A signal with its events."""

    gebeurtenissen: list[Gebeurtenis] = Field(description="Wat ermee gebeurde, oudste eerst.")


class Signalen(PageShape):
    """A page of signals, by due date."""

    signalen: list[SignaalShape] = Field(description="De signalen van deze bladzijde.")


class Afhandeling(BodyShape):
    """A note by the person who handled a signal."""

    notitie: Annotated[
        str, Field(min_length=1, max_length=2000, description="Vrije tekst; alleen voor de gemeente."), XML_TEXT
    ]
    consulent: Annotated[str, Field(min_length=1, max_length=100), XML_TEXT] | None = Field(
        None, description="Wie het deed; leeg: de gemeente."
    )


@router.get("", response_model=Signalen, responses=EXPORTED)
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
    asked: TheAsked,
    formaat: TheFormat,
    code: Annotated[str | None, Query(pattern="^NL-[0-9]{3}$", description="Welke bewaking, zoals NL-805.")] = None,
    status: Annotated[Status | None, Query(description="Alleen met deze status.")] = None,
    voor_wie: Annotated[Audience | None, Query(alias="voorWie", description="Wie ernaar kijkt.")] = None,
    bericht_id: Annotated[
        Id | None, Query(alias="berichtId", description="Id van het bericht waar het over gaat.")
    ] = None,
    client_id: Annotated[Id | None, Query(alias="clientId", description="Over deze cliënt.")] = None,
    toewijzing_nummer: Annotated[
        AssignmentNumber | None, Query(alias="toewijzingNummer", description="Over deze toewijzing.")
    ] = None,
    aanbieder: Annotated[AgbCode | None, Query(description="Over deze aanbieder.")] = None,
    voor: Annotated[Day | None, Query(description="Alleen wat uiterlijk voor deze dag moet gebeuren.")] = None,
) -> Signalen | Response:
    """De signalen van de eigen gemeente, wat het eerst moet gebeuren vooraan.

    Zij worden elke minuut bijgewerkt door de worker: een signaal ontstaat als zijn oorzaak er is, en vervalt vanzelf
    als die weg is.
    """
    filters = SignalFilter(
        codes=codes_for(voor_wie, code),
        bericht=bericht_id,
        client=client_id,
        toewijzing=toewijzing_nummer,
        aanbieder=aanbieder,
        status=status,
        voor=voor,
    )
    return await answer_list(
        request,
        formaat,
        asked,
        lambda page: handle.page_signals(gateway, caller.code, filters, page),
        Signalen,
        SignaalShape.of,
        client=client_id,
        clients_of=lambda each: (each.client_id,),
    )


@router.get("/{id}", responses=documented(404))
async def toon(gateway: TheGateway, caller: Municipality, id: SignaalPath) -> SignaalMetVerloop:
    """Een signaal van de eigen gemeente, met wat ermee gebeurde."""
    return _with_events(await handle.find_signal(gateway, caller.code, id))


@router.post("/{id}/afhandelen", responses=documented(404, 409))
async def handel_af(
    gateway: TheGateway, caller: Municipality, id: SignaalPath, afhandeling: Afhandeling
) -> SignaalMetVerloop:
    """Meldt dat iemand het signaal heeft afgehandeld, met een notitie.

    Het blijft afgehandeld zolang de oorzaak duurt. Hetzelfde nog eens melden geeft hetzelfde antwoord; met een andere
    notitie of consulent volgt een 409.
    """
    door = afhandeling.consulent or caller.code
    return _with_events(await handle.handle_signal(gateway, caller.code, id, afhandeling.notitie, door))


def _fields(rij: WorkItem) -> dict[str, object]:
    card = cards_by_code().get(rij.code)
    return {
        "signaal_id": rij.id,
        "code": rij.code,
        "onderwerp": card.subject if card else "",
        "voor_wie": card.audience if card else Audience.CONSULENT,
        "status": rij.status,
        "uiterlijk": rij.uiterlijk,
        "tekst": rij.tekst,
        "raad": card.remedy if card else "",
        "bron": rij.bron,
        "client_id": rij.client_id,
        "aanbieder": rij.aanbieder or None,
        "toewijzing_nummer": rij.toewijzing_nummer,
        "bericht_id": rij.bericht_id,
        "ontstaan_op": rij.ontstaan_op,
        "afgehandeld_op": rij.afgehandeld_op,
        "afgehandeld_door": rij.afgehandeld_door,
        "notitie": rij.notitie,
        "vervallen_op": rij.vervallen_op,
    }


def _with_events(gevonden: SignalHistory) -> SignaalMetVerloop:
    return SignaalMetVerloop.model_validate(
        {**_fields(gevonden.row), "gebeurtenissen": [dict(each) for each in gevonden.events]}
    )
