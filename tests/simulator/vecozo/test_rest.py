"""A provider's software pushes, pulls and follows messages at the simulated VECOZO, by its OpenAPI documents."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import pytest

from gateway.messages.kinds.start import Wmo305
from gateway.messages.read import read
from gateway.simulator.mishaps import Storing
from gateway.simulator.simulator import Simulator
from gateway.simulator.vecozo.rest import PULL_PATH, PUSH_PATH, STATUS_PATH, UNPROCESSABLE
from gateway.standard.vecozo.payloads import content_of
from gateway.standard.xml.parse import parse
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.exchange.at_vecozo import AtVecozo, metadata_for
from tests.support.exchange.simulated import a_scenario, a_simulator, calm, course
from tests.support.messages.messages import xml

WMO305 = start(1, "S1")
PULLED: Mapping[str, Any] = {"partijen": {VENLO: {}, ZORG: {"vecozo": True}}}


@asynccontextmanager
async def at_vecozo(**scenario: Any) -> AsyncIterator[tuple[Simulator, AtVecozo]]:
    async with (
        a_simulator(a_scenario(**{**PULLED, **scenario})) as simulator,
        httpx.AsyncClient(base_url=simulator.url, trust_env=False) as http,
    ):
        yield simulator, AtVecozo(http)


async def test_a_start_goes_out_and_its_answer_waits_until_it_is_confirmed() -> None:
    async with at_vecozo() as (simulator, vecozo):
        sent = await vecozo.send(WMO305)
        await calm(simulator)
        assert [type(each) for each in simulator.software[VENLO].got] == [Wmo305]
        assert await vecozo.status(sent) == ("Bezorgd", [])
        [item] = await vecozo.waiting()
        names, route = item["referentiegegevens"], item["routeringgegevens"]
        assert (names["conversatieId"], names["alsAntwoordOp"]) == (sent, sent)
        assert (route["afzender"], route["berichtstroom"]["berichtsubtype"]) == (
            {"rol": "Gemeente", "code": VENLO},
            "WMO306",
        )
        fetched, told = await vecozo.payload(names["traceerId"]), item["basisgegevens"]["payload"]
        assert told["url"].endswith(f"{PULL_PATH}/berichten/{names['traceerId']}/payload")
        assert told["grootte"] == len(fetched.content)
        assert told["checksum"]["waarde"] == hashlib.sha256(fetched.content).hexdigest()
        assert read(parse(content_of(fetched.content))).soort.name == "WMO306"
        assert await vecozo.status(names["traceerId"]) == ("WordtAangeboden", [])
        assert await vecozo.confirm(names["traceerId"]) == 202
        assert await vecozo.confirm(names["traceerId"]) == 404
        assert (await vecozo.payload(names["traceerId"])).status_code == 404
        assert await vecozo.waiting() == []
        found = await vecozo.statuses(conversatieId=sent)
        assert [each["berichtstatus"] for each in found] == ["Bezorgd", "Bezorgd"]
        assert course(simulator, names["traceerId"]) == ["aangenomen", "aangeboden", "opgehaald", "bezorgd"]


async def test_what_waits_is_searched() -> None:
    async with at_vecozo() as (simulator, vecozo):
        sent = [await vecozo.send(start(1, each)) for each in ("S1", "S2")]
        await calm(simulator)
        assert len(await vecozo.waiting(limit=1)) == 1
        for search, number in (
            ({"zoekpadType": "ZoekpadOpBerichtstroom", "berichttype": "WMO"}, 2),
            ({"zoekpadType": "ZoekpadOpBerichtstroom", "berichttype": "WMO", "berichtsubtype": "WMO308"}, 0),
            ({"zoekpadType": "ZoekpadOpBerichtstroom", "berichttype": "WMO", "geadresseerdeCode": ZORG}, 2),
            ({"zoekpadType": "ZoekpadOpConversatieId", "conversatieId": sent[0]}, 1),
            ({"zoekpadType": "ZoekpadOpAlsAntwoordOp", "alsAntwoordOp": sent[1]}, 1),
            ({"zoekpadType": "ZoekpadOpAlsAntwoordOp", "alsAntwoordOp": str(uuid4())}, 0),
        ):
            response = await vecozo.http.post(f"{PULL_PATH}/berichten/zoeken", json=search)
            assert len(response.json()) == number, search


async def test_what_is_asked_wrongly_is_told() -> None:
    good = metadata_for(WMO305)
    async with at_vecozo() as (_, vecozo):
        for metadata in ("x", {}, {**good, "meer": 1}, {**good, "referentiegegevens": {"traceerId": "1"}}):
            response = await vecozo.push(metadata, xml(WMO305))
            assert (response.status_code, bool(response.json()["errors"])) == (400, True)
        assert (await vecozo.http.post(f"{PUSH_PATH}/berichten", data={"payload": "x"})).status_code == 400
        for path in (
            *(f"{PULL_PATH}/berichten?limit=0", f"{PULL_PATH}/berichten?limit=251"),
            *(f"{STATUS_PATH}/berichtstatussen", f"{STATUS_PATH}/berichtstatussen?traceerId=1"),
            f"{STATUS_PATH}/berichtstatussen?traceerId={uuid4()}&conversatieId={uuid4()}",
        ):
            response = await vecozo.http.get(path)
            assert (response.status_code, bool(response.json()["errors"])) == (400, True), path
        refused = await vecozo.http.post(f"{PULL_PATH}/berichten/zoeken", json={"zoekpadType": "Anders"})
        assert refused.status_code == 400


@pytest.mark.parametrize(("wat", "status"), [("druk", 429), ("onbereikbaar", 503)])
async def test_no_request_is_taken_when_it_is_busy(wat: str, status: int) -> None:
    rules = [Storing.model_validate({"wat": wat, "bij": each, "seconden": 7}) for each in ("ontvangst", "ophalen")]
    async with at_vecozo(storingen=tuple(rules)) as (simulator, vecozo):
        asked = [
            await vecozo.push(metadata_for(WMO305), xml(WMO305)),
            await vecozo.http.get(f"{PULL_PATH}/berichten"),
            await vecozo.payload(str(uuid4())),
            await vecozo.http.delete(f"{PULL_PATH}/berichten/{uuid4()}"),
            await vecozo.http.get(f"{STATUS_PATH}/berichtstatussen?traceerId={uuid4()}"),
        ]
        assert {(each.status_code, each.headers["retry-after"]) for each in asked} == {(status, "7")}
        simulator.faults.clear()
        await vecozo.send(WMO305)


async def test_an_answer_that_is_lost_and_a_message_that_is_handed_in_again() -> None:
    lost = Storing.model_validate({"wat": "antwoord-kwijt", "keer": 1})
    async with at_vecozo(storingen=(lost,)) as (simulator, vecozo):
        metadata = metadata_for(WMO305)
        with pytest.raises(httpx.RemoteProtocolError):
            await vecozo.push(metadata, xml(WMO305))
        again = await vecozo.push(metadata, xml(WMO305))
        assert (again.status_code, list(again.json()["errors"])) == (UNPROCESSABLE, ["BRS114"])
        await calm(simulator)
        assert len(simulator.software[VENLO].got) == 1


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ({"wat": "fout", "code": "IB010"}, "AfgekeurdDoorDienst", "BRS04"),
        ({"wat": "fout", "code": "BRS12"}, "AfgekeurdDoorDienst", "BRS12"),
        ({"wat": "stilstand"}, "AfgekeurdDoorDienst", "IB023"),
        ({"wat": "verlies"}, "VerwerkingVoltooid", None),
    ],
)
async def test_what_goes_wrong_later_stands_in_the_status(fault: Any, status: str, code: str | None) -> None:
    async with at_vecozo(storingen=({**fault, "van": ZORG},)) as (simulator, vecozo):
        sent = await vecozo.send(WMO305)
        await calm(simulator)
        assert await vecozo.status(sent) == (status, [] if code is None else [code])


async def test_a_payload_that_is_gone_is_listed_and_not_there() -> None:
    async with at_vecozo(storingen=({"wat": "inhoud-weg", "naar": ZORG},)) as (simulator, vecozo):
        await vecozo.send(WMO305)
        await calm(simulator)
        [item] = await vecozo.waiting()
        assert (await vecozo.payload(item["referentiegegevens"]["traceerId"])).status_code == 404
        assert await vecozo.confirm(item["referentiegegevens"]["traceerId"]) == 202
