"""The list of messages over HTTP: every filter finds what it names, for whom it is, and nothing else."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest

from tests.e2e.routes import Situation, on_record
from tests.support.api.application import SHARED, Api
from tests.support.api.parties import (
    BEHEER,
    THUIS,
    VENLO,
    VENRAY,
    ZORG,
    Caller,
    problem,
    refusal_of,
    start,
)
from tests.support.messages.messages import BSN, BSN_2


async def listed(partij: Caller, **query: object) -> dict[str, Any]:
    """Return a page of the messages that this party sees."""
    response = await partij.http.get("/v1/berichten", params={key: str(value) for key, value in query.items()})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def ids(partij: Caller, **query: object) -> list[str]:
    """Return the ids of all messages that are chosen, and assert that pages of two have the same."""
    whole = [each["berichtId"] for each in (await listed(partij, aantal=100, **query))["berichten"]]
    page = await listed(partij, aantal=2, **query)
    assert (page["totaal"], page["totaalIsMinimum"]) == (len(whole), False)
    paged = [each["berichtId"] for each in page["berichten"]]
    while page["volgende"]:
        page = await listed(partij, aantal=2, na=page["volgende"], **query)
        assert page["totaal"] is None
        paged += [each["berichtId"] for each in page["berichten"]]
    assert paged == whole
    return whole


class Story:
    """Messages of two municipalities and two providers, by what each is."""

    def __init__(self) -> None:
        self.id: dict[str, str] = {}
        self.client: dict[str, str] = {}

    def of(self, names: Iterable[str]) -> set[str]:
        """Return the ids of these messages."""
        return {self.id[each] for each in names}


ALL_OF_VENLO = {"301", "302", "305", "306", "305-fout", "306-fout"}
ALL_OF_VENRAY = {"venray-301"}
ALL_OF_ZORG = ALL_OF_VENLO
ALL = ALL_OF_VENLO | ALL_OF_VENRAY


@pytest.fixture
async def story(api: Api) -> Story:
    """An assignment that is refused, a start that is approved, a start that isn't, and another municipality's care."""
    made = Story()
    venlo, venray, zorg = [await api.caller(each) for each in (VENLO, VENRAY, ZORG)]
    made.client["venlo"] = await venlo.register(BSN)
    assignment = await venlo.assign(made.client["venlo"])
    made.id["301"] = assignment["berichtId"]
    api.clock.advance(days=1)
    good = await zorg.submit(start(assignment["toewijzingNummer"], "START-1"))
    made.id["305"], made.id["306"] = good["berichtId"], good["retourberichtId"]
    bad = await zorg.submit(start(assignment["toewijzingNummer"] + 777, "START-2"))
    made.id["305-fout"], made.id["306-fout"] = bad["berichtId"], bad["retourberichtId"]
    api.clock.advance(days=1)
    [forward] = [each for each in await zorg.collect() if type(each).__name__ == "Wmo301"]
    made.id["302"] = (await zorg.submit(refusal_of(forward, "RETOUR-1")))["berichtId"]
    made.client["venray"] = await venray.register(BSN_2)
    made.id["venray-301"] = (await venray.assign(made.client["venray"], aanbieder=THUIS))["berichtId"]
    return made


FILTERS: list[tuple[dict[str, str], set[str]]] = [
    ({}, ALL),
    ({"soort": "WMO305"}, {"305", "305-fout"}),
    ({"soort": "WMO317"}, set()),
    ({"richting": "in"}, {"305", "305-fout", "302"}),
    ({"richting": "uit"}, {"301", "306", "306-fout", "venray-301"}),
    ({"richting": "uit", "soort": "WMO305"}, set()),
    ({"gemeente": VENLO}, ALL_OF_VENLO),
    ({"gemeente": VENRAY}, ALL_OF_VENRAY),
    ({"aanbieder": ZORG}, ALL_OF_ZORG),
    ({"aanbieder": THUIS}, ALL_OF_VENRAY),
    ({"gemeente": VENRAY, "aanbieder": ZORG}, set()),
    ({"oordeel": "afgekeurd"}, {"305-fout"}),
    ({"oordeel": "goedgekeurd"}, ALL - {"305-fout"}),
    ({"oordeel": "geparkeerd"}, set()),
    ({"uitkomst": "afgekeurd"}, {"301", "302", "305-fout", "306-fout"}),
    ({"uitkomst": "goedgekeurd"}, {"305", "306"}),
    ({"identificatie": "START-2"}, {"305-fout"}),
    ({"identificatie": "start-2"}, set()),
    ({"code": "TR019"}, {"305-fout"}),
    ({"code": "9385"}, {"302"}),
    ({"code": "TR056"}, set()),
    ({"vanaf": "2024-03-02"}, ALL - {"301"}),
    ({"tot": "2024-03-01"}, {"301"}),
    ({"vanaf": "2024-03-02", "tot": "2024-03-02"}, {"305", "306", "305-fout", "306-fout"}),
    ({"vanaf": "2024-03-04"}, set()),
    ({"bezorging": "geleverd"}, {"301", "306", "306-fout"}),
    ({"bezorging": "wachtend"}, {"305", "302", "venray-301"}),
    ({"bezorging": "opgegeven"}, set()),
    ({"bezorging": "onderweg"}, set()),
]
SEES = {VENLO: ALL_OF_VENLO, VENRAY: ALL_OF_VENRAY, ZORG: ALL_OF_ZORG, THUIS: ALL_OF_VENRAY, BEHEER: ALL}


async def test_every_filter_finds_what_it_names_for_who_may_see_it_and_nothing_else(api: Api, story: Story) -> None:
    """Walked by caller and filter; a filter that names another tenant finds nothing of that tenant."""
    for code, sees in SEES.items():
        caller = await api.caller(code)
        for query, names in FILTERS:
            found = await ids(caller, **query)
            assert set(found) == story.of(names & sees), (code, query)
            backwards = await ids(caller, volgorde="nieuwste", **query)
            assert backwards == found[::-1], (code, query)
            for each in (await listed(caller, **query))["berichten"]:
                assert (each["clientId"] is None) == (code in (ZORG, THUIS, BEHEER)), (code, each)


async def test_what_a_list_tells_is_what_the_message_itself_tells(api: Api, story: Story) -> None:
    venlo = await api.caller(VENLO)
    for each in (await listed(venlo))["berichten"]:
        shown = await venlo.show(each["berichtId"])
        for key in ("gemeente", "soort", "richting", "verzender", "ontvanger", "identificatie", "oordeel", "uitkomst"):
            assert each[key] == shown[key]
        assert each["regels"] == []


async def test_a_client_is_a_filter_for_the_own_municipality_only(api: Api, story: Story) -> None:
    venlo, venray = await api.caller(VENLO), await api.caller(VENRAY)
    about_venlo = set(await ids(venlo, clientId=story.client["venlo"]))
    assert about_venlo == story.of(ALL_OF_VENLO)
    for other in (story.client["venray"], uuid4()):
        assert await ids(venlo, clientId=other) == []
    assert set(await ids(venray, clientId=story.client["venray"])) == story.of(ALL_OF_VENRAY)
    for code in (ZORG, BEHEER):
        for client in (story.client["venlo"], str(uuid4())):
            refused = await (await api.caller(code)).http.get("/v1/berichten", params={"clientId": client})
            problem(refused, 403, "client-alleen-gemeente")


async def test_who_looks_at_messages_of_clients_is_on_record(api: Api, venlo: Caller, made: Situation) -> None:
    before = len(await on_record(api))
    await listed(venlo)
    await listed(venlo, clientId=made.client, soort="WMO317")
    whole, chosen = (await on_record(api))[before:]
    for row in (whole, chosen):
        assert (row["gemeente"], row["soort"], [str(each) for each in row["clienten"]]) == (
            VENLO,
            "berichten",
            [made.client],
        )


async def test_a_place_belongs_to_its_list_with_its_filters_and_order(api: Api, story: Story) -> None:
    venlo = await api.caller(VENLO)
    place = (await listed(venlo, aantal=2))["volgende"]
    assert place.isalpha()
    assert (await listed(venlo, aantal=5, na=place))["berichten"], "the size of a page is no filter"
    for query in (
        {"na": place, "soort": "WMO301"},
        {"na": place, "volgorde": "nieuwste"},
        {"na": place[:-2]},
        {"na": place[:-1]},
        {"na": place + "aa"},
        {"na": "a" * 40},
        {"na": "p" * 600},
    ):
        problem(await venlo.http.get("/v1/berichten", params=query), 400, "volgende-ongeldig")
    problem(await (await api.caller(BEHEER)).http.get("/v1/berichten", params={"na": place}), 400, "volgende-ongeldig")


@pytest.mark.parametrize(
    "query",
    [
        {"soort": "WMO3055"},
        {"oordeel": "misschien"},
        {"vanaf": "gisteren"},
        {"clientId": "999900006"},
        {"identificatie": "é"},
        {"na": "B"},
        {"aantal": "0"},
        {"aantal": "101"},
        {"zoek": "iets"},
        {"code": "tr056"},
        {"code": BSN},
    ],
    ids=str,
)
@SHARED
async def test_a_filter_that_cannot_be_is_refused(shared_api: Api, query: dict[str, str]) -> None:
    problem(await (await shared_api.caller(VENLO)).http.get("/v1/berichten", params=query), 400)


@SHARED
async def test_an_identificatie_that_may_be_a_bsn_does_not_belong_in_an_address(shared_api: Api) -> None:
    venlo = await shared_api.caller(VENLO)
    problem(await venlo.http.get("/v1/berichten", params={"identificatie": f"X{BSN}"}), 400, "identificatie-ongeldig")


@SHARED
async def test_the_last_day_of_all_is_a_day_too(shared_api: Api) -> None:
    venlo = await shared_api.caller(VENLO)
    assert await ids(venlo, vanaf="0001-01-01", tot="9999-12-31") == []
