"""Who may do what: every route, for every kind of caller, on what is theirs and on what is not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from gateway.exchange.accounts import add
from gateway.messages.retour import compose
from gateway.messages.schrijven import serialise
from gateway.store import sleutels
from gateway.store.organisaties import Organisatie
from tests.support.api import Api
from tests.support.berichten import BSN_2
from tests.support.partijen import (
    BEHEER,
    CLIENT,
    THUIS,
    TOEWIJZING,
    VENLO,
    VENRAY,
    ZORG,
    Partij,
    met_kop,
    problem,
    start,
)
from tests.support.signalen import a_signal

CALLERS = (VENLO, VENRAY, ZORG, THUIS, BEHEER)


@dataclass
class Situation:
    """A client of Venlo with an assignment to ZORG, which reported a start: one message of each kind."""

    client: str
    nummer: int
    wmo301: str
    wmo305: str
    wmo306: str
    signaal: str


async def situation(api: Api, venlo: Partij, zorg: Partij) -> Situation:
    client = await venlo.schrijf_in()
    toewijzing = await venlo.ken_toe(client)
    receipt = await zorg.bied_aan(start(toewijzing["toewijzingNummer"], "S1"))
    assert receipt["oordeel"] == "goedgekeurd"
    signaal = await a_signal(api.gateway, toewijzing["toewijzingNummer"])
    return Situation(
        client,
        toewijzing["toewijzingNummer"],
        toewijzing["bericht"],
        receipt["id"],
        receipt["retourberichtId"],
        signaal,
    )


Request = Callable[[Situation], tuple[str, str, dict[str, Any]]]


def _xml(message: Any) -> dict[str, Any]:
    return {"content": serialise(message), "headers": {"content-type": "application/xml"}}


ROUTES: list[tuple[str, Request, tuple[int, int, int, int, int]]] = [
    # name, request, status for VENLO, VENRAY, ZORG, THUIS, BEHEER
    (
        "post /v1/clienten",
        lambda s: ("POST", "/v1/clienten", {"json": {**CLIENT, "bsn": BSN_2}}),
        (201, 201, 403, 403, 403),
    ),
    ("get /v1/clienten/{id}", lambda s: ("GET", f"/v1/clienten/{s.client}", {}), (200, 404, 403, 403, 403)),
    (
        "put /v1/clienten/{id}",
        lambda s: ("PUT", f"/v1/clienten/{s.client}", {"json": CLIENT}),
        (200, 404, 403, 403, 403),
    ),
    (
        "post /v1/toewijzingen",
        lambda s: (
            "POST",
            "/v1/toewijzingen",
            {"json": {**TOEWIJZING, "client": s.client, "product": {"categorie": "02", "code": "02A03"}}},
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
        lambda s: ("POST", "/v1/toewijzingen/controle", {"json": {**TOEWIJZING, "client": s.client}}),
        (200, 404, 403, 403, 403),
    ),
    (
        "post /v1/toewijzingen/{gemeente}/{nummer}/controle",
        lambda s: ("POST", f"/v1/toewijzingen/0983/{s.nummer}/controle", {"json": {"einddatum": "2024-11-30"}}),
        (200, 403, 403, 403, 403),
    ),
    ("get /v1/contracten", lambda s: ("GET", "/v1/contracten", {}), (200, 200, 403, 403, 403)),
    (
        "put /v1/contracten",
        lambda s: ("PUT", "/v1/contracten", {"json": {"contracten": []}}),
        (409, 409, 403, 403, 403),
    ),
    ("post /v1/berichten", lambda s: ("POST", "/v1/berichten", _xml(start(s.nummer, "S2"))), (403, 403, 202, 403, 403)),
    ("get /v1/berichten", lambda s: ("GET", "/v1/berichten?oordeel=geparkeerd", {}), (200, 200, 200, 200, 200)),
    (
        "post /v1/berichten/{id}/beoordelen",
        lambda s: ("POST", f"/v1/berichten/{s.wmo305}/beoordelen", {}),
        (409, 404, 403, 403, 409),
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
    ("get /v1/leveringen", lambda s: ("GET", "/v1/leveringen", {}), (403, 403, 403, 403, 200)),
    (
        "post /v1/leveringen/{id}/opnieuw",
        lambda s: ("POST", f"/v1/leveringen/{s.wmo305}/opnieuw", {}),
        (403, 403, 403, 403, 200),
    ),
    ("get /v1/signalen", lambda s: ("GET", f"/v1/signalen?toewijzing={s.nummer}", {}), (200, 200, 403, 403, 403)),
    ("get /v1/signalen/{id}", lambda s: ("GET", f"/v1/signalen/{s.signaal}", {}), (200, 404, 403, 403, 403)),
    (
        "post /v1/signalen/{id}/afhandelen",
        lambda s: ("POST", f"/v1/signalen/{s.signaal}/afhandelen", {"json": {"notitie": "Gezien."}}),
        (200, 404, 403, 403, 403),
    ),
    ("get /v1/inzages", lambda s: ("GET", f"/v1/inzages?client={s.client}", {}), (200, 200, 403, 403, 403)),
    ("get /metrics", lambda s: ("GET", "/metrics", {}), (403, 403, 403, 403, 200)),
    ("post /v1/validaties", lambda s: ("POST", "/v1/validaties", _xml(start(1, "S2"))), (200, 200, 200, 200, 200)),
]


@pytest.mark.parametrize(
    ("request_of", "expected"),
    [(request, expected) for _, request, expected in ROUTES],
    ids=[f"{name} {number}" for number, (name, _, _) in enumerate(ROUTES)],
)
async def test_each_caller_gets_what_is_theirs(
    api: Api, venlo: Partij, zorg: Partij, request_of: Request, expected: tuple[int, ...]
) -> None:
    method, path, options = request_of(await situation(api, venlo, zorg))
    for http in (api.http(), api.http("gw_onbekend")):
        async with http:
            response = await http.request(method, path, **options)
        assert response.headers["www-authenticate"] == "Bearer"
        problem(response, 401, "niet-aangemeld")
    bureau = await add(api.gateway, Organisatie("bureau", "intermediair", "Bureau"))
    async with api.http(bureau) as http:
        for namens in ({}, {"Namens": VENLO}, {"Namens": ZORG}):
            headers = {**options.get("headers", {}), **namens}
            # Without a mandate; with one, tests/e2e/test_intermediary.py.
            problem(await http.request(method, path, **{**options, "headers": headers}), 403)
    # Those who may not do it come first, so that nothing they do could make the difference.
    for code, status in sorted(zip(CALLERS, expected, strict=True), key=lambda pair: -pair[1]):
        response = await (await api.als(code)).http.request(method, path, **options)
        assert response.status_code == status, (code, response.text)
        if status >= 400:
            problem(response, status)


async def test_every_route_that_needs_a_key_is_tried_above(api: Api) -> None:
    open_to_all = {"get /health/live", "get /health/ready"}
    paths = api.app.openapi()["paths"]
    known = {f"{method} {path}" for path, methods in paths.items() for method in methods}
    assert known - open_to_all == {name for name, _, _ in ROUTES}


async def test_a_mailbox_shows_nothing_of_others(api: Api, venlo: Partij, zorg: Partij) -> None:
    situatie = await situation(api, venlo, zorg)
    assert [each["berichtId"] for each in await venlo.postvak()] == [situatie.wmo305]
    assert [each["berichtId"] for each in await zorg.postvak()] == [situatie.wmo301, situatie.wmo306]
    for code in (VENRAY, THUIS):
        assert await (await api.als(code)).postvak() == []


async def test_what_is_anothers_looks_as_if_it_did_not_exist(api: Api, venlo: Partij, zorg: Partij) -> None:
    situatie = await situation(api, venlo, zorg)
    venray, thuis = await api.als(VENRAY), await api.als(THUIS)
    for partij, path in (
        (venray, "/v1/clienten/{}"),
        (venray, "/v1/berichten/{}"),
        (thuis, "/v1/berichten/{}/xml"),
        (thuis, "/v1/berichten/{}/rapport"),
    ):
        ids = [situatie.client if "clienten" in path else situatie.wmo305, str(uuid4())]
        theirs, nobodys = [await partij.http.get(path.format(id)) for id in ids]
        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.text.replace(ids[0], "") == nobodys.text.replace(ids[1], "")


async def test_a_municipality_asks_for_itself_only(api: Api, venlo: Partij) -> None:
    client = await venlo.schrijf_in()
    venray = await api.als(VENRAY)
    for code in (VENLO, "9999"):
        response = await venray.http.post("/v1/toewijzingen", json={**TOEWIJZING, "client": client, "gemeente": code})
        assert code in problem(response, 403, "andere-gemeente")["detail"]


async def test_the_same_bsn_is_another_client_in_another_municipality(api: Api, venlo: Partij) -> None:
    venray = await api.als(VENRAY)
    van_venlo, van_venray = await venlo.schrijf_in(), await venray.schrijf_in()
    assert van_venlo != van_venray
    nummer = (await venlo.ken_toe(van_venlo))["toewijzingNummer"]
    problem(await venray.http.get(f"/v1/toewijzingen/{VENRAY}/{nummer}"), 404, "toewijzing-onbekend")

    zorg = await api.als(ZORG)
    nee = await zorg.bied_aan(start(nummer, "S1", ontvanger=VENRAY))
    assert await zorg.codes(nee["id"]) == ["TR019"], "an assignment of one municipality is none of another"


async def test_a_provider_cannot_start_on_the_assignment_of_another(api: Api, venlo: Partij) -> None:
    nummer = (await venlo.ken_toe(await venlo.schrijf_in()))["toewijzingNummer"]
    thuis = await api.als(THUIS)
    nee = await thuis.bied_aan(start(nummer, "S1", afzender=THUIS))
    assert await thuis.codes(nee["id"]) == ["TR019"]


async def test_an_answer_to_anothers_assignment_is_refused(api: Api, venlo: Partij, zorg: Partij) -> None:
    """A 302 of THUIS to a 301 that went to ZORG."""
    await venlo.ken_toe(await venlo.schrijf_in())
    [heen] = await zorg.haal_op()
    antwoord: Any = compose(heen, [], "R1", date(2024, 3, 1), None)
    thuis = await api.als(THUIS)
    weigering = await thuis.geweigerd(met_kop(antwoord, ontvanger=THUIS))
    assert weigering["type"].endswith("heenbericht-onbekend")
    assert await venlo.postvak() == []


async def test_a_municipality_that_is_not_here_is_said_so(zorg: Partij) -> None:
    weigering = await zorg.geweigerd(start(1, "S1", ontvanger="0363"))
    assert weigering["type"].endswith("gemeente-niet-aangesloten")
    assert "0363 (Amsterdam)" in weigering["detail"]


async def test_a_revoked_key_opens_nothing(api: Api, venlo: Partij) -> None:
    await venlo.postvak()
    async with api.gateway.db.transaction() as tx:
        assert await sleutels.revoke(tx, VENLO) == 1
    api.app.state.doors.known.clear()  # five seconds later
    problem(await venlo.http.get("/v1/postvak"), 401)


@pytest.mark.parametrize("value", ["Basic abc", "Bearer", "gw_x", "Bearer gw_é".encode(), "Bearer " + "x" * 5000])
async def test_a_key_that_is_none_is_refused(api: Api, value: str | bytes) -> None:
    async with api.http() as http:
        response = await http.get("/v1/postvak", headers=httpx.Headers({b"authorization": value}))  # type: ignore[dict-item]
    problem(response, 401, "niet-aangemeld")
