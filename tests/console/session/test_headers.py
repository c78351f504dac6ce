"""No page may run a script, be framed, load from elsewhere or stay in the browser, whatever its status."""

import re

import pytest

from gateway.console.session.headers import HEADERS
from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import browsing


@pytest.mark.parametrize("path", ["/console", "/console/inloggen", "/console/bestaat-niet", "/console/berichten?tot=x"])
async def test_every_page_has_the_headers_and_nothing_inline(api: Api, path: str) -> None:
    async with browsing(api, VENLO) as browser, api.http() as stranger:
        for http in (browser.http, stranger):
            response = await http.get(path)
            for name, value in HEADERS.items():
                assert response.headers.get_list(name) == [value]
            assert response.headers.get_list("cache-control") == ["no-store"]
            assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", response.text)
            assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", response.text)
            assert "strict-transport-security" not in response.headers
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


async def test_over_https_the_browser_is_told_to_stay_there(api: Api) -> None:
    async with api.http() as http:
        response = await http.get("https://gateway.test/console/inloggen")
    assert response.headers["strict-transport-security"] == "max-age=31536000"
