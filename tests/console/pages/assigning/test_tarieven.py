"""The tariffs are replaced by a file, once somebody saw what that changes."""

import re

from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import browsing, text_of

PATH = "/console/tarieven"
CSV = b"categorie;code;aanbieder;eenheid;tarief;vanaf;tot\r\n02;02A02;;01;12,34;2024-01-01;\r\n"


async def test_a_file_is_looked_at_and_then_put_in_place(api: Api) -> None:
    async with browsing(api, VENLO, "backoffice") as browser:
        shown = await browser.send(PATH, files={"bestand": ("tarieven.csv", CSV)})
        assert shown.status_code == 200, text_of(shown.text)
        assert "02A02 alle Minuut (01) € 12,34" in text_of(shown.text)
        assert "Er zijn geen tarieven" in text_of(await browser.open(PATH))
        seen = re.search(r'name="gezien" value="([0-9a-f]+)"', shown.text)
        assert seen is not None
        assert (await browser.send(PATH, {"gezien": seen[1]})).status_code == 303
        assert "02A02" in text_of(await browser.open(PATH))
        assert b"12,34" in (await browser.http.get(f"{PATH}/csv")).content


async def test_what_is_wrong_with_a_file_is_told(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        response = await browser.send(PATH, files={"bestand": ("tarieven.csv", CSV.replace(b"12,34", b"veel"))})
        assert response.status_code == 422
        assert 'id="f-bestand"' in response.text
        assert text_of(response.text).count("veel") == 1, "what is wrong is told once"
        double = CSV + CSV.splitlines()[1].replace(b"2024-01-01", b"2024-06-01") + b"\r\n"
        text = text_of((await browser.send(PATH, files={"bestand": ("tarieven.csv", double)})).text)
        assert "op 1 juni 2024 geldt voor 02A02 al het tarief van regel 2" in text
        assert "2024-06-01" not in text
