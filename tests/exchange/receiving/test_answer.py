"""Answers of a provider: each belongs to one message that we sent, and to no more than one."""

from dataclasses import replace
from datetime import date

from gateway.messages.retour import compose
from gateway.messages.toewijzing import Wmo301
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, Partij, weigering


async def last(aanbieder: Partij) -> Wmo301:
    """The newest 301 that waits; all are collected."""
    *_, message = await aanbieder.haal_op()
    assert isinstance(message, Wmo301)
    return message


async def test_an_answer_belongs_to_one_message_and_there_is_one(venlo: Partij, zorg: Partij) -> None:
    uitgifte = await venlo.ken_toe(await venlo.schrijf_in())
    heen = await last(zorg)
    ja = compose(heen, [], "R1", date(2024, 3, 1), None)
    eerste = await zorg.bied_aan(ja)
    assert await zorg.bied_aan(ja) == eerste
    assert len(await venlo.postvak()) == 1
    conflict = await zorg.geweigerd(weigering(heen, "R2"), 409)
    assert conflict["type"].endswith("al-beantwoord")
    assert conflict["bericht"] == eerste["id"]
    assert (await venlo.toon(uitgifte["bericht"]))["retourbericht"] == eerste["id"]


async def test_an_answer_to_nothing_we_sent_is_refused(api: Api, venlo: Partij, zorg: Partij) -> None:
    await venlo.ken_toe(await venlo.schrijf_in())
    heen = await last(zorg)
    ja = compose(heen, [], "R1", date(2024, 3, 1), None)
    thuis = await api.als(THUIS)
    assert (await thuis.geweigerd(ja, 403))["type"].endswith("andere-verzender")
    kop = replace(
        ja.header,
        bericht_identificatie=replace(ja.header.bericht_identificatie, identificatie="NOOIT"),
    )
    weigering = await zorg.geweigerd(replace(ja, header=kop))
    assert weigering["type"].endswith("heenbericht-onbekend")
    assert "NOOIT" in weigering["detail"]
