"""A municipality's back office reads and replaces its register of contracts."""

from typing import Any

import pytest

from gateway.exchange.parties.accounts import list_actions
from tests.api.http.test_export import table
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENRAY, ZORG, Caller, problem
from tests.support.policy.chosen import choose_policy

EEN: Any = {
    "aanbieder": ZORG,
    "segment": "1A1",
    "product": None,
    "soort": "basis-lokaal",
    "plafond": None,
    "vanaf": "2024-01-01",
    "tot": None,
}
TWO: Any = {
    "aanbieder": THUIS,
    "segment": "vervoer",
    "product": "08V02",
    "soort": None,
    "plafond": 1_250_000_00,
    "vanaf": "2024-01-01",
    "tot": "2024-12-31",
}
PATH = "/v1/contracten"
CSV = {"content-type": "text/csv"}


async def test_what_was_put_is_what_stands_for_this_municipality_alone(api: Api, venlo: Caller) -> None:
    venray = await api.caller(VENRAY)
    for partij in (venlo, venray):
        await choose_policy(api.gateway, partij.code)
    for register in ([TWO, EEN], [EEN]):
        response = await venlo.http.put(PATH, json={"contracten": register})
        assert response.status_code == 200, response.text
        gesorteerd = sorted(register, key=lambda each: str(each["aanbieder"]))
        assert (await venlo.http.get(PATH)).json() == response.json() == {"contracten": gesorteerd}
    assert (await venray.http.get(PATH)).json() == {"contracten": []}


@pytest.mark.parametrize(
    ("wrong", "soort"), [({"segment": "9Z"}, "contracten-ongeldig"), ({"vanaf": "morgen"}, "ongeldige-aanvraag")]
)
async def test_b19_of_many_faults_the_first_are_told_and_the_rest_is_counted(
    api: Api, venlo: Caller, wrong: dict[str, str], soort: str
) -> None:
    await choose_policy(api.gateway)
    register = [{**EEN, "aanbieder": f"9999{number:04d}", **wrong} for number in range(3_000)]
    body = problem(await venlo.http.put(PATH, json={"contracten": register}), 400, soort)
    assert (len(body["fouten"]), body["meer"]) == (50, 2_950)
    assert body["detail"].endswith("; en nog 2950 fouten.")
    assert len(body["detail"]) < 20_000


async def test_every_fault_is_named_and_all_stays_as_it_was(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    await venlo.http.put(PATH, json={"contracten": [EEN]})
    wrong = [TWO, {**EEN, "segment": "9Z"}, {**EEN, "tot": "2023-01-01"}, {**TWO, "vanaf": "2024-12-31"}]
    body = problem(await venlo.http.put(PATH, json={"contracten": wrong}), 400, "contracten-ongeldig")
    assert {each["plaats"] for each in body["fouten"]} == {
        "contracten.1.segment",
        "contracten.2.tot",
        "contracten.3.vanaf",
    }
    problem(await venlo.http.put(PATH, json={"contracten": [{**EEN, "aanbieder": "1"}]}), 400, "ongeldige-aanvraag")
    assert (await venlo.http.get(PATH)).json() == {"contracten": [EEN]}
    await choose_policy(api.gateway, policy="")
    problem(await venlo.http.put(PATH, json={"contracten": [EEN]}), 409, "geen-beleid")


async def test_what_a_preview_of_a_file_tells_a_load_does(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    data = f"aanbieder;segment;soort;vanaf;tot\r\n{ZORG};1A1;basis-lokaal;2024-01-01;\r\n".encode("utf-8-sig")
    told = (await venlo.http.post(f"{PATH}/csv/controle", content=data, headers=CSV)).json()
    assert (told["nieuw"], told["tekenset"], told["scheiding"]) == ([EEN], "UTF-8", ";")
    assert (await venlo.http.get(PATH)).json() == {"contracten": []}
    assert (await venlo.http.put(f"{PATH}/csv", content=data, headers=CSV)).json() == told
    assert (await venlo.http.get(PATH)).json() == {"contracten": [EEN]}
    action = (await list_actions(api.gateway, venlo.code))[-1]
    assert (action.soort, action.door, action.gegevens["nieuw"]) == ("contracten_geladen", venlo.code, 1)
    shown = await venlo.http.get(f"{PATH}/csv")
    assert (await venlo.http.get(PATH, headers={"accept": "text/csv"})).content == shown.content
    book = await venlo.http.get(PATH, params={"formaat": "xlsx"})
    assert 'filename="contracten.xlsx"' in book.headers["content-disposition"]
    assert table(book.content, "xlsx") == [line.split(";") for line in shown.text.splitlines()]
    again = (await venlo.http.post(f"{PATH}/csv/controle", content=shown.content, headers=CSV)).json()
    assert (again["ongewijzigd"], again["nieuw"], again["vervallen"]) == (1, [], [])
    wrong = data.replace(b"1A1", b"9Z")
    body = problem(await venlo.http.put(f"{PATH}/csv", content=wrong, headers=CSV), 400, "contracten-ongeldig")
    assert body["fouten"][0]["plaats"] == "regel 2, kolom segment"
    assert (await venlo.http.get(PATH)).json() == {"contracten": [EEN]}
