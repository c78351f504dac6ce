"""Every route, what each kind of caller gets there, and the situation that it is asked in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import asyncpg

from gateway.messages.write import serialise
from tests.support.api.application import Api
from tests.support.api.parties import ASSIGNMENT, BEHEER, CLIENT, THUIS, VENLO, VENRAY, ZORG, Caller, start
from tests.support.api.requests import asked, the_request, vot
from tests.support.exchange.signals import a_signal
from tests.support.messages.claims import wmo323
from tests.support.messages.messages import BSN, BSN_2

CALLERS = (VENLO, VENRAY, ZORG, THUIS, BEHEER)


@dataclass
class Situation:
    """A client of Venlo with an assignment to ZORG, which reported a start: one message of each kind."""

    client: str
    nummer: int
    wmo301: str
    wmo305: str
    wmo306: str
    signal: str
    wmo323: str
    wmo325: str
    request: str
    """Of the same client, as is the next one."""
    another_request: str


async def situation(api: Api, venlo: Caller, zorg: Caller) -> Situation:
    client = await venlo.register()
    assignment = await venlo.assign(client)
    receipt = await zorg.submit(start(assignment["toewijzingNummer"], "S1"))
    assert receipt["oordeel"] == "goedgekeurd"
    signal = await a_signal(api.gateway, assignment["toewijzingNummer"])
    requested = await zorg.submit(vot("V1", asked("R1"), asked("R2", "02A17")))
    for party, message in ((venlo, requested["berichtId"]), (zorg, requested["retourberichtId"])):
        assert (await party.http.post(f"/v1/postvak/{message}/ontvangen")).status_code == 204
    requests = [(await the_request(venlo, each))["verzoekId"] for each in ("R1", "R2")]
    return Situation(
        client,
        assignment["toewijzingNummer"],
        assignment["berichtId"],
        receipt["berichtId"],
        receipt["retourberichtId"],
        signal,
        *await _claim(zorg, assignment["toewijzingNummer"]),
        *requests,
    )


async def _claim(zorg: Caller, nummer: int) -> tuple[str, str]:
    """Claim February on the assignment, and return the ids of the WMO323 and of its answer."""
    receipt = await zorg.submit(wmo323(afzender=ZORG, ontvanger=VENLO, toewijzing_nummer=str(nummer)))
    return receipt["berichtId"], receipt["retourberichtId"]


async def on_record(api: Api) -> list[asyncpg.Record]:
    """Return all looks, oldest first."""
    async with api.gateway.db.reading() as tx:
        return await tx.fetch("select * from inzages order by id")


Request = Callable[[Situation], tuple[str, str, dict[str, Any]]]


def _xml(message: Any) -> dict[str, Any]:
    return {"content": serialise(message), "headers": {"content-type": "application/xml"}}


def _decision(s: Situation) -> dict[str, Any]:
    part = {"soort": "wijzigen", "toewijzingNummer": s.nummer, "einddatum": "2024-11-30"}
    return {"aanbieder": ZORG, "delen": [part]}


def _csv(header: str = "categorie;code;aanbieder;eenheid;tarief;vanaf;tot") -> dict[str, Any]:
    return {"content": f"{header}\r\n".encode(), "headers": {"content-type": "text/csv"}}


ROUTES: list[tuple[str, Request, tuple[int, int, int, int, int]]] = [
    # name, request, status for VENLO, VENRAY, ZORG, THUIS, BEHEER
    (
        "post /v1/clienten",
        lambda s: ("POST", "/v1/clienten", {"json": {**CLIENT, "bsn": BSN_2}}),
        (201, 201, 403, 403, 403),
    ),
    ("get /v1/clienten/{id}", lambda s: ("GET", f"/v1/clienten/{s.client}", {}), (200, 404, 403, 403, 403)),
    (
        "get /v1/clienten/{id}/dossier",
        lambda s: ("GET", f"/v1/clienten/{s.client}/dossier", {}),
        (200, 404, 403, 403, 403),
    ),
    (
        "put /v1/clienten/{id}",
        lambda s: ("PUT", f"/v1/clienten/{s.client}", {"json": CLIENT}),
        (200, 404, 403, 403, 403),
    ),
    (
        "post /v1/clienten/zoek",
        lambda s: ("POST", "/v1/clienten/zoek", {"json": {"bsn": BSN}}),
        (200, 200, 403, 403, 403),
    ),
    ("get /v1/toewijzingen", lambda s: ("GET", "/v1/toewijzingen", {}), (200, 200, 403, 403, 403)),
    ("get /v1/overrules", lambda s: ("GET", f"/v1/overrules?clientId={s.client}", {}), (200, 200, 403, 403, 403)),
    ("get /v1/declaraties", lambda s: ("GET", "/v1/declaraties", {}), (200, 200, 200, 200, 200)),
    ("get /v1/declaraties/{id}", lambda s: ("GET", f"/v1/declaraties/{s.wmo323}", {}), (200, 404, 200, 404, 200)),
    ("get /v1/declaraties/totalen", lambda s: ("GET", "/v1/declaraties/totalen", {}), (200, 200, 200, 200, 200)),
    *(
        (
            f"get /v1/controlebladen/{{gemeente}}/{{nummer}}{form}",
            lambda s, form=form: ("GET", f"/v1/controlebladen/{VENLO}/{s.nummer}{form}", {}),
            (200, 404, 200, 404, 403),
        )
        for form in ("", "/csv", "/pdf")
    ),
    (
        "get /v1/prestaties",
        lambda s: ("GET", f"/v1/prestaties?toewijzingNummer={s.nummer}", {}),
        (200, 200, 200, 200, 200),
    ),
    ("get /v1/organisaties", lambda s: ("GET", "/v1/organisaties", {}), (200, 200, 200, 200, 200)),
    (
        "post /v1/toewijzingen",
        lambda s: (
            "POST",
            "/v1/toewijzingen",
            {"json": {**ASSIGNMENT, "clientId": s.client, "product": {"categorie": "02", "code": "02A03"}}},
        ),
        (201, 404, 403, 403, 403),
    ),
    (
        "get /v1/toewijzingen/{gemeente}/{nummer}",
        lambda s: ("GET", f"/v1/toewijzingen/0983/{s.nummer}", {}),
        (200, 403, 403, 403, 403),
    ),
    (
        "patch /v1/toewijzingen/{gemeente}/{nummer}",
        lambda s: ("PATCH", f"/v1/toewijzingen/0983/{s.nummer}", {"json": {"einddatum": "2024-11-30"}}),
        (200, 403, 403, 403, 403),
    ),
    (
        "post /v1/toewijzingen/controle",
        lambda s: ("POST", "/v1/toewijzingen/controle", {"json": {**ASSIGNMENT, "clientId": s.client}}),
        (200, 404, 403, 403, 403),
    ),
    (
        "post /v1/toewijzingen/{gemeente}/{nummer}/controle",
        lambda s: ("POST", f"/v1/toewijzingen/0983/{s.nummer}/controle", {"json": {"einddatum": "2024-11-30"}}),
        (200, 403, 403, 403, 403),
    ),
    (
        "post /v1/clienten/{id}/besluiten",
        lambda s: ("POST", f"/v1/clienten/{s.client}/besluiten", {"json": _decision(s)}),
        (201, 404, 403, 403, 403),
    ),
    (
        "post /v1/clienten/{id}/besluiten/controle",
        lambda s: ("POST", f"/v1/clienten/{s.client}/besluiten/controle", {"json": _decision(s)}),
        (200, 404, 403, 403, 403),
    ),
    (
        "post /v1/clienten/{id}/beeindiging/controle",
        lambda s: (
            "POST",
            f"/v1/clienten/{s.client}/beeindiging/controle",
            {"json": {"einddatum": "2024-06-30", "redenWijziging": "02"}},
        ),
        (200, 404, 403, 403, 403),
    ),
    (
        "post /v1/clienten/{id}/beeindiging",
        lambda s: (
            "POST",
            f"/v1/clienten/{s.client}/beeindiging",
            {"json": {"einddatum": "2024-06-30", "redenWijziging": "02"}},
        ),
        (201, 404, 403, 403, 403),
    ),
    ("get /v1/beleid", lambda s: ("GET", "/v1/beleid", {}), (404, 404, 403, 403, 403)),
    ("get /v1/tarieven", lambda s: ("GET", "/v1/tarieven", {}), (200, 200, 403, 403, 403)),
    ("get /v1/tarieven/csv", lambda s: ("GET", "/v1/tarieven/csv", {}), (200, 200, 403, 403, 403)),
    ("put /v1/tarieven/csv", lambda s: ("PUT", "/v1/tarieven/csv", _csv()), (200, 200, 403, 403, 403)),
    (
        "post /v1/tarieven/csv/controle",
        lambda s: ("POST", "/v1/tarieven/csv/controle", _csv()),
        (200, 200, 403, 403, 403),
    ),
    ("get /v1/contracten", lambda s: ("GET", "/v1/contracten", {}), (200, 200, 403, 403, 403)),
    (
        "put /v1/contracten",
        lambda s: ("PUT", "/v1/contracten", {"json": {"contracten": []}}),
        (409, 409, 403, 403, 403),
    ),
    ("get /v1/contracten/csv", lambda s: ("GET", "/v1/contracten/csv", {}), (200, 200, 403, 403, 403)),
    (
        "put /v1/contracten/csv",
        lambda s: ("PUT", "/v1/contracten/csv", _csv("aanbieder;segment;soort;vanaf;tot")),
        (409, 409, 403, 403, 403),
    ),
    (
        "post /v1/contracten/csv/controle",
        lambda s: ("POST", "/v1/contracten/csv/controle", _csv("aanbieder;segment;soort;vanaf;tot")),
        (409, 409, 403, 403, 403),
    ),
    ("post /v1/berichten", lambda s: ("POST", "/v1/berichten", _xml(start(s.nummer, "S2"))), (403, 403, 202, 403, 403)),
    ("get /v1/berichten", lambda s: ("GET", "/v1/berichten", {}), (200, 200, 200, 200, 200)),
    (
        "post /v1/berichten/{id}/beoordelen",
        lambda s: ("POST", f"/v1/berichten/{s.wmo305}/beoordelen", {}),
        (409, 404, 403, 403, 409),
    ),
    (
        "get /v1/voorbeelden/{gemeente}/{nummer}/{soort}",
        lambda s: ("GET", f"/v1/voorbeelden/0983/{s.nummer}/WMO307", {}),
        (200, 404, 200, 404, 403),
    ),
    ("get /v1/berichten/{id}", lambda s: ("GET", f"/v1/berichten/{s.wmo301}", {}), (200, 404, 200, 404, 200)),
    ("get /v1/berichten/{id}", lambda s: ("GET", f"/v1/berichten/{s.wmo305}", {}), (200, 404, 200, 404, 200)),
    ("get /v1/berichten/{id}", lambda s: ("GET", f"/v1/berichten/{s.wmo306}", {}), (200, 404, 200, 404, 200)),
    ("get /v1/berichten/{id}/xml", lambda s: ("GET", f"/v1/berichten/{s.wmo301}/xml", {}), (200, 404, 200, 404, 403)),
    ("get /v1/berichten/{id}/xml", lambda s: ("GET", f"/v1/berichten/{s.wmo305}/xml", {}), (200, 404, 200, 404, 403)),
    ("get /v1/berichten/{id}/xml", lambda s: ("GET", f"/v1/berichten/{s.wmo306}/xml", {}), (200, 404, 200, 404, 403)),
    (
        "get /v1/berichten/{id}/rapport",
        lambda s: ("GET", f"/v1/berichten/{s.wmo305}/rapport", {}),
        (200, 404, 200, 404, 200),
    ),
    ("get /v1/postvak", lambda s: ("GET", "/v1/postvak", {}), (200, 200, 200, 200, 403)),
    (
        "post /v1/postvak/{id}/ontvangen",
        lambda s: ("POST", f"/v1/postvak/{s.wmo306}/ontvangen", {}),
        (404, 404, 204, 404, 403),
    ),
    (
        "post /v1/postvak/{id}/ontvangen",
        lambda s: ("POST", f"/v1/postvak/{s.wmo305}/ontvangen", {}),
        (204, 404, 404, 404, 403),
    ),
    (
        "post /v1/postvak/ontvangen",
        lambda s: ("POST", "/v1/postvak/ontvangen", {"json": {"berichtIds": [s.wmo306]}}),
        (200, 200, 200, 200, 403),
    ),
    ("get /v1/onbeantwoord", lambda s: ("GET", "/v1/onbeantwoord?sinds=2024-01-01", {}), (403, 403, 403, 403, 200)),
    ("get /v1/leveringen", lambda s: ("GET", "/v1/leveringen", {}), (403, 403, 403, 403, 200)),
    (
        "post /v1/leveringen/opnieuw",
        lambda s: ("POST", "/v1/leveringen/opnieuw", {"json": {"sinds": "2024-01-01T00:00:00Z", "ontvanger": ZORG}}),
        (403, 403, 200, 403, 200),
    ),
    (
        "post /v1/leveringen/{id}/opnieuw",
        lambda s: ("POST", f"/v1/leveringen/{s.wmo305}/opnieuw", {}),
        (403, 403, 403, 403, 200),
    ),
    ("get /v1/signalen", lambda s: ("GET", f"/v1/signalen?toewijzingNummer={s.nummer}", {}), (200, 200, 403, 403, 403)),
    ("get /v1/signalen/{id}", lambda s: ("GET", f"/v1/signalen/{s.signal}", {}), (200, 404, 403, 403, 403)),
    (
        "post /v1/signalen/{id}/afhandelen",
        lambda s: ("POST", f"/v1/signalen/{s.signal}/afhandelen", {"json": {"notitie": "Gezien."}}),
        (200, 404, 403, 403, 403),
    ),
    ("get /v1/verzoeken", lambda s: ("GET", "/v1/verzoeken", {}), (200, 200, 200, 200, 403)),
    ("get /v1/verzoeken/{id}", lambda s: ("GET", f"/v1/verzoeken/{s.request}", {}), (200, 404, 200, 404, 403)),
    (
        "post /v1/verzoeken/{id}/toekennen/controle",
        lambda s: ("POST", f"/v1/verzoeken/{s.request}/toekennen/controle", {"json": {}}),
        (200, 404, 403, 403, 403),
    ),
    (
        "post /v1/verzoeken/{id}/onderzoeken",
        lambda s: ("POST", f"/v1/verzoeken/{s.request}/onderzoeken", {"json": {}}),
        (201, 404, 403, 403, 403),
    ),
    (
        "post /v1/verzoeken/{id}/toekennen",
        lambda s: ("POST", f"/v1/verzoeken/{s.request}/toekennen", {"json": {}}),
        (201, 404, 403, 403, 403),
    ),
    (
        "post /v1/verzoeken/{id}/afwijzen",
        lambda s: ("POST", f"/v1/verzoeken/{s.another_request}/afwijzen", {"json": {"reden": "7"}}),
        (201, 404, 403, 403, 403),
    ),
    ("get /v1/indicatoren", lambda s: ("GET", "/v1/indicatoren?jaar=2024", {}), (200, 200, 200, 200, 403)),
    ("get /v1/indicatoren/csv", lambda s: ("GET", "/v1/indicatoren/csv?jaar=2024", {}), (200, 200, 200, 200, 403)),
    ("get /v1/indicatoren/xlsx", lambda s: ("GET", "/v1/indicatoren/xlsx?jaar=2024", {}), (200, 200, 200, 200, 403)),
    (
        "get /v1/indicatoren/svg",
        lambda s: ("GET", "/v1/indicatoren/svg?jaar=2024&indicator=late-start", {}),
        (200, 200, 200, 200, 403),
    ),
    (
        "get /v1/indicatoren/{indicator}/gevallen",
        lambda s: ("GET", "/v1/indicatoren/late-start/gevallen?jaar=2024", {}),
        (200, 200, 403, 403, 403),
    ),
    ("get /v1/inzages", lambda s: ("GET", f"/v1/inzages?clientId={s.client}", {}), (200, 200, 403, 403, 403)),
    ("get /v1/attenderingen", lambda s: ("GET", "/v1/attenderingen", {}), (200, 200, 200, 200, 200)),
    ("get /v1/attenderingsadressen", lambda s: ("GET", "/v1/attenderingsadressen", {}), (200, 200, 200, 200, 200)),
    (
        "post /v1/attenderingsadressen",
        lambda s: ("POST", "/v1/attenderingsadressen", {"json": {"url": "https://backoffice.example/iwmo"}}),
        (201, 201, 201, 201, 201),
    ),
    (
        "delete /v1/attenderingsadressen/{id}",
        lambda s: ("DELETE", f"/v1/attenderingsadressen/{s.wmo301}", {}),
        (404, 404, 404, 404, 404),
    ),
    (
        "post /v1/attenderingsadressen/{id}/geheim",
        lambda s: ("POST", f"/v1/attenderingsadressen/{s.wmo301}/geheim", {}),
        (404, 404, 404, 404, 404),
    ),
    (
        "post /v1/attenderingsadressen/{id}/proef",
        lambda s: ("POST", f"/v1/attenderingsadressen/{s.wmo301}/proef", {}),
        (404, 404, 404, 404, 404),
    ),
    ("get /metrics", lambda s: ("GET", "/metrics", {}), (403, 403, 403, 403, 200)),
    ("post /v1/validaties", lambda s: ("POST", "/v1/validaties", _xml(start(1, "S2"))), (200, 200, 200, 200, 200)),
]
