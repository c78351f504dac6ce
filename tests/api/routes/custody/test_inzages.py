"""The read records of a client, for its municipality, a page at a time."""

from typing import Any

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENLO, VENRAY, ZORG, Caller, problem


async def looks(partij: Caller, client: str, **query: Any) -> dict[str, Any]:
    response = await partij.http.get("/v1/inzages", params={"clientId": client, **query})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_a_municipality_sees_who_looked_at_its_client(
    api: Api, venlo: Caller, zorg: Caller, made: Situation
) -> None:
    before = (await looks(venlo, made.client))["inzages"]
    headers = {"doel": "bezwaar en beroep", "x-request-id": "onderzoek-1"}
    await venlo.http.get(f"/v1/clienten/{made.client}", headers=headers)
    await zorg.http.get(f"/v1/berichten/{made.wmo301}/xml")
    thuis, venray = await api.caller(THUIS), await api.caller(VENRAY)
    await thuis.http.get(f"/v1/berichten/{made.wmo301}/xml")
    await venray.http.get(f"/v1/toewijzingen/{VENLO}/{made.nummer}")
    seen = (await looks(venlo, made.client))["inzages"][len(before) + 1 :]
    first = seen[0]
    assert first["op"]
    assert first["ingang"].startswith("sleutel ")
    assert api.keys[VENLO] not in first["ingang"]
    assert first["ingang"].split()[1] in api.keys[VENLO]
    assert (first["doel"], first["aanvraag"]) == ("bezwaar en beroep", "onderzoek-1")
    assert [(each["organisatie"], each["soort"], each["onderwerp"], each["uitkomst"]) for each in seen] == [
        (VENLO, "client", made.client, "toegestaan"),
        (ZORG, "bericht", made.wmo301, "toegestaan"),
        (THUIS, "bericht", made.wmo301, "geweigerd"),
        (VENRAY, "toewijzing", f"{VENLO}/{made.nummer}", "geweigerd"),
    ]
    assert seen[1]["doel"] == "uitvoering Wmo"
    assert (await looks(venray, made.client))["inzages"] == []
    for other in (zorg, await api.caller(BEHEER)):
        problem(await other.http.get("/v1/inzages", params={"clientId": made.client}), 403)


async def test_looks_come_in_pages(venlo: Caller) -> None:
    client = await venlo.register()
    for _ in range(3):
        await venlo.http.get(f"/v1/clienten/{client}")
    first = await looks(venlo, client, aantal=3)
    second = await looks(venlo, client, aantal=3, na=first["volgende"])
    numbers = [each["volgnummer"] for each in first["inzages"] + second["inzages"]]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 5
    assert second["volgende"] is None
