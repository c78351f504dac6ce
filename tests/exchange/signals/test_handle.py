"""Signals as a municipality lists and handles them; a note stays with the municipality."""

import asyncio
from uuid import uuid4

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, Caller, problem
from tests.support.exchange.signals import MARCH, START, answer_all, handle, list_signals, op, refreshed, report_start


@pytest.fixture
async def nummer(venlo: Caller) -> int:
    """An assignment from 4 March, decided on the 1st, without a policy."""
    found: int = (await venlo.assign(await venlo.register(), **MARCH))["toewijzingNummer"]
    return found


async def test_handling_again_changes_nothing(api: Api, venlo: Caller, nummer: int) -> None:
    await op(api, "2024-03-12")
    id = (await list_signals(venlo, code="NL-805"))[0]["signaalId"]
    done = await handle(venlo, id, notitie="Gebeld.")
    assert done["afgehandeldDoor"] == VENLO
    api.clock.advance(days=1)
    assert await handle(venlo, id, notitie="Gebeld.") == done
    for body in ({"notitie": "Niet gebeld."}, {"notitie": "Gebeld.", "consulent": "J. de Proef"}):
        answer = await venlo.http.post(f"/v1/signalen/{id}/afhandelen", json=body)
        said = problem(answer, 409, "al-afgehandeld")
        assert "gebeld" not in said["detail"].lower()
    assert (await venlo.http.get(f"/v1/signalen/{id}")).json() == done


async def test_what_has_lapsed_can_not_be_handled(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    await op(api, "2024-03-07")
    await answer_all(zorg, api)
    await op(api, "2024-03-07")
    [signal] = await list_signals(venlo)
    answer = await venlo.http.post(f"/v1/signalen/{signal['signaalId']}/afhandelen", json={"notitie": "x"})
    problem(answer, 409, "signaal-vervallen")


async def test_nobody_sees_another_municipalitys(api: Api, venlo: Caller, nummer: int) -> None:
    venray = await api.caller(VENRAY)
    await op(api, "2024-03-12")
    assert await list_signals(venray) == []
    id = (await list_signals(venlo))[0]["signaalId"]
    for unknown in (id, str(uuid4())):
        problem(await venray.http.get(f"/v1/signalen/{unknown}"), 404, "signaal-onbekend")
        answer = await venray.http.post(f"/v1/signalen/{unknown}/afhandelen", json={"notitie": "x"})
        problem(answer, 404, "signaal-onbekend")
    assert {each["status"] for each in await list_signals(venlo)} == {"open"}


async def test_a_note_stays_with_the_municipality(
    api: Api, venlo: Caller, zorg: Caller, nummer: int, capfd: pytest.CaptureFixture[str]
) -> None:
    await op(api, "2024-03-12")
    notitie = "Mevrouw Proefpersoon is verhuisd."
    for each in await list_signals(venlo):
        await handle(venlo, each["signaalId"], notitie=notitie, consulent="J. de Proef")
        again = await venlo.http.post(f"/v1/signalen/{each['signaalId']}/afhandelen", json={"notitie": "Iets anders."})
        assert "Proef" not in again.text
        assert "Proef" not in (await zorg.http.get(f"/v1/signalen/{each['signaalId']}")).text
    await refreshed(api.gateway, full=True)
    assert "Proef" not in "".join(capfd.readouterr())
    async with api.gateway.db.reading() as tx:
        rows = await tx.fetch("select gegevens::text as t from signaal_gebeurtenissen")
        kept = await tx.fetch("select (notitie).sleutel as sleutel, (notitie).inhoud as inhoud from signalen")
    assert [each["sleutel"] for each in kept] == [-1, -1]
    assert not [each for each in kept if b"verhuisd" in each["inhoud"]]
    assert len(rows) == 4
    assert not [row for row in rows if "verhuisd" in row["t"]]


async def test_handling_and_lapsing_at_the_same_moment(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    await answer_all(zorg, api)
    for beurt in range(4):
        await op(api, "2024-03-12")
        [signal] = await list_signals(venlo, status="open")
        await report_start(zorg, api, nummer, f"S{beurt}", **START)
        url = f"/v1/signalen/{signal['signaalId']}/afhandelen"
        answers = await asyncio.gather(
            *(venlo.http.post(url, json={"notitie": "Gezien."}) for _ in range(2)),
            refreshed(api.gateway),
            venlo.http.post(url, json={"notitie": "Gezien."}),
        )
        after = (await venlo.http.get(f"/v1/signalen/{signal['signaalId']}")).json()
        assert after["vervallenOp"] is not None
        statuses = {each.status_code for each in answers if not isinstance(each, tuple)}
        assert statuses == ({200} if after["status"] == "afgehandeld" else {409})
        expected = (
            ["ontstaan", "afgehandeld", "vervallen"] if after["status"] == "afgehandeld" else ["ontstaan", "vervallen"]
        )
        assert [each["soort"] for each in after["gebeurtenissen"]] == expected
        await report_start(zorg, api, nummer, f"T{beurt}", **START, status_aanlevering="3")
