"""Signals as a municipality lists and handles them; a note stays with the municipality."""

import asyncio
from uuid import uuid4

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, Partij, problem
from tests.support.exchange.signals import MAART, START, beantwoord, bijgewerkt, gestart, handel_af, op, signalen


@pytest.fixture
async def nummer(venlo: Partij) -> int:
    """An assignment from 4 March, decided on the 1st, without a policy."""
    found: int = (await venlo.ken_toe(await venlo.schrijf_in(), **MAART))["toewijzingNummer"]
    return found


async def test_handling_again_changes_nothing(api: Api, venlo: Partij, nummer: int) -> None:
    await op(api, "2024-03-12")
    id = (await signalen(venlo, code="NL-805"))[0]["id"]
    klaar = await handel_af(venlo, id, notitie="Gebeld.")
    assert klaar["afgehandeldDoor"] == VENLO
    api.klok.verder(days=1)
    assert await handel_af(venlo, id, notitie="Gebeld.") == klaar
    for body in ({"notitie": "Niet gebeld."}, {"notitie": "Gebeld.", "consulent": "J. de Proef"}):
        answer = await venlo.http.post(f"/v1/signalen/{id}/afhandelen", json=body)
        said = problem(answer, 409, "al-afgehandeld")
        assert "gebeld" not in said["detail"].lower()
    assert (await venlo.http.get(f"/v1/signalen/{id}")).json() == klaar


async def test_what_has_lapsed_can_not_be_handled(api: Api, venlo: Partij, zorg: Partij, nummer: int) -> None:
    await op(api, "2024-03-07")
    await beantwoord(zorg, api)
    await op(api, "2024-03-07")
    [signaal] = await signalen(venlo)
    answer = await venlo.http.post(f"/v1/signalen/{signaal['id']}/afhandelen", json={"notitie": "x"})
    problem(answer, 409, "signaal-vervallen")


async def test_nobody_sees_another_municipalitys(api: Api, venlo: Partij, nummer: int) -> None:
    venray = await api.als(VENRAY)
    await op(api, "2024-03-12")
    assert await signalen(venray) == []
    id = (await signalen(venlo))[0]["id"]
    for onbekend in (id, str(uuid4())):
        problem(await venray.http.get(f"/v1/signalen/{onbekend}"), 404, "signaal-onbekend")
        answer = await venray.http.post(f"/v1/signalen/{onbekend}/afhandelen", json={"notitie": "x"})
        problem(answer, 404, "signaal-onbekend")
    assert {each["status"] for each in await signalen(venlo)} == {"open"}


async def test_a_note_stays_with_the_municipality(
    api: Api, venlo: Partij, zorg: Partij, nummer: int, capfd: pytest.CaptureFixture[str]
) -> None:
    await op(api, "2024-03-12")
    notitie = "Mevrouw Proefpersoon is verhuisd."
    for each in await signalen(venlo):
        await handel_af(venlo, each["id"], notitie=notitie, consulent="J. de Proef")
        again = await venlo.http.post(f"/v1/signalen/{each['id']}/afhandelen", json={"notitie": "Iets anders."})
        assert "Proef" not in again.text
        assert "Proef" not in (await zorg.http.get(f"/v1/signalen/{each['id']}")).text
    await bijgewerkt(api.gateway, alles=True)
    assert "Proef" not in "".join(capfd.readouterr())
    async with api.gateway.db.reading() as tx:
        rows = await tx.fetch("select gegevens::text as t from signaal_gebeurtenissen")
        kept = await tx.fetch("select (notitie).sleutel as sleutel, (notitie).inhoud as inhoud from signalen")
    assert [each["sleutel"] for each in kept] == [1, 1]
    assert not [each for each in kept if b"verhuisd" in each["inhoud"]]
    assert len(rows) == 4
    assert not [row for row in rows if "verhuisd" in row["t"]]


async def test_handling_and_lapsing_at_the_same_moment(api: Api, venlo: Partij, zorg: Partij, nummer: int) -> None:
    await beantwoord(zorg, api)
    for beurt in range(4):
        await op(api, "2024-03-12")
        [signaal] = await signalen(venlo, status="open")
        await gestart(zorg, api, nummer, f"S{beurt}", **START)
        url = f"/v1/signalen/{signaal['id']}/afhandelen"
        answers = await asyncio.gather(
            *(venlo.http.post(url, json={"notitie": "Gezien."}) for _ in range(2)),
            bijgewerkt(api.gateway),
            venlo.http.post(url, json={"notitie": "Gezien."}),
        )
        after = (await venlo.http.get(f"/v1/signalen/{signaal['id']}")).json()
        assert after["vervallenOp"] is not None
        statuses = {each.status_code for each in answers if not isinstance(each, tuple)}
        assert statuses == ({200} if after["status"] == "afgehandeld" else {409})
        verwacht = (
            ["ontstaan", "afgehandeld", "vervallen"] if after["status"] == "afgehandeld" else ["ontstaan", "vervallen"]
        )
        assert [each["soort"] for each in after["gebeurtenissen"]] == verwacht
        await gestart(zorg, api, nummer, f"T{beurt}", **START, status_aanlevering="3")
