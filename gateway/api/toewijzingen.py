"""Assignments: the back office asks, the gateway numbers, composes and queues the WMO301."""

import hashlib
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path

from gateway.api.callers import Gemeente, TheGateway
from gateway.api.problems import Problem, documented
from gateway.api.shapes import (
    OmvangShape,
    ProductShape,
    ToewijzingShape,
    ToewijzingVraag,
    ToewijzingWijziging,
    VersieShape,
)
from gateway.exchange import issue
from gateway.exchange.changes import Wijziging
from gateway.exchange.issue import Aanvraag, Herhaalbaar
from gateway.store.toewijzingen import Toewijzing, Versie

router = APIRouter(prefix="/v1/toewijzingen", tags=["toewijzingen"], responses=documented(404, 409))

Gemeentecode = Annotated[str, Path(pattern=r"^[0-9]{4}$")]
Nummer = Annotated[int, Path(ge=0, le=999_999_999)]


@router.post("", status_code=201)
async def ken_toe(
    gateway: TheGateway,
    caller: Gemeente,
    vraag: ToewijzingVraag,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=1, max_length=200, description="Zelfde sleutel, zelfde inhoud: zelfde toewijzing."),
    ] = None,
) -> ToewijzingShape:
    """Kent zorg toe. De WMO301 met alle actuele toewijzingen van deze cliënt bij deze aanbieder staat klaar."""
    _own(caller.code, vraag.gemeente or caller.code)
    herhaalbaar = None
    if idempotency_key is not None:
        herhaalbaar = Herhaalbaar(idempotency_key, hashlib.sha256(vraag.model_dump_json().encode()).digest())
    uitgifte = await issue.assign(gateway, caller.code, _aanvraag(vraag), herhaalbaar)
    return _shape(uitgifte.toewijzing, uitgifte.bericht_id)


@router.get("/{gemeente}/{nummer}")
async def toon(gateway: TheGateway, caller: Gemeente, gemeente: Gemeentecode, nummer: Nummer) -> ToewijzingShape:
    """Een toewijzing met al haar versies."""
    _own(caller.code, gemeente)
    uitgifte = await issue.find(gateway, gemeente, nummer)
    return _shape(uitgifte.toewijzing, uitgifte.bericht_id)


@router.patch("/{gemeente}/{nummer}")
async def wijzig(
    gateway: TheGateway, caller: Gemeente, gemeente: Gemeentecode, nummer: Nummer, vraag: ToewijzingWijziging
) -> ToewijzingShape:
    """Verkort, verlengt of verwijdert een toewijzing, of wijzigt volume (bij Frequentie 6) of Budget."""
    _own(caller.code, gemeente)
    wijziging = Wijziging(
        einddatum=vraag.einddatum,
        einddatum_leeg="einddatum" in vraag.model_fields_set and vraag.einddatum is None,
        volume=vraag.volume,
        budget=vraag.budget,
        verwijderen=vraag.verwijderd is True,
        reden_wijziging=vraag.reden_wijziging,
    )
    uitgifte = await issue.change(gateway, gemeente, nummer, wijziging)
    return _shape(uitgifte.toewijzing, uitgifte.bericht_id)


def _own(code: str, gemeente: str) -> None:
    if gemeente != code:
        raise Problem(403, "andere-gemeente", f"Gemeente {gemeente} is niet die van deze API-sleutel ({code}).")


def _aanvraag(vraag: ToewijzingVraag) -> Aanvraag:
    product, omvang = vraag.product, vraag.omvang
    return Aanvraag(
        client=vraag.client,
        aanbieder=vraag.aanbieder,
        categorie=product.categorie if product else None,
        code=product.code if product else None,
        ingangsdatum=vraag.ingangsdatum,
        einddatum=vraag.einddatum,
        volume=omvang.volume if omvang else None,
        eenheid=omvang.eenheid if omvang else None,
        frequentie=omvang.frequentie if omvang else None,
        budget=vraag.budget,
        commentaar=vraag.commentaar,
        referentie_aanbieder=vraag.referentie_aanbieder,
    )


def _versie(versie: Versie) -> VersieShape:
    omvang = {"volume": versie.volume, "eenheid": versie.eenheid, "frequentie": versie.frequentie}
    return VersieShape(
        versie=versie.versie,
        toewijzingsdatum=versie.toewijzingsdatum,
        toewijzingstijd=versie.toewijzingstijd,
        product=ProductShape(categorie=versie.categorie, code=versie.code) if versie.categorie else None,
        ingangsdatum=versie.ingangsdatum,
        einddatum=versie.einddatum,
        reden_wijziging=versie.reden_wijziging,
        omvang=None if versie.volume is None else OmvangShape.model_validate(omvang),
        budget=versie.budget,
        verwijderd=versie.verwijderd,
    )


def _shape(toewijzing: Toewijzing, bericht: UUID | None) -> ToewijzingShape:
    versies = [_versie(each) for each in toewijzing.versies]
    return ToewijzingShape(
        gemeente=toewijzing.gemeente,
        toewijzing_nummer=toewijzing.nummer,
        client=toewijzing.client_id,
        aanbieder=toewijzing.aanbieder,
        actueel=versies[-1],
        versies=versies,
        bericht=bericht,
    )
