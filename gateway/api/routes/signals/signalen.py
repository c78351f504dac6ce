"""Signals: work items for a municipality, and their handling."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, Field

from gateway.api.caller.callers import Municipality, TheGateway
from gateway.api.http.problems import documented
from gateway.api.http.reads import about
from gateway.api.shapes.base import XML_TEXT, AgbCode, Asked, Gebeurtenis, Shape
from gateway.api.shapes.exact import AssignmentNumber, Day, ExactRoute, Id, PageSize
from gateway.api.shapes.paths import SignaalPath
from gateway.api.shapes.values import Aanbieder, BerichtId, Bron, ClientId, SignaalId, ToewijzingNummer
from gateway.exchange.signals import handle
from gateway.exchange.signals.handle import SignalHistory, cards_by_code, codes_for
from gateway.policy.card import Audience
from gateway.store.signals.signalen import SignalFilter, WorkItem

router = APIRouter(route_class=ExactRoute, prefix="/v1/signalen", tags=["signalen"], responses=documented())

Status = Literal["open", "afgehandeld", "vervallen"]
_PLACE_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


def _check_place(na: str) -> str:
    """Return the text when it is a place in a list as `volgende` gives it. Raises ValueError."""
    try:
        _place_of(na)
    except ValueError:
        raise ValueError("is geen 'volgende' van een bladzijde") from None
    return na


def _place_of(na: str) -> tuple[date, UUID]:
    dag, _, id = na.partition("_")
    return date.fromisoformat(dag), UUID(id)


SignalPlace = Annotated[str, Field(pattern=_PLACE_PATTERN), AfterValidator(_check_place)]


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


class SignaalMetVerloop(SignaalShape):
    """A signal with its events."""

    gebeurtenissen: list[Gebeurtenis] = Field(description="Wat ermee gebeurde, oudste eerst.")


class Signalen(Shape):
    """A page of signals, by due date."""

    signalen: list[SignaalShape] = Field(description="De signalen van deze bladzijde.")
    volgende: str | None = Field(description="Geef mee als 'na' voor de volgende bladzijde; null: er is niet meer.")


class Afhandeling(Asked):
    """A note by the person who handled a signal."""

    notitie: Annotated[
        str, Field(min_length=1, max_length=2000, description="Vrije tekst; alleen voor de gemeente."), XML_TEXT
    ]
    consulent: Annotated[str, Field(min_length=1, max_length=100), XML_TEXT] | None = Field(
        None, description="Wie het deed; leeg: de gemeente."
    )


@router.get("")
async def toon_alle(
    request: Request,
    gateway: TheGateway,
    caller: Municipality,
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
    na: Annotated[SignalPlace | None, Query(description="'volgende' van de vorige bladzijde.")] = None,
    aantal: PageSize = 50,
) -> Signalen:
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
    about(request, client_id)
    rijen = await handle.list_signals(gateway, caller.code, filters, None if na is None else _place_of(na), aantal)
    about(request, client_id, *(each.client_id for each in rijen))
    volgende = f"{rijen[-1].uiterlijk}_{rijen[-1].id}" if len(rijen) == aantal else None
    return Signalen(signalen=[SignaalShape.model_validate(_fields(each)) for each in rijen], volgende=volgende)


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
