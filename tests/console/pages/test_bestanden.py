"""The files of the pages are for anybody, and a browser may keep them; there is no other file."""

import pytest

from gateway.console.view.assets import address_of
from tests.support.api.application import Api


async def test_a_file_is_kept_by_the_browser(api: Api) -> None:
    async with api.http() as http:
        response = await http.get(address_of("console.css"))
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert response.headers.get_list("cache-control") == ["public, max-age=31536000, immutable"]


@pytest.mark.parametrize("name", ["nee.css", "..%2Fapp.py", "%2e%2e/app.py", "console.css/x", "__init__.py"])
async def test_there_is_no_other(api: Api, name: str) -> None:
    async with api.http() as http:
        assert (await http.get(f"/console/bestand/{name}")).status_code == 404
