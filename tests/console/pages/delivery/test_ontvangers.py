"""Receivers: frozen with a reason, released, moved to another channel, and tried, each by name."""

from dataclasses import replace

import pytest

from gateway.exchange.kernel.gateway import DeliverySettings
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, ZORG
from tests.support.console.browser import browsing, text_of
from tests.support.exchange.workers import HERE
from tests.support.store.deliveries import ADDRESS
from tests.support.store.ledger import push_to

PATH = "/console/ontvangers"
ONE = f"{PATH}/{ZORG}"


async def test_one_is_frozen_with_a_reason_and_released(api: Api) -> None:
    async with browsing(api, BEHEER, inlognaam="bo") as browser:
        assert "niemand is bevroren" in text_of(await browser.open(PATH))
        await browser.send(f"{ONE}/bevriezen", {"reden": "Zij <b>verhuizen</b>."})
        text = text_of(html := await browser.open(PATH))
        assert "<b>verhuizen" not in html
        assert "door beheer, persoon bo: Zij <b>verhuizen</b>." in text
        assert "Bevriezen" not in await browser.open(ONE)
        assert (await browser.send(f"{ONE}/vrijgeven")).headers["location"] == ONE
        assert "niemand is bevroren" in text_of(await browser.open(PATH))


async def test_the_calendar_shows_what_stands_still_and_what_comes_in(api: Api) -> None:
    async with api.gateway.db.transaction() as tx:
        await tx.execute(
            "insert into stilstanden (kanaal, soorten, van, tot, reden, door, ingang) select kanaal, soorten,"
            " now(), now() + interval '1 day', 'releasewissel', 'x', 'x'"
            " from (values ('ggk', '{WMO301}'::text[]), ('binnenkomst', '{}'::text[])) as nieuw (kanaal, soorten)"
        )
    async with browsing(api, BEHEER) as browser:
        text = text_of(await browser.open(PATH))
        assert "door de keten (GGK) 1 WMO301" in text
        assert "wat binnenkomt 2 alle" in text
        assert text.count("releasewissel") == 2


async def test_it_shows_what_could_not_be_received_from_vecozo(api: Api) -> None:
    async with browsing(api, BEHEER) as browser:
        assert "VECOZO" not in text_of(await browser.open(PATH))
        async with api.gateway.db.transaction() as tx:
            await tx.execute("insert into ophaalbronnen (adres, gelukt_op) values ('https://vecozo.example', now())")
        assert "Alles wat daar lag is ontvangen." in text_of(await browser.open(PATH))
        async with api.gateway.db.transaction() as tx:
            await tx.execute(
                "insert into ophalingen (gemeente, id, adres, conversatie, probleem, toelichting, volgende_op) values"
                " ('0983', gen_random_uuid(), 'x', gen_random_uuid(), 'inhoud-weg', 'De inhoud <b>is weg</b>.', now())"
            )
        assert "De inhoud <b>is weg</b>. inhoud-weg" in text_of(await browser.open(PATH))


@pytest.mark.parametrize(("reason", "told"), [("", "Schrijf op waarom"), ("om 999900006", "die een BSN kunnen zijn")])
async def test_a_reason_that_can_not_be_is_told(api: Api, reason: str, told: str) -> None:
    async with browsing(api, BEHEER) as browser:
        response = await browser.send(f"{ONE}/bevriezen", {"reden": reason})
        assert response.status_code == 422
        assert told in text_of(response.text)
        assert "in orde" in text_of(response.text)


async def test_the_channel_is_changed_to_an_address_that_can_be(api: Api) -> None:
    async with browsing(api, BEHEER) as browser:
        refused = await browser.send(f"{ONE}/kanaal", {"kanaal": "push", "afleveradres": "http://zorg.example/"})
        assert refused.status_code == 422
        assert "niet versleuteld" in text_of(refused.text)
        assert (await browser.send(f"{ONE}/kanaal", {"kanaal": "fax"})).status_code == 422
        none = await browser.send(f"{ONE}/kanaal", {"kanaal": "map", "aflevermap": "/srv/elders"})
        assert "hoort een map" in text_of(none.text)
        api.app.state.gateway = replace(api.gateway, delivery=DeliverySettings(HERE))
        chosen = {"kanaal": "push", "afleveradres": "http://127.0.0.1:9/iwmo"}
        unreached = await browser.send(f"{ONE}/kanaal", chosen)
        assert "poort 9 neemt geen verbinding aan" in text_of(unreached.text), "it was tried at once"
        assert "toegestuurd over HTTPS" not in text_of(await browser.open(PATH))
        await browser.send(f"{ONE}/kanaal", {**chosen, "ongeprobeerd": "ja"})
        assert "toegestuurd over HTTPS http://127.0.0.1:9/iwmo" in text_of(await browser.open(ONE))
        assert ZORG in text_of(await browser.open(PATH))


async def test_a_channel_is_tried_and_the_page_says_what_came_of_it(api: Api) -> None:
    async with browsing(api, BEHEER) as browser:
        assert "Kanaal proberen" not in await browser.open(ONE)
        await push_to(api.gateway.db, ADDRESS)
        assert "Nog niet geprobeerd" in text_of(await browser.open(ONE))
        assert (await browser.send(f"{ONE}/proef")).headers["location"] == ONE
        assert "niet bereikt" in text_of(await browser.open(ONE))
    async with browsing(api, BEHEER, "raadpleger") as browser:
        assert '<form method="post" action="/console/ontvangers' not in await browser.open(ONE)
        await browser.open(f"{PATH}/99990008", 404)
