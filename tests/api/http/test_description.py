"""The description is found where the design rules say, by anybody from anywhere, and is the same every time."""

import pytest

from gateway.api.http.description import FORMER_PATH, OPENAPI_PATH
from tests.support.api.application import Api
from tests.support.api.document import served


@pytest.mark.parametrize("path", [OPENAPI_PATH, FORMER_PATH])
async def test_anybody_reads_it_also_in_a_page_of_another_origin(api: Api, path: str) -> None:
    async with api.http() as http:
        response = await http.get(path, headers={"origin": "https://elders.example"})
        elsewhere = await http.get("/v1/postvak", headers={"origin": "https://elders.example"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in elsewhere.headers
    assert response.json() == served()
