"""The register of contracts is replaced by a file, once somebody saw what that changes."""

import re

from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG
from tests.support.console.browser import browsing, text_of
from tests.support.policy.chosen import choose_policy

PATH = "/console/contracten"
CSV = f"aanbieder;segment;product;soort;plafond;vanaf;tot\r\n{ZORG};1A1;;;1234,50;2024-01-01;2026-12-31\r\n".encode()


async def test_a_file_is_looked_at_and_then_put_in_place(api: Api) -> None:
    await choose_policy(api.gateway)
    async with browsing(api, VENLO, "backoffice") as browser:
        assert "Er zijn geen contracten" in text_of(await browser.open(PATH))
        shown = await browser.send(PATH, files={"bestand": ("contracten.csv", CSV)})
        assert shown.status_code == 200, text_of(shown.text)
        assert "Nieuw (1)" in text_of(shown.text)
        assert "€ 1.234,50" in text_of(shown.text)
        assert "Er zijn geen contracten" in text_of(await browser.open(PATH))
        seen = re.search(r'name="gezien" value="([0-9a-f]+)"', shown.text)
        assert seen is not None
        assert (await browser.send(PATH, {"gezien": seen[1]})).status_code == 303
        assert ZORG in text_of(await browser.open(PATH))
        csv = await browser.http.get(f"{PATH}/csv")
        assert csv.headers["content-disposition"] == 'attachment; filename="contracten.csv"'
        again = await browser.send(PATH, files={"bestand": ("contracten.csv", csv.content)})
        assert "1 regel blijft zoals hij is" in text_of(again.text)


async def test_what_is_wrong_with_a_file_is_told(api: Api) -> None:
    await choose_policy(api.gateway)
    async with browsing(api, VENLO) as browser:
        for data in (b"x", CSV.replace(b"2024-01-01", b"morgen"), CSV.replace(b"1A1", b"9Z9")):
            response = await browser.send(PATH, files={"bestand": ("contracten.csv", data)})
            assert response.status_code == 422
            assert 'id="f-bestand"' in response.text
        assert (await browser.send(PATH, {"gezien": "zz"})).status_code == 422


async def test_who_may_not_sees_no_form(api: Api) -> None:
    async with browsing(api, VENLO, "consulent") as browser:
        assert "Vervangen" not in await browser.open(PATH)
