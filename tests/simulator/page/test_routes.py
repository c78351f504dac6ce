"""A person sees what is exchanged and what waits, and lets each thing go wrong by a button."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from gateway.simulator.mishaps import FLAWS, Mishap, Storing
from gateway.simulator.page.buttons import list_buttons
from gateway.simulator.scenario import Habit, Tls
from gateway.simulator.simulator import Simulator
from tests.simulator.test_controls import steered
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.exchange.chain import envelope
from tests.support.exchange.simulated import bring, calm
from tests.support.messages.messages import BSN, xml

PULLED = {VENLO: {}, ZORG: {"vecozo": True}}


@asynccontextmanager
async def opened(**scenario: Any) -> AsyncIterator[tuple[Simulator, httpx.AsyncClient, str]]:
    """Yield a simulator, a browser on its page, and the token of the forms there."""
    async with steered(**scenario) as (simulator, http):
        page = await http.get("/")
        [token] = set(re.findall(r'name="token" value="([^"]+)"', page.text))
        yield simulator, http, token


async def test_what_is_exchanged_and_what_waits_is_shown_without_anybodys_data() -> None:
    async with opened(partijen=PULLED) as (simulator, http, _):
        message = envelope(xml(start(1, "S1")), "WMO305")
        await bring(simulator, message)
        await calm(simulator)
        page = await http.get("/")
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert message.referentienummer in page.text
        assert "WordtAangeboden" in page.text, "the answer waits at VECOZO"
        assert not re.search(rf"{BSN}|Proefpersoon", page.text)
        assert (await http.get("/stijl.css")).headers["content-type"].startswith("text/css")


async def test_each_button_lets_its_thing_go_wrong() -> None:
    async with opened(partijen=PULLED) as (simulator, http, token):
        names = re.findall(r'name="knop" value="([^"]+)"', (await http.get("/")).text)
        assert {each.partition("/")[0] for each in names} == set(Mishap) - {Mishap.CERTIFICAAT}
        for each in names:
            code = {"code": "IB010"} if each == "fout" else {}
            form = {"token": token, "knop": each, "functie": "WMO305", "keer": "2", "seconden": "0,5", **code}
            if "/" in each:
                del form["functie"]
            assert (await http.post("/storing", data=form)).status_code == 303, each
        rules = [storing for _, storing, _ in simulator.faults.rules]
        assert len(rules) == len(names)
        assert {(each.keer, each.seconden) for each in rules} == {(2, 0.5)}
        [first, *_] = simulator.faults.rules
        assert (await http.post(f"/storing/{first[0]}/weg", data={"token": token})).status_code == 303
        assert len(simulator.faults.rules) == len(names) - 1


async def test_certificates_have_buttons_where_there_is_tls() -> None:
    async with opened() as (simulator, _, _):
        played = simulator.played
        object.__setattr__(played, "scenario", played.scenario.model_copy(update={"tls": Tls()}))
        names = {each.name for each in list_buttons(played)}
        assert {f"certificaat/{at}/{flaw}" for at in FLAWS for flaw in FLAWS[at]} <= names


async def test_a_provider_that_is_played_gets_other_habits() -> None:
    async with opened() as (simulator, http, token):
        form = {"token": token, "gedrag": ["zwijgt", "weigert-ten-onrechte"]}
        assert (await http.post(f"/gedrag/{ZORG}", data=form)).status_code == 303
        assert simulator.software[ZORG].habits == {Habit.ZWIJGT, Habit.WEIGERT}
        assert (await http.get("/")).text.count(" checked>") == 2
        assert (await http.post(f"/gedrag/{ZORG}", data={"token": token})).status_code == 303
        assert simulator.software[ZORG].habits == frozenset()
        assert (await http.post("/gedrag/00000000", data={"token": token})).status_code == 404
        assert (await http.post(f"/gedrag/{ZORG}", data={"token": token, "gedrag": "x"})).status_code == 404


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"knop": "fout"}, "code hoort bij een storing"),
        ({"knop": "regen"}, "wat moet een van"),
        ({"knop": "druk", "keer": "veel"}, "keer moet een geheel getal zijn"),
        ({"knop": "druk", "kans": "2"}, "kans mag hoogstens 1"),
        ({"knop": "<b>"}, "&lt;b&gt;"),
    ],
)
async def test_what_is_filled_in_wrongly_is_told(form: dict[str, str], said: str) -> None:
    async with opened() as (simulator, http, token):
        refused = await http.post("/storing", data={"token": token, **form})
        assert (refused.status_code, said in refused.text) == (400, True)
        assert simulator.faults.rules == []


async def test_a_form_of_elsewhere_does_nothing() -> None:
    async with opened(storingen=(Storing(wat=Mishap.DRUK),)) as (simulator, http, _):
        for path in ("/storing", "/storing/0/weg", f"/gedrag/{ZORG}"):
            for token in ({}, {"token": "ander"}):
                assert (await http.post(path, data={"knop": "druk", "gedrag": "zwijgt", **token})).status_code == 403
        assert len(simulator.faults.rules) == 1
        assert simulator.software[ZORG].habits == frozenset()
