"""A message is tried, pasted or as a file, and nothing of it is kept."""

import pytest

from gateway.messages.write import serialise
from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.batches import packed
from tests.support.api.parties import THUIS, VENLO, ZORG, start, stop
from tests.support.console.browser import browsing, text_of
from tests.support.messages.claims import wmo323

PATH = "/console/toetsen"


async def rows(api: Api) -> int:
    async with api.gateway.db.reading() as tx:
        found: int = await tx.fetchval("select (select count(*) from berichten) + (select count(*) from weigeringen)")
    return found


async def test_a_message_is_judged_and_not_kept(api: Api, made: Situation) -> None:
    good, wrong = serialise(start(made.nummer, "S8")), serialise(start(999999, "S9"))
    before = await rows(api)
    async with browsing(api, ZORG) as browser:
        pasted = await browser.send(PATH, {"xml": good.decode()})
        assert "Uitslag: goedgekeurd" in text_of(pasted.text)
        uploaded = await browser.send(PATH, {"tegen": "ja"}, files={"bestand": ("start.xml", wrong)})
        assert "Uitslag: afgekeurd" in text_of(uploaded.text)
        assert "Wat te doen:" in text_of(uploaded.text)
        claim = serialise(wmo323(afzender=ZORG, ontvanger=VENLO, identificatie="C9", declaratie_nummer="D9"))
        tried = text_of((await browser.send(PATH, {"tegen": "ja"}, files={"bestand": ("claim.xml", claim)})).text)
        assert "Toegekend zou worden € 0,00 van € 60,00 Afgewezen zou worden 1 van 1 prestatie" in tried
        batch = text_of(
            (await browser.send(PATH, {"tegen": "ja"}, files={"bestand": ("a.zip", packed(("c.xml", claim)))})).text
        )
        assert "€ 0,00 van € 60,00 zou worden toegekend" in batch
    assert await rows(api) == before


async def test_each_message_in_a_zip_is_judged_and_not_kept(api: Api, made: Situation) -> None:
    good, wrong = serialise(stop(made.nummer, "S8")), serialise(start(999999, "S9"))
    elsewhere = serialise(start(made.nummer, "S7", afzender=THUIS))
    batch = packed(("goed.xml", good), ("fout.xml", wrong), ("anders.xml", elsewhere), ("geen.xml", b"tekst"))
    before = await rows(api)
    async with browsing(api, ZORG) as browser:
        text = text_of((await browser.send(PATH, {"tegen": "ja"}, files={"bestand": ("alles.zip", batch)})).text)
        for expected in ("Uitslag van 4 berichten", "goed.xml goedgekeurd", "fout.xml afgekeurd", "geen.xml afgekeurd"):
            assert expected in text
        assert "anders.xml niet te beoordelen" in text
        assert "API-sleutel" not in text
        many = packed(*((f"{number}.xml", b"<a/>") for number in range(101)))
        refused = await browser.send(PATH, {}, files={"bestand": ("veel.zip", many)})
        assert refused.status_code == 422
        assert "hoogstens 100" in refused.text
    assert await rows(api) == before
    looks = [dict(each) for each in await on_record(api) if each["actie"] == f"POST {PATH}"]
    assert [str(each) for each in looks[0]["clienten"]] == [made.client]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04zip", b"geen xml", b"<Bericht/>", "\ud800".encode("utf-8", "replace")]
)
async def test_whatever_is_given_the_answer_is_a_page(api: Api, data: bytes) -> None:
    async with browsing(api, VENLO) as browser:
        response = await browser.send(PATH, {"xml": ""}, files={"bestand": ("x", data)} if data else None)
    assert response.status_code in (200, 422)
    assert "Toetsen" in text_of(response.text)


async def test_a_script_in_a_message_is_not_run(api: Api) -> None:
    script = "<script>alert(1)</script>"
    async with browsing(api, VENLO) as browser:
        response = await browser.send(PATH, {"xml": script})
    assert script not in response.text
    assert "&lt;script&gt;" in response.text
