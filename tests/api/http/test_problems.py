"""Every refusal is a problem document in Dutch: what is wrong, where, with which value, and what to do."""

import asyncio
import json
import re
from importlib.metadata import version
from typing import Any

import asyncpg
import pytest

from gateway.api.routes.monitoring import health
from gateway.app import VERSION
from gateway.messages.write import serialise
from gateway.store.db import database
from tests.support.api.application import Api
from tests.support.api.parties import ASSIGNMENT, CLIENT, Caller, problem, start
from tests.support.exchange.workers import until
from tests.support.messages.messages import BSN, BSN_2, wmo301
from tests.support.store.key_ring import vault

ENGLISH = (" or ", " is not ", " should ", " must ", "error", "Error", "invalid", "expected", "Input", "field")


async def sent(partij: Caller, method: str, path: str, body: Any = None) -> dict[str, Any]:
    """Return the problem in the response, whatever its status, checked for what holds for all of them."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    response = await partij.http.request(method, path, content=content if body is not None else b"", headers=headers)
    found = problem(response, response.status_code)
    assert found["status"] < 500, found
    for word in ENGLISH:
        assert word not in found["detail"], found["detail"]
    assert "^[" not in found["detail"], "a pattern is no Dutch"
    return found


CLIENTEN: list[tuple[Any, str, str]] = [
    (b"", "ongeldige-aanvraag", "ontbreekt"),
    (b"{", "ongeldige-aanvraag", "geen geldige JSON (bij teken 1)"),
    (b"\xff", "ongeldige-aanvraag", "UTF-8"),
    (b"[" * 100_000, "ongeldige-aanvraag", "JSON"),
    (b"[]", "ongeldige-aanvraag", "object"),
    (b"null", "ongeldige-aanvraag", "object"),
    ({"bsn": 999900006}, "bsn-ontbreekt", "tussen aanhalingstekens"),
    ({**CLIENT, "bsn": "999900007"}, "regels-geschonden", "afgekeurd"),
    ({**CLIENT, "bsn": "1"}, "schema-ongeldig", "afgekeurd"),
    ({**CLIENT, "bsn": BSN, "geslaght": "1"}, "gegevens-onvolledig", "WMO301"),
    ({**CLIENT, "bsn": BSN, "commentaar": "a\0b"}, "gegevens-onvolledig", "WMO301"),
    ({**CLIENT, "bsn": BSN, "commentaar": "\ud800"}, "gegevens-onvolledig", "WMO301"),
    ({**CLIENT, "bsn": BSN, "\ud800": "x"}, "gegevens-onvolledig", "WMO301"),
    ({**CLIENT, "bsn": BSN, "toegewezenProducten": []}, "onbekend-veld", "toegewezenProducten"),
    ({**CLIENT, "bsn": BSN, "contactgegevens": []}, "schema-ongeldig", "afgekeurd"),
]


async def test_a_client_that_cannot_be(venlo: Caller) -> None:
    for body, soort, noemt in CLIENTEN:
        found = await sent(venlo, "POST", "/v1/clienten", body)
        assert found["type"].rpartition(":")[2] == soort, (body, found)
        assert noemt in found["detail"], (body, found)


ASSIGNMENTS: list[tuple[dict[str, Any], str]] = [
    ({"aanbieder": "1"}, 'aanbieder moet acht cijfers zijn; gegeven is "1"'),
    ({"gemeente": "983"}, 'gemeente moet vier cijfers zijn; gegeven is "983"'),
    ({"aanbieder": "12345678"}, "Aanbieder 12345678 is niet aangesloten"),
    ({"clientId": "x"}, 'clientId moet een id (UUID) zijn; gegeven is "x"'),
    ({"ingangsdatum": "2024-13-01"}, 'gegeven is "2024-13-01"'),
    ({"einddatum": "2023-01-01"}, "einddatum 2023-01-01 ligt voor ingangsdatum 2024-01-01."),
    (
        {"omvang": {"volume": -1, "eenheid": "01", "frequentie": "4"}},
        'omvang.volume moet minstens 0 zijn; gegeven is "-1"',
    ),
    ({"omvang": {"volume": True, "eenheid": "01", "frequentie": "4"}}, "omvang.volume moet een geheel getal zijn"),
    ({"omvang": {"volume": 1, "eenheid": "99", "frequentie": "4"}}, "'83' of '84'"),
    ({"product": {"categorie": "99"}}, "product.categorie"),
    ({"budget": float("nan")}, "budget"),
    ({"foo": 1}, "foo is een onbekend veld"),
    ({"referentieAanbieder": "x" * 37}, "hoogstens 36 tekens"),
    ({"commentaar": ""}, "commentaar is te kort"),
    ({"commentaar": "a\0b"}, "commentaar bevat teken U+0000"),
    ({"commentaar": "\x01"}, "commentaar bevat teken U+0001"),
    ({"commentaar": "\ud800"}, "commentaar bevat een half teken"),
    ({"referentieAanbieder": "\0"}, "referentieAanbieder bevat teken U+0000"),
    ({"product": {"categorie": "02", "code": "0\ud800"}}, "product.code bevat een half teken"),
    ({"\ud800": 1}, "een half teken"),
    ({"clientId": BSN}, '"******006"'),
]


async def test_an_assignment_that_cannot_be(venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    for changes, noemt in ASSIGNMENTS:
        found = await sent(venlo, "POST", "/v1/toewijzingen", {**ASSIGNMENT, "clientId": client, **changes})
        assert found["status"] == 400, (changes, found)
        assert noemt in found["detail"], (changes, found)
    assert await zorg.mailbox() == []


ADRESSEN: list[tuple[str, str, int, str]] = [
    ("GET", "/v1/nope", 404, "zie /docs"),
    ("GET", "/v1/postvak/", 404, "zie /docs"),
    ("DELETE", "/v1/postvak", 405, "zie /docs"),
    ("GET", "/v1/postvak?na=-1", 400, 'bladzijde ervoor zijn; gegeven is "-1"'),
    ("GET", "/v1/postvak?na=99999999999999999999999", 400, "na moet de tekst uit 'volgende'"),
    ("GET", "/v1/postvak?aantal=1000", 400, "aantal mag hoogstens 100 zijn"),
    ("GET", "/v1/berichten/xyz", 400, 'id moet een id (UUID) zijn; gegeven is "xyz"'),
    ("GET", f"/v1/clienten/{BSN}", 400, '"******006"'),
    ("GET", "/v1/clienten/%00", 400, "id moet een id (UUID) zijn"),
    ("GET", "/v1/toewijzingen/0983/77", 404, "Gemeente 0983 heeft geen toewijzing 77."),
    ("GET", "/v1/toewijzingen/0983/1000000000", 400, "nummer mag hoogstens 999999999 zijn"),
    ("GET", "/v1/toewijzingen/983/1", 400, "gemeente moet vier cijfers zijn"),
    ("GET", "/v1/toewijzingen/%D9%A0%D9%A9%D9%A8%D9%A3/1", 400, "gemeente moet vier cijfers zijn"),
]


async def test_an_address_that_cannot_be(venlo: Caller) -> None:
    for method, path, status, noemt in ADRESSEN:
        found = await sent(venlo, method, path)
        assert found["status"] == status, (path, found)
        assert noemt in found["detail"], (path, found)


GOED = serialise(start(1, "S1"))
MESSAGES: list[tuple[bytes, str, str]] = [
    (b"", "xml-leeg", "leeg"),
    (b"<a>", "xml-niet-welgevormd", "regel 1"),
    (GOED[:-20], "xml-niet-welgevormd", "regel"),
    (b"<a/>", "xml-namespace", "iWmo 3.2"),
    (GOED.replace(b"3_2/wmo305", b"3_1/wmo305"), "xml-release", "3.1"),
    (b"<!DOCTYPE a>" + GOED, "xml-doctype", "DOCTYPE"),
    (GOED.replace(b"UTF-8", b"UTF-16"), "xml-codering", "UTF-16"),
    (GOED.replace(b">418<", b">420<"), "xml-berichtcode", "WMO307"),
    (GOED + b"\0", "xml-nul", "NUL"),
    (GOED.replace(BSN.encode(), b"99990000A"), "schema-ongeldig", "geen retourbericht"),
    (GOED.replace(b"2024-02-01", b"2024-02-31"), "schema-ongeldig", "geen retourbericht"),
    (serialise(wmo301()), "bericht-niet-ondersteund", "WMO305"),
]


async def test_a_message_that_fails_level_1_gets_no_return_message_but_is_on_record(api: Api, zorg: Caller) -> None:
    for data, soort, noemt in MESSAGES:
        found = await zorg.refused(data)
        assert found["type"].rpartition(":")[2] == soort, found
        assert noemt in found["detail"], found
        assert BSN not in str(found)
    assert await zorg.mailbox() == []
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten") == 0
        rows = await tx.fetch("select organisatie, omvang, probleem from weigeringen order by id")
    assert [(row["organisatie"], row["omvang"]) for row in rows] == [(zorg.code, len(data)) for data, _, _ in MESSAGES]
    assert [row["probleem"]["soort"] for row in rows] == [soort for _, soort, _ in MESSAGES]


async def test_every_fault_of_a_schema_is_shown_with_place_value_and_what_to_do(zorg: Caller) -> None:
    fault = GOED.replace(b"2024-02-01", b"2024-02-31").replace(b">1</wmo305:Geslacht>", b">7</wmo305:Geslacht>")
    findings = (await zorg.refused(fault))["bevindingen"]
    assert len(findings) == 2
    for each in findings:
        assert (each["code"], each["level"], each["severity"]) == ("XSD", 1, "afkeur")
        assert each["path"].startswith("/wmo305:Bericht/")
        assert each["line"] > 1
        assert each["text"]
        assert each["remedy"]
    assert "7" in findings[0]["text"]
    assert "2024-02-31" in findings[1]["text"]


async def test_a_database_that_is_away_is_said_to_be_and_the_request_may_be_repeated(api: Api, zorg: Caller) -> None:
    await zorg.mailbox()
    await api.gateway.db.close()
    response = await zorg.send(start(1, "S1"))
    found = problem(response, 503, "database-niet-beschikbaar")
    assert "herhaal" in found["detail"]
    assert response.headers["retry-after"] == "5"
    assert (await zorg.http.get("/health/ready")).status_code == 503
    assert (await zorg.http.get("/health/live")).status_code == 200
    api.app.state.gateway = api.gateway.__class__(
        await database.Database.connect(api.dsn, vault=vault()), api.gateway.schemas, now=api.clock
    )
    assert (await zorg.send(start(1, "S1"))).status_code == 202
    assert (await zorg.http.get("/health/ready")).status_code == 200
    await api.gateway.db.close()


async def test_a_database_that_says_nothing_is_not_waited_for_by_who_watches(
    api: Api, venlo: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "DATABASE_TIMEOUT_S", 0.1)
    holder = await asyncpg.connect(api.dsn)
    async with holder.transaction():
        await holder.execute("lock table alembic_version in access exclusive mode")
        for _ in range(3):
            problem(await venlo.http.get("/health/ready"), 503, "database-niet-beschikbaar")
        waiting = "select count(*) from pg_locks where not granted and relation = 'alembic_version'::regclass"
        assert await holder.fetchval(waiting) == 1, "who keeps asking keeps one connection"
    await api.app.state.looking
    assert (await venlo.http.get("/health/ready")).status_code == 200
    await holder.execute("update alembic_version set version_num = '0001'")
    assert "0001" in problem(await venlo.http.get("/health/ready"), 503, "database-schema")["detail"]
    await holder.execute("drop table alembic_version")
    problem(await venlo.http.get("/health/ready"), 503, "database-niet-beschikbaar")
    await holder.close()


async def test_a_ring_that_lacks_a_key_is_said_to_and_what_it_closed_can_be_asked_for_again(
    api: Api, venlo: Caller
) -> None:
    client = await venlo.register()
    keeper = api.gateway.vault
    assert keeper is not None
    keeper.ring, ours = keeper.ring.with_new_key(), keeper.ring
    other = await venlo.register(bsn=BSN_2)
    async with api.gateway.db.transaction() as tx:
        await tx.execute(
            "insert into sleutelring (naam, vingerafdruk) values ('2', $1)", keeper.ring.fingerprints()["2"]
        )
    assert (await venlo.http.get("/health/ready")).status_code == 200
    keeper.ring = ours
    assert "sleutel 2" in problem(await venlo.http.get("/health/ready"), 503, "sleutel-ontbreekt")["detail"]
    response = await venlo.http.get(f"/v1/clienten/{other}")
    assert "logboek" in problem(response, 503, "niet-te-ontsleutelen")["detail"]
    assert response.headers["retry-after"] == "60"
    assert (await venlo.http.get(f"/v1/clienten/{client}")).status_code == 200


async def test_whose_query_the_database_broke_off_may_try_again(api: Api, venlo: Caller) -> None:
    waiting = "select count(*) from pg_locks where not granted and relation = 'leveringen'::regclass"
    holder = await asyncpg.connect(api.dsn)

    async def asked() -> bool:
        return bool(await holder.fetchval(waiting))

    async with holder.transaction():
        await holder.execute("lock table leveringen in access exclusive mode")
        asking = asyncio.create_task(venlo.http.get("/v1/postvak"))
        await until(asked)
        await holder.execute(f"select pg_cancel_backend(pid) {waiting.removeprefix('select count(*)')}")
        problem(await asking, 503, "database-niet-beschikbaar")
    await holder.close()


async def test_what_nobody_foresaw_is_a_problem_document_too(api: Api, zorg: Caller) -> None:
    del api.app.state.doors
    response = await zorg.http.get("/v1/postvak", headers={"x-request-id": "onvoorzien-1"})
    assert "beheerder" in problem(response, 500, "onverwachte-fout")["detail"]
    assert (response.headers["x-request-id"], response.headers["api-version"]) == ("onvoorzien-1", VERSION)


def test_the_version_is_that_of_the_package_spelled_as_semantic_versioning_does():
    assert re.fullmatch(r"\d+\.\d+\.\d+(-rc\.\d+)?", VERSION)
    assert VERSION.replace("-rc.", "rc") == version("iwmo-gateway")


async def test_every_response_names_the_version_of_the_api(venlo: Caller) -> None:
    for path in ("/v1/postvak", "/v1/nope", "/health/live", "/openapi.json"):
        assert (await venlo.http.get(path)).headers["api-version"] == VERSION
