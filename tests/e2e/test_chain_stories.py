"""The scenarios in which requests, assignments, reports and claims follow each other, over HTTP."""

from dataclasses import replace
from typing import Any

import pytest

from gateway.messages.common import Omvang, Product
from gateway.messages.registry import Message
from tests.support.api.application import Api
from tests.support.api.claims import Answer, Story, line
from tests.support.api.parties import BEHEER, THUIS, ZORG, Caller, problem, start, stop
from tests.support.api.requests import (
    answer,
    asked,
    codes_of,
    decide,
    lines_of,
    new,
    the_message,
    the_request,
    vot,
    vow,
    wish,
)
from tests.support.exchange.crashing_rule import break_rules
from tests.support.exchange.signals import list_signals, op

MORE = Omvang(volume="5", eenheid="04", frequentie="2")


@pytest.fixture
async def story(api: Api, venlo: Caller, zorg: Caller) -> Story:
    return Story(api, venlo, zorg)


def granted(answer: Answer) -> bool:
    """Return True when all that was claimed is granted."""
    return (answer.decision, answer.listed) == (("8001",), {}) and answer.totals[0] == answer.totals[1]


class Reports:
    """Starts and stops of ZORG, each dated on the day of the clock."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.sent = 0

    async def start(self, nummer: int, since: str, begin: str, product: str | None = "02A16") -> dict[str, Any]:
        """Report a start; return the codes by class in its answer, none when it is approved."""
        return await self._send(start, nummer, product, toewijzing_ingangsdatum=since, begindatum=begin)

    async def stop(
        self, nummer: int, since: str, begin: str, reason: str, end: str, product: str | None = "02A16"
    ) -> dict[str, Any]:
        """Report a stop; return the codes by class in its answer, none when it is approved."""
        days = {"toewijzing_ingangsdatum": since, "begindatum": begin, "einddatum": end}
        return await self._send(stop, nummer, product, reden_beeindiging=reason, **days)

    async def _send(self, make: Any, nummer: int, product: str | None, **fields: Any) -> dict[str, Any]:
        self.sent += 1
        care = None if product is None else Product(categorie=product[:2], code=product)
        message: Message = make(nummer, f"R{self.sent}", product=care, dagtekening=self.story.today, **fields)
        return await codes_of(self.story.zorg, message)


async def grant(story: Story, reference: str, **body: Any) -> list[tuple[Any, ...]]:
    """Grant the request; return the lines of the WMO301 that says so, once the provider approved it."""
    await story.zorg.collect()
    await decide(story.venlo, reference, "toekennen", **body)
    message = await the_message(story.zorg, "WMO301")
    await answer(story.zorg, message, f"A{reference}")
    return lines_of(message)


async def test_s122_care_beside_care_that_runs(story: Story) -> None:
    old, reports = await story.assign("2024-01-01..2024-12-31", "3x04/2"), Reports(story)
    assert await reports.start(old, "2024-01-01", "2024-01-08") == {}
    assert await codes_of(story.zorg, vot("V1", asked("R1", "04A04"))) == {}
    lines = await grant(story, "R1")
    second = lines[-1][0]
    assert lines == [
        (old, "02A16", "2024-01-01", "2024-12-31", None, None),
        (second, "04A04", "2024-04-01", "2024-12-31", None, "R1"),
    ]
    story.on("2024-04-03")
    assert await reports.start(second, "2024-04-01", "2024-04-02", "04A04") == {}


async def test_s123_other_care_instead(story: Story) -> None:
    old, reports = await story.assign("2024-01-01..2024-12-31", "3x04/2"), Reports(story)
    assert await reports.start(old, "2024-01-01", "2024-01-08") == {}
    assert await codes_of(story.zorg, vot("V1", asked("R1", "02A17"))) == {}
    follows = (await grant(story, "R1"))[-1][0]
    await story.venlo.change(old, einddatum="2024-03-31", redenWijziging="05")
    [ended, begun] = lines_of(await the_message(story.zorg, "WMO301"))
    assert (ended, begun[-1]) == ((old, "02A16", "2024-01-01", "2024-03-31", "05", None), None)
    story.on("2024-04-02")
    assert await reports.stop(old, "2024-01-01", "2024-01-08", "36", "2024-03-31") == {}
    assert await reports.start(follows, "2024-04-01", "2024-04-01", "02A17") == {}


async def test_s161_no_half_of_a_request_for_change_is_granted(story: Story) -> None:
    nummer = await story.assign("2024-01-01..2024-12-31", "3x04/2")
    asks = vow(
        "W1",
        "R1",
        change=[wish(nummer, "2024-04-01", "2024-12-31", MORE)],
        new=[new("02A19", "2024-04-01", "2024-12-31")],
    )
    assert await codes_of(story.zorg, asks) == {}
    half = {
        "clientId": await story.client(),
        "aanbieder": ZORG,
        "product": {"categorie": "02", "code": "02A19"},
        "ingangsdatum": "2024-04-01",
        "einddatum": "2024-12-31",
        "omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"},
        "referentieAanbieder": "R1",
    }
    refused = problem(await story.venlo.http.post("/v1/toewijzingen", json=half), 409, "verzoek-in-zijn-geheel")
    request = await the_request(story.venlo, "R1")
    assert (refused["verzoekId"], request["status"]) == (request["verzoekId"], "open")
    assert [each[-1] for each in await grant(story, "R1")] == ["R1"] * 3


async def test_s163_an_extension_leaves_the_start_alone(story: Story) -> None:
    nummer, reports = await story.assign("2024-01-01..2024-06-30", "3x04/2"), Reports(story)
    assert await reports.start(nummer, "2024-01-01", "2024-01-08") == {}
    assert await codes_of(story.zorg, vow("W1", "R1", change=[wish(nummer, "2024-01-01", "2024-12-31")])) == {}
    assert await grant(story, "R1") == [(nummer, "02A16", "2024-01-01", "2024-12-31", "12", "R1")]
    story.on("2024-07-02")
    assert (await reports.start(nummer, "2024-01-01", "2024-07-01"))["StartProduct"] == ("9326",)
    story.on("2025-01-02")
    assert await reports.stop(nummer, "2024-01-01", "2024-01-08", "19", "2024-12-31") == {}


async def test_s165_eight_weeks_pass_and_the_request_stays_open(story: Story) -> None:
    assert await codes_of(story.zorg, vot("V1", asked("R1"), bsn=await known(story))) == {}
    await decide(story.venlo, "R1", "onderzoeken")
    await op(story.api, "2024-04-29")
    [signal] = await list_signals(story.venlo, code="NL-818", status="open")
    assert signal["uiterlijk"] == "2024-04-26", "eight weeks after the request"
    assert (await the_request(story.venlo, "R1"))["status"] == "in-onderzoek"
    assert [each[-1] for each in await grant(story, "R1")] == ["R1"]


async def known(story: Story) -> str:
    """Have the client of the stories registered, and return the BSN."""
    await story.client()
    [bsn] = story.clients
    return bsn


async def test_s166_shorter_by_request_than_what_was_granted(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    assert granted(await story.claim("2024-05", line("R1", nummer, "2024-05", "8x04", 5000)))
    shorter = wish(nummer, "2024-01-01", "2024-05-15", Omvang(volume="10", eenheid="04", frequentie="4"))
    assert await codes_of(story.zorg, vow("W1", "V1", change=[shorter], dagtekening=story.today)) == {}
    for what in ("toekennen", "toekennen/controle"):
        refused = await decide(story.venlo, "V1", what, status=409)
        assert refused["type"].endswith("zorg-gedeclareerd")
        assert refused["detail"].endswith("(IV093); gaat dat niet, wijs het verzoek dan af.")
    assert (await the_request(story.venlo, "V1"))["status"] == "open"
    [line_told] = await grant(story, "V1", instemmingAanbieder=True)
    assert line_told[3:] == ("2024-05-15", "12", "V1")


async def test_k065_a_claim_without_an_answer(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    nummer = await story.on("2025-06-02").assign("2025-01-01..2025-12-31", "10x04/4")
    break_rules(monkeypatch, 2, "WMO323")
    parked = await story.zorg.submit(story.message("2025-05", line("R1", nummer, "2025-05", "8x04", 5000)))
    assert parked["oordeel"] == "geparkeerd"
    await op(story.api, "2025-06-02")
    [signal] = await list_signals(story.venlo, code="NL-814", status="open")
    assert (signal["uiterlijk"], signal["berichtId"]) == ("2025-06-17", parked["berichtId"]), (
        "ten working days, of which 9 June (Tweede Pinksterdag) is none"
    )
    monkeypatch.undo()
    operator = await story.api.caller(BEHEER)
    assert (await operator.http.post(f"/v1/berichten/{parked['berichtId']}/beoordelen")).status_code == 200
    await op(story.api, "2025-06-02")
    assert await list_signals(story.venlo, code="NL-814", status="open") == []


async def test_l100_from_a_request_to_the_last_claim(story: Story) -> None:
    await story.client()
    reports = Reports(story)
    month = Omvang(volume="382000", eenheid="83", frequentie="4")
    assert await codes_of(story.zorg, vot("V1", asked("201901", omvang=month))) == {}
    [(nummer, *_)] = await grant(story, "201901")
    story.on("2024-04-03")
    assert await reports.start(nummer, "2024-04-01", "2024-04-02") == {}
    for month_of_care, today in (("2024-04", "2024-05-06"), ("2024-05", "2024-06-06")):
        story.on(today)
        assert granted(await story.claim(month_of_care, line(f"P{month_of_care}", nummer, month_of_care, "382000x83")))
    story.on("2024-06-20")
    assert await reports.stop(nummer, "2024-04-01", "2024-04-02", "21", "2024-06-15") == {}
    await story.venlo.change(nummer, einddatum="2024-06-15", redenWijziging="12")
    story.on("2024-07-04")
    whole = await story.claim("2024-06", line("P6", nummer, "2024-06", "382000x83"))
    assert whole.listed == {"P6": ("9308",)}
    assert granted(await story.claim("2024-06", line("P7", nummer, "2024-06-01..2024-06-15", "191000x83")))


async def test_l101_a_size_that_changes_within_a_month(story: Story) -> None:
    await story.client()
    products = (asked("ABC123"), asked("DEF456", "04A04", omvang=Omvang(volume="365", eenheid="14", frequentie="6")))
    assert await codes_of(story.zorg, vot("V1", *products)) == {}
    [(first, *_)] = await grant(story, "ABC123")
    second = (await grant(story, "DEF456"))[-1][0]
    changed = wish(first, "2024-04-20", "2024-12-31", MORE)
    assert await codes_of(story.zorg, vow("W1", "XYZ789", same=[second], change=[changed])) == {}
    third = (await grant(story, "XYZ789"))[-1][0]
    story.on("2024-05-06")
    answer = await story.claim(
        "2024-04",
        line("P1", first, "2024-04-01..2024-04-19", "8x04", 5000),
        line("P2", third, "2024-04-20..2024-04-30", "5x04", 5000),
        line("P3", second, "2024-04", "30x14", 20000, product="04A04"),
    )
    assert granted(answer)
    late = await story.claim("2024-04", line("P4", first, "2024-04", "1x04", 5000))
    assert late.listed == {"P4": ("9308",)}, "the first ends where the third begins"


async def test_l102_a_budget_that_is_used_up_and_raised(story: Story) -> None:
    nummer, reports = await story.assign("2024-01-01..2024-12-31", "B100000", None), Reports(story)
    assert await reports.start(nummer, "2024-01-01", "2024-01-08", None) == {}
    story.on("2024-03-05")
    assert granted(await story.claim("2024-01", line("P1", nummer, "2024-01", "60000x83")))
    assert granted(await story.claim("2024-02", line("P2", nummer, "2024-02", "40000x83")))
    story.on("2024-04-05")
    over = await story.claim("2024-03", line("P3", nummer, "2024-03", "1x83"))
    assert over.listed == {"P3": ("9369",)}
    raised = wish(nummer, "2024-01-01", "2024-12-31", None, "120000")
    assert await codes_of(story.zorg, vow("W1", "R1", change=[raised], dagtekening=story.today)) == {}
    assert await grant(story, "R1") == [(nummer, None, "2024-01-01", "2024-12-31", "12", "R1")]
    assert granted(await story.claim("2024-03", line("P4", nummer, "2024-03", "20000x83")))


async def test_l105_two_providers_claim_their_parts_of_one_month(story: Story) -> None:
    other = replace(story, zorg=await story.api.caller(THUIS))
    first = await story.on("2024-06-05").assign("2024-01-01..2024-05-14", "10x04/4")
    second = await other.assign("2024-05-15..2024-12-31", "10x04/4")
    assert granted(await story.claim("2024-05", line("R1", first, "2024-05-01..2024-05-14", "4x04", 5000)))
    assert granted(await other.claim("2024-05", line("R1", second, "2024-05-15..2024-05-31", "6x04", 5000)))
    theirs = await story.claim("2024-05", line("R2", second, "2024-05-15..2024-05-31", "6x04", 5000))
    assert theirs.listed == {"R2": ("9338",)}, "each on its own number"
