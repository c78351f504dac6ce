"""An assignment ends and other care follows in one decision: looked at first, sent once, in one message."""

import pytest

from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.console.browser import browsing, text_of
from tests.support.console.forms import ask_first, send_form, value_of

NEW = {
    "categorie": "02",
    "code": "02A03",
    "ingangsdatum": "1-12-2024",
    "volume": "10",
    "eenheid": "01",
    "frequentie": "4",
}


async def test_care_is_replaced_by_one_decision(api: Api, venlo: Caller, zorg: Caller, made: Situation) -> None:
    path = f"/console/toewijzingen/{made.nummer}/vervangen"
    async with browsing(api, VENLO, "consulent") as browser:
        html, fields = await ask_first(browser, path, was_einddatum="30-11-2024", was_redenWijziging="06", **NEW)
        text = text_of(html)
        assert "was 31 december 2024" in text
        assert "(2 toewijzingen)" in text
        sent = [await send_form(browser, path, fields, "versturen") for _ in range(2)]
        assert [each.status_code for each in sent] == [303, 303]
        assert sent[0].headers["location"] == sent[1].headers["location"]
        text = text_of(await browser.open(sent[0].headers["location"]))
    assert "De zorg is vervangen" in text
    assert "02A03" in text
    former = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{made.nummer}")).json()
    number = sent[0].headers["location"].rpartition("/")[2].partition("?")[0]
    new = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{number}")).json()
    assert former["versies"][-1]["einddatum"] == "2024-11-30"
    assert [each["versies"][-1]["beslistDoor"] for each in (former, new)] == ["Jo Jansen", "Jo Jansen"]
    assert former["berichtId"] == new["berichtId"]


@pytest.mark.parametrize(
    ("filled", "field", "told"),
    [
        ({"was_einddatum": ""}, "was_einddatum", "verandert niets"),
        ({"was_volume": "3"}, "was_volume", "kan niet wijzigen bij Frequentie"),
        ({"was_intrekken": "ja"}, "was_intrekken", "niet allebei"),
        ({"was_intrekken": "ja", "was_einddatum": ""}, None, "zorg gemeld vanaf 1 februari 2024"),
        ({"was_einddatum": "31-2-2024"}, "was_einddatum", "moet een dag zijn"),
        ({"ingangsdatum": ""}, "ingangsdatum", "eerste dag"),
        ({"volume": "", "eenheid": "", "frequentie": ""}, "code", "CD041"),
        ({"code": "02A02", "ingangsdatum": "1-11-2024"}, None, "TR302"),
    ],
)
async def test_what_can_not_be_stands_beside_its_part(
    api: Api, venlo: Caller, filled: dict[str, str], field: str | None, told: str, made: Situation
) -> None:
    asked = {"was_einddatum": "30-11-2024", "was_volume": "", "evaluatieOp": "1-6-2025", **NEW, **filled}
    async with browsing(api, VENLO, "consulent") as browser:
        response = await browser.send(f"/console/toewijzingen/{made.nummer}/vervangen", asked)
    assert told in text_of(response.text)
    assert 'value="versturen"' not in response.text
    found = {name for name in (*asked, "was_intrekken") if f'id="f-{name}"' in response.text}
    assert found == ({field} if field else set())
    assert value_of(response.text, "evaluatieOp") == "1-6-2025"
    versions = (await venlo.http.get(f"/v1/toewijzingen/{VENLO}/{made.nummer}")).json()["versies"]
    assert len(versions) == 1
