"""A municipality's back office previews, loads and reads its tariffs, from a file as Excel makes it."""

from pathlib import Path

import pytest

from gateway.exchange.parties.accounts import list_actions
from tests.api.http.test_export import table
from tests.support.api.application import Api
from tests.support.api.parties import VENRAY, Caller, problem

PATH = "/v1/tarieven"
CSV = {"content-type": "text/csv"}
SAMPLE = (Path(__file__).parents[4] / "samples/tarieven.csv").read_text("utf-8")


async def test_what_a_preview_tells_a_load_does_for_this_municipality_alone(api: Api, venlo: Caller) -> None:
    data = SAMPLE.replace("2400,00", "€ 2.400,00").replace("\n", "\r\n").encode("cp1252")
    told = (await venlo.http.post(f"{PATH}/csv/controle", content=data, headers=CSV)).json()
    assert (len(told["nieuw"]), told["tekenset"], told["scheiding"]) == (9, "windows-1252", ";")
    assert (await venlo.http.get(PATH)).json() == {"tarieven": []}
    assert (await venlo.http.put(f"{PATH}/csv", content=data, headers=CSV)).json() == told
    assert (await venlo.http.get(PATH)).json() == {"tarieven": told["nieuw"]}
    action = (await list_actions(api.gateway, venlo.code))[-1]
    assert (action.soort, action.door, action.gegevens["nieuw"]) == ("tarieven_geladen", venlo.code, 9)
    shown = await venlo.http.get(f"{PATH}/csv")
    assert (await venlo.http.get(PATH, headers={"accept": "text/csv"})).content == shown.content
    book = await venlo.http.get(PATH, params={"formaat": "xlsx"})
    assert 'filename="tarieven.xlsx"' in book.headers["content-disposition"]
    assert table(book.content, "xlsx") == [line.split(";") for line in shown.text.splitlines()]
    again = (await venlo.http.post(f"{PATH}/csv/controle", content=shown.content, headers=CSV)).json()
    assert (again["ongewijzigd"], again["nieuw"], again["gewijzigd"], again["vervallen"]) == (9, [], [], [])
    assert (await (await api.caller(VENRAY)).http.get(PATH)).json() == {"tarieven": []}


async def test_every_fault_is_named_and_all_stays_as_it_was(venlo: Caller) -> None:
    await venlo.http.put(f"{PATH}/csv", content=SAMPLE.encode(), headers=CSV)
    before = (await venlo.http.get(PATH)).json()
    for data in (SAMPLE.replace("2400,00", "veel"), SAMPLE + SAMPLE.splitlines()[1]):
        body = problem(
            await venlo.http.put(f"{PATH}/csv", content=data.encode(), headers=CSV), 400, "tarieven-ongeldig"
        )
        assert body["fouten"][0]["plaats"] in {"regel 8, kolom tarief", "regel 11, kolom vanaf"}
    assert (await venlo.http.get(PATH)).json() == before


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"PK\x03\x04[Content_Types].xml", "text/csv", 415),
        (b" " * (2 * 1024**2 + 1), "text/csv", 413),
    ],
    ids=["json", "xlsx", "large"],
)
async def test_what_is_no_csv_of_this_size_is_refused(venlo: Caller, content: bytes, kind: str, status: int) -> None:
    problem(await venlo.http.put(f"{PATH}/csv", content=content, headers={"content-type": kind}), status)
