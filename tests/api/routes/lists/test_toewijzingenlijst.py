"""The lists of assignments and overrides over HTTP: each filter finds what it names, of the own municipality only."""

from typing import Any
from uuid import uuid4

from tests.e2e.routes import on_record
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, Caller, problem, start
from tests.support.messages.messages import BSN, BSN_2
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for


async def numbers(partij: Caller, path: str = "toewijzingen", **query: object) -> list[int]:
    """Return the numbers of all that is chosen, and assert that pages of one have the same."""
    asked = {key: str(value) for key, value in query.items()}

    async def page(**more: str) -> dict[str, Any]:
        response = await partij.http.get(f"/v1/{path}", params={**asked, **more})
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    whole = [each["toewijzingNummer"] for each in (await page(aantal="100"))[path]]
    assert whole == sorted(whole)
    backwards = [each["toewijzingNummer"] for each in (await page(aantal="100", volgorde="nieuwste"))[path]]
    assert backwards == whole[::-1]
    found = await page(aantal="1")
    assert found["totaal"] == len(whole)
    paged = [each["toewijzingNummer"] for each in found[path]]
    while found["volgende"]:
        found = await page(aantal="1", na=found["volgende"])
        paged += [each["toewijzingNummer"] for each in found[path]]
    assert paged == whole
    return whole


async def test_every_filter_finds_what_it_names_and_nothing_of_another(api: Api, venlo: Caller, zorg: Caller) -> None:
    venray = await api.caller(VENRAY)
    one, two, elsewhere = await venlo.register(BSN), await venlo.register(BSN_2), await venray.register(BSN)
    started = (await venlo.assign(one))["toewijzingNummer"]
    await zorg.submit(start(started, "S1"))
    shortened = (await venlo.assign(one, aanbieder=THUIS, product={"categorie": "02", "code": "02A03"}))[
        "toewijzingNummer"
    ]
    await venlo.change(shortened, einddatum="2024-06-30")
    open_ended = (await venlo.assign(two, einddatum=None, product={"categorie": "01", "code": "01A03"}))[
        "toewijzingNummer"
    ]
    removed = (await venlo.assign(two, product={"categorie": "02", "code": "02A05"}))["toewijzingNummer"]
    await venlo.change(removed, verwijderd=True)
    others = (await venray.assign(elsewhere))["toewijzingNummer"]

    all_of_venlo = [started, shortened, open_ended, removed]
    cases: list[tuple[dict[str, object], list[int]]] = [
        ({}, all_of_venlo),
        ({"clientId": one}, [started, shortened]),
        ({"clientId": elsewhere}, []),
        ({"clientId": uuid4()}, []),
        ({"aanbieder": THUIS}, [shortened]),
        ({"aanbieder": "99999999"}, []),
        ({"categorie": "01"}, [open_ended]),
        ({"product": "02A03"}, [shortened]),
        ({"categorie": "02", "product": "02A02"}, [started]),
        ({"looptOp": "2024-06-30"}, [started, shortened, open_ended]),
        ({"looptOp": "2024-07-01"}, [started, open_ended]),
        ({"looptOp": "2025-01-01"}, [open_ended]),
        ({"looptOp": "2023-12-31"}, []),
        ({"eindigtVoor": "2024-07-01"}, [shortened]),
        ({"eindigtVoor": "2024-06-30"}, []),
        ({"eindigtVoor": "2025-01-01"}, [started, shortened]),
        ({"begonnen": "true"}, [started]),
        ({"begonnen": "false"}, [shortened, open_ended]),
        ({"overruled": "false"}, all_of_venlo),
        ({"overruled": "true"}, []),
    ]
    for query, expected in cases:
        assert await numbers(venlo, **query) == expected, query
    assert await numbers(venray) == [others]
    for client in (one, two, str(uuid4())):
        assert await numbers(venray, clientId=client) == []


async def test_a_list_tells_what_the_assignment_itself_tells(venlo: Caller) -> None:
    made = await venlo.assign(await venlo.register())
    await venlo.change(made["toewijzingNummer"], einddatum="2024-11-30")
    shown = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{made['toewijzingNummer']}")).json()
    [item] = (await venlo.http.get("/v1/toewijzingen")).json()["toewijzingen"]
    now = shown["actueel"]
    for key in ("versie", "product", "ingangsdatum", "einddatum", "omvang", "verwijderd", "toewijzingsdatum"):
        assert item[key] == now[key], key
    assert (item["clientId"], item["aanbieder"], item["begonnen"]) == (shown["clientId"], ZORG, False)


async def test_a_client_is_found_by_bsn_within_the_municipality(api: Api, venlo: Caller) -> None:
    client = await venlo.register(BSN)

    async def found(partij: Caller, bsn: str) -> list[str]:
        response = await partij.http.post("/v1/clienten/zoek", json={"bsn": bsn})
        assert response.status_code == 200, response.text
        return [each["clientId"] for each in response.json()["clienten"]]

    assert await found(venlo, BSN) == [client]
    assert await found(venlo, BSN_2) == []
    assert await found(await api.caller(VENRAY), BSN) == []
    shown = (await venlo.http.post("/v1/clienten/zoek", json={"bsn": BSN})).json()["clienten"]
    assert shown == [(await venlo.http.get(f"/v1/clienten/{client}")).json()]
    for wrong in ("123456789", "12345678", "x"):
        problem(await venlo.http.post("/v1/clienten/zoek", json={"bsn": wrong}), 400)


async def test_a_client_is_found_by_name_and_date_of_birth_within_the_municipality(api: Api, venlo: Caller) -> None:
    name = {"geslachtsnaam": {"achternaam": "Nuñez", "voorvoegsel": "de la"}, "naamGebruik": "1"}
    client = await venlo.register(BSN, naam=name)
    venray = await api.caller(VENRAY)
    before = len(await on_record(api))
    for party, asked, born, expected in (
        (venlo, "DE LA NUNEZ", "1950-06-15", [client]),
        (venlo, "Nuñez", "1950-06-15", [client]),
        (venlo, "Nuñez", "1950-06-16", []),
        (venlo, "Nunes", "1950-06-15", []),
        (venray, "Nuñez", "1950-06-15", []),
    ):
        response = await party.http.post("/v1/clienten/zoek", json={"geslachtsnaam": asked, "geboortedatum": born})
        assert response.status_code == 200, response.text
        assert [each["clientId"] for each in response.json()["clienten"]] == expected, asked
    looks = (await on_record(api))[before:]
    assert [([str(each) for each in row["clienten"]], row["soort"]) for row in looks[:3]] == [
        ([client], "clienten"),
        ([client], "clienten"),
        ([], "clienten"),
    ]
    for wrong in (
        {},
        {"geslachtsnaam": "Nuñez"},
        {"geboortedatum": "1950-06-15"},
        {"bsn": BSN, "geslachtsnaam": "Nuñez", "geboortedatum": "1950-06-15"},
        {"geslachtsnaam": "", "geboortedatum": "1950-06-15"},
        {"geslachtsnaam": "...", "geboortedatum": "1950-06-15"},
        {"geslachtsnaam": "Nuñez", "geboortedatum": "15-06-1950"},
    ):
        problem(await venlo.http.post("/v1/clienten/zoek", json=wrong), 400)


async def test_overrides_are_listed_for_the_municipality_that_made_them(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    before = await venlo.http.post("/v1/toewijzingen", json=request_for(jo, "07A02", "2024-04-01", "2025-03-31"))
    response = await venlo.http.post(
        "/v1/toewijzingen", json={**request_for(jo, "10B02", "2025-01-01", "2025-12-31"), "overrule": OVERRULE}
    )
    assert response.status_code == 201, response.text
    nummer = response.json()["toewijzingNummer"]
    [found] = (await venlo.http.get("/v1/overrules")).json()["overrules"]
    assert (found["toewijzingNummer"], found["versie"], found["clientId"]) == (nummer, 1, jo)
    assert {key: found[key] for key in OVERRULE} == OVERRULE
    assert found["bevindingen"]
    assert await numbers(venlo, overruled="true") == [nummer]
    assert await numbers(venlo, overruled="false") == [before.json()["toewijzingNummer"]]
    for query, expected in (
        ({"clientId": jo}, [nummer]),
        ({"clientId": uuid4()}, []),
        ({"aanbieder": ZORG}, [nummer]),
        ({"aanbieder": THUIS}, []),
        ({"toewijzingNummer": nummer}, [nummer]),
        ({"toewijzingNummer": nummer + 1}, []),
        ({"vanaf": "2024-03-01", "tot": "2024-03-01"}, [nummer]),
        ({"vanaf": "2024-03-02"}, []),
        ({"tot": "2024-02-29"}, []),
    ):
        assert await numbers(venlo, "overrules", **query) == expected, query
    assert await numbers(await api.caller(VENRAY), "overrules", clientId=jo) == []
