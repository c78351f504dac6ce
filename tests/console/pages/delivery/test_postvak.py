"""A provider fetches what waits, says that it has it, and after that it waits no longer."""

import io
import zipfile
from uuid import uuid4

import pytest

from gateway.exchange.parties.accounts import freeze_account
from tests.e2e.routes import Situation
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, ZORG, Caller
from tests.support.console.browser import browsing, text_of

PATH = "/console/postvak"


async def test_what_waits_is_fetched_as_files_and_then_marked(api: Api, zorg: Caller, made: Situation) -> None:
    waiting = [each["berichtId"] for each in await zorg.mailbox()]
    assert waiting[0] == made.wmo301
    async with browsing(api, ZORG) as browser:
        html = await browser.open(PATH)
        assert f"{len(waiting)} berichten wachten" in text_of(html)
        assert all(f'value="{each}"' in html for each in waiting)
        response = await browser.send(f"{PATH}/ophalen", {"bericht": waiting})
        with zipfile.ZipFile(io.BytesIO(response.content)) as file:
            assert len(file.namelist()) == len(waiting)
            assert file.read(f"WMO301-{made.wmo301}.xml") == await zorg.bytes_of(made.wmo301)
        assert len(await zorg.mailbox()) == len(waiting), "fetching isn't receiving"
        for _ in range(2):
            response = await browser.send(f"{PATH}/ontvangen", {"bericht": waiting})
            assert response.headers["location"] == f"{PATH}?gedaan={len(waiting)}"
        html = text_of(await browser.open(response.headers["location"]))
    assert f"{len(waiting)} berichten zijn als ontvangen gemeld." in html
    assert "Er wacht niets op u." in html
    assert await zorg.mailbox() == []


async def test_what_is_not_there_is_told_and_the_rest_is_done(api: Api, made: Situation) -> None:
    async with browsing(api, ZORG) as browser:
        for path in (f"{PATH}/ontvangen", f"{PATH}/ophalen"):
            for ticked, told in (
                ([], "Kruis aan welke"),
                (["x"], "is er niet"),
                ([str(uuid4()) for _ in range(101)], "hoogstens 100"),
            ):
                response = await browser.send(path, {"bericht": ticked})
                assert response.status_code == 422
                assert told in text_of(response.text)
        response = await browser.send(f"{PATH}/ontvangen", {"bericht": [str(uuid4()), made.wmo301]})
        assert response.status_code == 422
        assert "1 bericht wacht niet op u" in text_of(response.text)
        assert made.wmo301 not in response.text
        assert (await browser.send(f"{PATH}/ophalen", {"bericht": [str(uuid4())]})).status_code == 422
        await browser.open(f"{PATH}?na=zz", 422)
    async with browsing(api, THUIS) as browser:
        response = await browser.send(f"{PATH}/ontvangen", {"bericht": [made.wmo305]})
        assert "1 bericht wacht niet op u" in text_of(response.text)


@pytest.mark.usefixtures("made")
async def test_who_only_looks_has_no_button_and_who_is_frozen_is_told(api: Api) -> None:
    async with browsing(api, ZORG, "raadpleger") as browser:
        assert "als ontvangen melden" not in await browser.open(PATH)
        await freeze_account(api.gateway, ZORG, "verhuist")
        html = text_of(await browser.open(PATH))
    assert "houdt de bezorging aan u vast" in html
