"""People are let in with what they log in by shown once, given other credentials, and kept out."""

import re

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.browser import browsing, text_of

PATH = f"/console/organisaties/{VENLO}/mensen"
JO = {"inlognaam": "jo.jansen", "naam": "Jo <b>Jansen</b>", "rol": "consulent"}


def password(html: str) -> str:
    [found] = re.findall(r"(?:[a-z2-9]{4}-){4}[a-z2-9]{4}", html)
    return str(found)


async def test_somebody_is_let_in_gets_another_password_and_is_kept_out(api: Api) -> None:
    async with browsing(api, BEHEER) as browser:
        assert "werkt nog niemand" in text_of(await browser.open(PATH))
        made = await browser.send(PATH, JO)
        assert "otpauth://" in made.text
        first = password(made.text)
        html = await browser.open(PATH)
        assert first not in html
        assert "<b>Jansen" not in html
        assert "Jo <b>Jansen</b> jo.jansen consulent ja nooit kan inloggen" in text_of(html)
        again = await browser.send(f"{PATH}/jo.jansen/herstellen")
        assert password(again.text) != first
        elsewhere = f"/console/organisaties/{ZORG}/mensen/jo.jansen"
        for act in ("herstellen", "uitschrijven"):
            assert (await browser.send(f"{elsewhere}/{act}")).status_code == 404
        assert (await browser.send(f"{PATH}/jo.jansen/uitschrijven")).headers["location"] == PATH
        assert "uitgeschreven" in text_of(await browser.open(PATH))
        taken = await browser.send(PATH, JO)
        assert "is of was van iemand" in text_of(taken.text)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({**JO, "inlognaam": ""}, "inlognaam"),
        ({**JO, "inlognaam": "Jo Jansen"}, "inlognaam"),
        ({**JO, "naam": "x" * 81}, "naam"),
        ({**JO, "rol": "baas"}, "rol"),
    ],
)
async def test_what_can_not_be_is_told_beside_its_field(api: Api, fields: dict[str, str], name: str) -> None:
    async with browsing(api, BEHEER) as browser:
        response = await browser.send(PATH, fields)
        assert response.status_code == 422
        assert f'id="f-{name}"' in response.text


async def test_a_role_is_one_of_the_kind_of_organisation(api: Api) -> None:
    path = f"/console/organisaties/{ZORG}/mensen"
    async with browsing(api, BEHEER) as browser:
        assert '<option value="consulent"' not in await browser.open(path)
        assert "kan de rol consulent niet" in text_of((await browser.send(path, JO)).text)
