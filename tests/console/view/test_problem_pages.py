"""Whatever goes wrong is told on a page: what, and what to do; with the same status and headers."""

import pytest

from gateway.console.pages import start
from gateway.store.db.database import DatabaseUnavailable
from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import browsing, heading, text_of


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (RuntimeError("Proefpersoon"), 500, "Onverwachte fout"),
        (DatabaseUnavailable("weg"), 503, "Database niet beschikbaar"),
    ],
)
async def test_an_error_is_a_page(
    api: Api, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    async def fails(*_: object) -> None:
        raise error

    async with browsing(api, VENLO) as browser:
        monkeypatch.setattr(start, "list_messages", fails)
        response = await browser.http.get("/console")
        assert response.status_code == status
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert int(response.headers["content-length"]) == len(response.content)
        assert heading(response.text) == title
        assert "Uitloggen" in response.text
        assert "Proefpersoon" not in response.text


async def test_what_is_not_there_is_told_without_its_id_and_leads_to_its_list(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        html = await browser.open("/console/berichten/01a22aa6-3d97-7765-a1f9-889a2793e3a9", 404)
    assert "01a22aa6" not in text_of(html)
    assert "Naar Alle berichten" in text_of(html)


async def test_a_parameter_that_can_not_be_is_told_on_a_page(api: Api) -> None:
    async with browsing(api, VENLO) as browser:
        html = await browser.open("/console/berichten/geen-id", 400)
    assert "geen-id" in text_of(html)
