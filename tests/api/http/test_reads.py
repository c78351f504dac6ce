"""Whoever sees what is personal is on record, before seeing it: by NEN 7513 who, when, what, about whom and why."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from gateway.api.http.reads import NO_PERSONAL_DATA, PERSONAL_DATA_OF
from gateway.messages.write import serialise
from tests.e2e.routes import on_record
from tests.support.api.application import Api
from tests.support.api.document import operations
from tests.support.api.parties import ZORG, Caller, problem, start
from tests.support.messages.messages import BSN, BSN_2
from tests.support.store.postgres import execute


def test_every_route_says_whether_it_shows_what_is_personal() -> None:
    of_the_chain = {"POST /koppelvlakken/ggk"}
    assert operations() | of_the_chain == {*PERSONAL_DATA_OF, *NO_PERSONAL_DATA}
    assert not {*PERSONAL_DATA_OF} & {*NO_PERSONAL_DATA}


async def looks(partij: Caller, client: str, **query: Any) -> dict[str, Any]:
    response = await partij.http.get("/v1/inzages", params={"clientId": client, **query})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_who_tries_a_message_against_the_books_looks_at_the_client(venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    nummer = (await venlo.assign(client))["toewijzingNummer"]
    data, headers = serialise(start(nummer, "S1")), {"content-type": "application/xml"}
    for query in ("", "?tegenAdministratie=true"):
        response = await zorg.http.post(f"/v1/validaties{query}", content=data, headers=headers)
        assert response.status_code == 200
    seen = [each for each in (await looks(venlo, client))["inzages"] if each["organisatie"] == ZORG]
    assert [(each["soort"], each["actie"]) for each in seen] == [("proefbericht", "POST /v1/validaties")]


async def test_a_list_is_about_everybody_in_it(api: Api, venlo: Caller, zorg: Caller) -> None:
    from tests.support.exchange.signals import a_signal

    clients = [await venlo.register(bsn) for bsn in (BSN, BSN_2)]
    for client in clients:
        await a_signal(api.gateway, (await venlo.assign(client))["toewijzingNummer"])
    response = await venlo.http.get("/v1/signalen")
    assert {each["clientId"] for each in response.json()["signalen"]} == set(clients)
    assert set((await on_record(api))[-1]["clienten"]) == {UUID(each) for each in clients}


@pytest.mark.parametrize("doel", ["999900006", "x", "ü" * 81, "a\\b", "client 9"])
async def test_a_purpose_is_words(venlo: Caller, doel: str) -> None:
    client = await venlo.register()
    response = await venlo.http.get(f"/v1/clienten/{client}", headers={"doel": doel.encode("latin-1")})
    problem(response, 400, "doel-ongeldig")


async def test_what_is_no_id_goes_on_no_record(api: Api, venlo: Caller) -> None:
    for path in (f"/v1/clienten/{BSN}", f"/v1/toewijzingen/{BSN}/1", f"/v1/berichten/{BSN}/xml"):
        assert (await venlo.http.get(path)).status_code == 400
    rows = await on_record(api)
    assert [(row["onderwerp"], row["uitkomst"]) for row in rows] == [(None, "geweigerd")] * 3
    assert (await venlo.http.get(f"/v1/clienten/{uuid4()}")).status_code == 404
    assert [row["clienten"] for row in await on_record(api)] == [[]] * 4


async def test_what_cannot_be_put_on_record_is_not_shown(api: Api, venlo: Caller, dsn: str) -> None:
    client = await venlo.register()
    await execute(dsn, "alter table inzages rename to elders")
    response = await venlo.http.get(f"/v1/clienten/{client}")
    problem(response, 503, "inzage-niet-vastgelegd")
    assert "Proefpersoon" not in response.text
    assert response.headers["api-version"]
    await execute(dsn, "alter table elders rename to inzages")
    assert (await venlo.http.get(f"/v1/clienten/{client}")).status_code == 200


async def test_handing_in_a_message_is_no_look(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    before = len(await on_record(api))
    await zorg.submit(start(nummer, "S1"))
    assert len(await on_record(api)) == before


PURPOSES = ["cliëntgesprek", "coördinatie", "naïef, één keer (öok)", "gewoon"]


@pytest.mark.parametrize("coding", ["utf-8", "latin-1"])
@pytest.mark.parametrize("purpose", PURPOSES)
async def test_b12_a_purpose_is_read_as_it_was_written(api: Api, venlo: Caller, purpose: str, coding: str) -> None:
    client = await venlo.register()
    response = await venlo.http.get(f"/v1/clienten/{client}", headers={b"Doel": purpose.encode(coding)})
    assert response.status_code == 200, response.text
    assert (await on_record(api))[-1]["doel"] == purpose
    shown = (await venlo.http.get("/v1/inzages", params={"clientId": client})).json()["inzages"]
    assert purpose in [each["doel"] for each in shown]


async def test_b12_a_letter_and_its_accent_are_one(api: Api, venlo: Caller) -> None:
    client = await venlo.register()
    headers = {b"Doel": "clie\N{COMBINING DIAERESIS}nt".encode()}
    assert (await venlo.http.get(f"/v1/clienten/{client}", headers=headers)).status_code == 200
    assert (await on_record(api))[-1]["doel"] == "cliënt"


@pytest.mark.parametrize(
    ("purpose", "word"),
    [
        ("gesprek 3", "een cijfer"),
        ("999900006", "een cijfer"),
        ("gesprek €", "'€' (U+20AC)"),
        ("łódź", "'ł' (U+0142)"),
        ("a", "heeft 1 tekens"),
        ("a" * 81, "heeft 81 tekens"),
        ("wat\N{NO-BREAK SPACE}nu", "U+00A0"),
    ],
)
async def test_b12_a_purpose_that_cannot_be_is_told_which_letter_it_is(venlo: Caller, purpose: str, word: str) -> None:
    response = await venlo.http.get("/v1/signalen", headers={b"Doel": purpose.encode()})
    detail = problem(response, 400, "doel-ongeldig")["detail"]
    assert word in detail
    assert "999900006" not in detail
