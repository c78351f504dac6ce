"""Requests to a municipality with another gateway, and its answers: judged without books, kept and passed on."""

from datetime import date
from typing import Any

import pytest

from gateway.messages.return_message import compose
from tests.support.api.application import Api
from tests.support.api.parties import BEESEL, ZORG, Caller, problem
from tests.support.api.requests import asked, vot, vow, wish
from tests.support.messages.requests import wmo319


@pytest.fixture
async def beesel(api: Api) -> Caller:
    return await api.caller(BEESEL)


def answer_of(identificatie: str, **changes: Any) -> Any:
    """Return a WMO319 from Beesel to ZORG."""
    return wmo319(identificatie=identificatie, afzender=BEESEL, ontvanger=ZORG, **changes)


@pytest.mark.parametrize(
    ("message", "retour"),
    [
        (vot("V1", asked("A1"), ontvanger=BEESEL), "WMO316"),
        (vow("W1", "A1", change=[wish(1, "2024-04-01", "2024-12-31")], ontvanger=BEESEL), "WMO318"),
    ],
    ids=["for care", "for change"],
)
async def test_a_request_its_answer_and_what_answers_that(
    api: Api, beesel: Caller, zorg: Caller, message: Any, retour: str
) -> None:
    sent = await zorg.submit(message)
    assert (sent["oordeel"], sent["retourberichtId"]) == ("goedgekeurd", None), "its own gateway answers"
    [forward] = await beesel.collect()
    assert forward.header == message.header
    await beesel.submit(compose(forward, [], "R1", date(2024, 3, 1), None))
    [back] = await zorg.collect()
    assert back.soort.name == retour
    assert (await zorg.show(sent["berichtId"]))["uitkomst"] == "goedgekeurd"

    investigated = answer_of("N1", verzoek_antwoord="2", reden_afwijzing_verzoek=None)
    told = await beesel.submit(investigated)
    assert (told["oordeel"], told["retourberichtId"]) == ("goedgekeurd", None), "the provider answers"
    [answer] = await zorg.collect()
    await zorg.submit(compose(answer, [], "R2", date(2024, 3, 1), None))
    assert [each.soort.name for each in await beesel.collect()] == ["WMO320"]
    assert (await beesel.show(told["berichtId"]))["uitkomst"] == "goedgekeurd"
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from verzoeken") == 0, "the books are elsewhere"


async def test_what_would_be_refused_is_not_passed_on(beesel: Caller, zorg: Caller) -> None:
    late = vot("V1", asked("A1"), ontvanger=BEESEL, dagtekening="2024-03-02")
    refused = problem(await zorg.send(late), 400, "niet-doorgegeven")
    assert [each["code"] for each in refused["bevindingen"]] == ["TR135"]
    receipt = await beesel.submit(answer_of("N1", dagtekening="2024-03-02"))
    [answer] = await beesel.collect()
    assert (receipt["oordeel"], answer.soort.name) == ("afgekeurd", "WMO320")
    assert (answer.header.retour_codes, answer.antwoord) == (("8848",), None)
    assert await zorg.collect() == []


async def test_s174_what_only_books_can_tell_is_left_to_the_provider(beesel: Caller, zorg: Caller) -> None:
    receipt = await beesel.submit(answer_of("N1"))
    assert receipt["oordeel"] == "goedgekeurd", "9355 is for who knows the request"
    assert [each.soort.name for each in await zorg.collect()] == ["WMO319"]


async def test_s177_a_refused_answer_is_sent_again(api: Api, beesel: Caller, zorg: Caller) -> None:
    early = answer_of("N1", dagtekening="2024-03-02")
    refused = await beesel.submit(early)
    [answer] = await beesel.collect()
    assert (refused["oordeel"], answer.header.retour_codes, answer.antwoord) == ("afgekeurd", ("8848",), None)
    api.clock.advance(days=1)
    assert (await beesel.submit(early))["oordeel"] == "goedgekeurd", "it counts as never sent"
    [forward] = await zorg.collect()
    assert forward == early


async def test_s175_level_2(beesel: Caller) -> None:
    for number, (changes, code) in enumerate(
        (
            ({"reden_afwijzing_verzoek": None}, "CD085"),
            ({"verzoek_antwoord": "2", "reden_afwijzing_verzoek": "3"}, "CD086"),
        )
    ):
        receipt = await beesel.submit(answer_of(f"N{number}", **changes))
        assert await beesel.codes(receipt["berichtId"]) == [code]
        answer = await beesel.read_message(receipt["retourberichtId"])
        assert (answer.header.retour_codes, answer.header.xslt_versie) == (("0001",), "2.10.5")
        assert answer.antwoord is None
