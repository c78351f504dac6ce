"""A start or stop that was wrong is replaced or taken back by hand, in one message that is looked at first."""

import pytest

from tests.console.pages.receiving.test_melden import PATH, field
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, start
from tests.support.console.browser import Browser, browsing, text_of

START = "2024-02-01_02_02A02"


@pytest.fixture
async def nummer(venlo: Caller, zorg: Caller) -> int:
    """An assignment of which a start on 1 February was reported."""
    assigned = int((await venlo.assign(await venlo.register()))["toewijzingNummer"])
    assert (await zorg.submit(start(assigned, "S1", begindatum="2024-02-01")))["oordeel"] == "goedgekeurd"
    return assigned


async def look_and_send(browser: Browser, path: str, **given: str) -> str:
    """Look at the form, send what it shows twice, and return what the message says then."""
    seen = await browser.send(path, {**given, "stap": "controle"})
    assert "nog niets verstuurd" in text_of(seen.text), text_of(seen.text)
    form = {**given, "identificatie": field(seen.text, "identificatie"), "stap": "versturen"}
    sent = [await browser.send(path, form) for _ in range(2)]
    assert [each.status_code for each in sent] == [303, 303]
    assert sent[0].headers["location"] == sent[1].headers["location"]
    return text_of(await browser.open(sent[0].headers["location"]))


async def lines_of(venlo: Caller) -> list[tuple[str, str]]:
    """Return StatusAanlevering and the last day of each class in the newest message."""
    message = await venlo.read_message((await venlo.mailbox())[-1]["berichtId"])
    if message.soort.name == "WMO305":
        return [(each.status_aanlevering, each.begindatum) for each in message.client.start_producten]
    return [(each.status_aanlevering, each.einddatum) for each in message.client.stop_producten]


async def test_a_start_is_replaced_and_then_taken_back(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    path = f"{PATH}/{VENLO}/{nummer}/start/corrigeren"
    async with browsing(api, ZORG) as browser:
        assert f'href="{path}"' in await browser.open(f"{PATH}/{VENLO}/{nummer}/stop")
        assert "Start op 1 februari 2024 (02A02)" in text_of(await browser.open(path))
        told = await look_and_send(browser, path, welke=START, hoe="vervangen", begindatum="5-2-2024")
        assert "goedgekeurd" in told
        assert await lines_of(venlo) == [("3", "2024-02-01"), ("1", "2024-02-05")]
        told = await look_and_send(browser, path, welke="2024-02-05_02_02A02", hoe="terugnemen", begindatum="")
        assert "goedgekeurd" in told
        assert await lines_of(venlo) == [("3", "2024-02-05")]
        assert "er is niets te corrigeren" in text_of(await browser.open(path))


async def test_a_stop_is_corrected_and_a_start_under_it_stays(
    api: Api, venlo: Caller, zorg: Caller, nummer: int
) -> None:
    path = f"{PATH}/{VENLO}/{nummer}"
    async with browsing(api, ZORG) as browser:
        await look_and_send(browser, f"{path}/stop", einddatum="20-2-2024", reden="19")
        stop = f"{START}_19_2024-02-20"
        given = {"welke": stop, "hoe": "vervangen", "einddatum": "28-2-2024", "reden": "23"}
        assert "goedgekeurd" in await look_and_send(browser, f"{path}/stop/corrigeren", **given)
        assert await lines_of(venlo) == [("3", "2024-02-20"), ("1", "2024-02-28")]
        refused = await browser.send(
            f"{path}/start/corrigeren", {"welke": START, "hoe": "terugnemen", "stap": "controle"}
        )
        assert refused.status_code == 422
        assert "TR071" in text_of(refused.text)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"welke": "2024-02-02_02_02A02"}, "welke"),
        ({"welke": ""}, "welke"),
        ({"welke": "x", "stap": "versturen"}, "welke"),
        ({"welke": f"{START}_19_2024-02-20", "stap": "versturen"}, "welke"),
        ({"begindatum": ""}, "begindatum"),
        ({"begindatum": "1-2-2024"}, None),
        ({"hoe": "x"}, "hoe"),
    ],
)
async def test_what_can_not_be_is_told(
    api: Api, venlo: Caller, nummer: int, given: dict[str, str], name: str | None
) -> None:
    before = len(await venlo.mailbox())
    asked = {"welke": START, "hoe": "vervangen", "begindatum": "5-2-2024", "stap": "controle", **given}
    async with browsing(api, ZORG) as browser:
        answer = await browser.send(f"{PATH}/{VENLO}/{nummer}/start/corrigeren", asked)
    assert answer.status_code == 422
    assert ("Zo staat het er al" in answer.text) if name is None else (f'id="f-{name}"' in answer.text)
    assert len(await venlo.mailbox()) == before
