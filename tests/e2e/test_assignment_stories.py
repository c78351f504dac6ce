"""The scenarios of the standard about assignments that change, over HTTP: each step with its verdict and codes."""

import pytest_asyncio

from tests.support.api.application import SHARED, Api
from tests.support.api.care_story import P1, P3, WEEKLY, YEAR, CareStory, a_care_story, refused
from tests.support.api.claims import line
from tests.support.api.parties import VENLO, problem
from tests.support.api.requests import lines_of, the_message
from tests.support.exchange.combined import change, decide, grant

pytestmark = SHARED


@pytest_asyncio.fixture(loop_scope="module")
async def story(shared_api: Api) -> CareStory:
    return await a_care_story(shared_api)


async def signals_on(story: CareStory, term: str, size: str | None, product: str = P1) -> list[str]:
    """Return the codes of what the gateway remarks on a new assignment."""
    nummer = await story.assign(term, size, product)
    shown = await story.venlo.http.get(f"/v1/toewijzingen/{VENLO}/{nummer}")
    return [each["code"] for each in shown.json()["bevindingen"]]


async def test_s001_lengthen_by_moving_the_last_day(story: CareStory) -> None:
    nummer = await story.issue("2024-01-01..2024-06-30", WEEKLY)
    assert await story.start(nummer, "2024-01-05") == {}
    story.on("2024-05-10")
    after = await story.venlo.change(nummer, einddatum="2024-12-31")
    assert [each["versie"] for each in after["versies"]] == [1, 2]
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-12-31", "04", None)]
    assert await story.start(nummer, "2024-05-01") == refused("StartProduct", "9326"), "the start still stands"
    story.on("2025-01-03")
    assert await story.stop(nummer, "2024-01-05", "19", "2024-12-31") == {}


async def test_s002a_another_size_is_no_extension(story: CareStory) -> None:
    nummer = await story.issue("2024-01-01..2024-06-30", WEEKLY)
    fixed = await story.change_refused(nummer, 400, einddatum="2024-12-31", volume=4)
    assert fixed["type"].endswith("volume-vast")
    assert await signals_on(story, "2024-07-01..2024-12-31", "4x04/2") == []
    lines = await story.told()
    assert [(each[1], each[2], each[3], each[4]) for each in lines] == [
        (P1, "2024-01-01", "2024-06-30", None),
        (P1, "2024-07-01", "2024-12-31", None),
    ]


async def test_s002b_a_total_may_be_extended_or_followed(story: CareStory) -> None:
    await story.issue("2024-01-01..2024-06-30", "80x04/6")
    assert await signals_on(story, "2024-07-01..2024-12-31", "80x04/6") == [], "a new number is allowed"
    other = await story.assign("2024-01-01..2024-06-30", "80x04/6", P3)
    await story.zorg.collect()
    await story.venlo.change(other, einddatum="2024-12-31")
    assert (other, P3, "2024-01-01", "2024-12-31", "04", None) in await story.told()


async def test_s002c_after_its_last_day_a_new_number_is_allowed(story: CareStory) -> None:
    await story.issue("2024-01-01..2024-06-30", WEEKLY)
    story.on("2024-06-30")
    assert await signals_on(story, "2024-07-01..2024-09-30", WEEKLY) == ["OP380"], "the last day isn't over"
    story.on("2024-10-01")
    assert await signals_on(story, "2024-10-01..2024-12-31", WEEKLY) == []


async def test_s002d_without_a_size_the_number_stays(story: CareStory) -> None:
    nummer = await story.issue("2024-01-01..2024-06-30", None, "02")
    assert await signals_on(story, "2024-07-01..2024-12-31", None, "02") == ["OP380"]
    [first, _] = await story.told()
    assert first == (nummer, None, "2024-01-01", "2024-06-30", None, None)
    own = await story.issue("2024-01-01..2024-06-30", None, "07")
    await story.venlo.change(own, einddatum="2024-12-31")
    assert (own, None, "2024-01-01", "2024-12-31", "04", None) in await story.told()


async def test_s003_shorten_in_the_future(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-01-05") == {}
    await story.venlo.change(nummer, einddatum="2024-09-30")
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-09-30", "05", None)]
    story.on("2024-10-01")
    assert await story.stop(nummer, "2024-01-05", "36", "2024-09-30") == {}


async def test_s004_shorten_into_the_past(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-02-01") == {}
    refusal = await story.change_refused(nummer, einddatum="2024-01-31")
    assert refusal["type"].endswith("zorg-geleverd")
    assert "OP362" in refusal["detail"]
    await story.zorg.collect()
    alone = await story.venlo.change(nummer, einddatum="2024-02-25")
    assert [each["code"] for each in alone["bevindingen"]] == ["OP186"], "without the provider's consent"
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-02-25", "05", None)]
    assert await story.stop(nummer, "2024-02-01", "19", "2024-02-20") == {}
    await story.zorg.collect()
    agreed = await story.venlo.change(nummer, einddatum="2024-02-10", instemmingAanbieder=True)
    assert [each["code"] for each in agreed["bevindingen"]] == ["OP362"], "before the stop: a signal"
    assert agreed["actueel"]["instemmingAanbieder"] is True
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-02-10", "05", None)]


async def test_s005_remove_before_care(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    await story.venlo.change(nummer, verwijderd=True)
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-01-01", "13", None)]
    assert await story.start(nummer, "2024-02-01") == refused("StartProduct", "9019")
    other = await story.assign(YEAR, WEEKLY, P3)
    assert [each[0] for each in await story.told()] == [other]
    assert (await story.change_refused(nummer, einddatum="2024-12-31"))["type"].endswith("toewijzing-verwijderd")


async def test_s006_remove_with_a_standing_start(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-02-01") == {}
    assert "OP362" in (await story.change_refused(nummer, verwijderd=True))["detail"]
    assert await story.start(nummer, "2024-02-01", "3") == {}
    await story.zorg.collect()
    await story.venlo.change(nummer, verwijderd=True)
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-01-01", "13", None)]


async def test_s008_a_wrong_product_before_any_care(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    new = grant(P3, "2024-01-01", "2024-12-31", omvang={"volume": 3, "eenheid": "04", "frequentie": "2"})
    client = await story.client(story.bsn)
    made = await decide(story.venlo, client, change(nummer, verwijderd=True), new)
    assert made.status_code == 201, made.text
    [first, second] = await story.told()
    assert first == (nummer, P1, "2024-01-01", "2024-01-01", "13", None)
    assert second[1:] == (P3, "2024-01-01", "2024-12-31", None, None)


async def test_s009_a_total_gets_another_volume(story: CareStory) -> None:
    nummer = await story.issue(YEAR, "80x04/6")
    without_reason = await story.change_refused(nummer, 400, volume=100)
    assert without_reason["type"].endswith("reden-ontbreekt")
    await story.venlo.change(nummer, volume=100, redenWijziging="14")
    message = await the_message(story.zorg, "WMO301")
    assert lines_of(message) == [(nummer, P1, "2024-01-01", "2024-12-31", "14", None)]
    assert message.client.toegewezen_producten[0].omvang.volume == "100"


async def test_s010_a_volume_a_week_is_fixed(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    refusal = await story.change_refused(nummer, 400, volume=5, redenWijziging="14")
    assert "IV066" in refusal["detail"]


async def test_s011_a_budget_up_and_down(story: CareStory) -> None:
    nummer = await story.issue(YEAR, "B100000", None)
    for budget in (150000, 120000):
        changed = await story.venlo.change(nummer, budget=budget, redenWijziging="14", instemmingAanbieder=True)
        assert changed["actueel"]["budget"] == budget
        message = await the_message(story.zorg, "WMO301")
        assert message.client.toegewezen_producten[0].budget == str(budget)
        assert lines_of(message) == [(nummer, None, "2024-01-01", "2024-12-31", "14", None)]
    alone = await story.venlo.change(nummer, budget=119999, redenWijziging="14")
    assert [each["code"] for each in alone["bevindingen"]] == ["OP299"], "without the provider's consent"


async def test_s012_another_size_a_week(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-01-05") == {}
    await story.zorg.collect()
    new = grant(P1, "2024-06-01", "2024-12-31", omvang={"volume": 5, "eenheid": "04", "frequentie": "2"})
    ended = change(nummer, einddatum="2024-05-31")
    made = await decide(story.venlo, await story.client(story.bsn), ended, new)
    assert made.status_code == 201, made.text
    [first, second] = await story.approve()
    assert first == (nummer, P1, "2024-01-01", "2024-05-31", "05", None)
    assert second[1:] == (P1, "2024-06-01", "2024-12-31", None, None)
    story.on("2024-06-03")
    assert await story.stop(nummer, "2024-01-05", "36", "2024-05-31") == {}
    assert await story.start(story.know(second[0], P1, "2024-06-01"), "2024-06-01") == {}


async def test_s014_an_earlier_first_day_takes_another_number(story: CareStory) -> None:
    nummer = await story.issue("2024-02-01..2024-12-31", WEEKLY)
    refusal = await story.change_refused(nummer, 400, ingangsdatum="2024-01-15")
    assert "ingangsdatum" in str(refusal)
    before = await story.assign("2024-01-15..2024-01-31", WEEKLY)
    lines = await story.told()
    assert {each[0] for each in lines} == {nummer, before}


async def test_s016_twice_the_same_days_in_two_messages(story: CareStory) -> None:
    nummer = await story.issue("2023-02-01..2023-12-31", WEEKLY)
    body = {
        "clientId": await story.client(story.bsn),
        "aanbieder": story.zorg.code,
        "product": {"categorie": "02", "code": P1},
        "ingangsdatum": "2023-01-15",
        "einddatum": "2023-03-31",
        "omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"},
    }
    blocked = problem(await story.venlo.http.post("/v1/toewijzingen", json=body), 409)
    [finding] = blocked["bevindingen"]
    assert (finding["code"], finding["severity"]) == ("OP259", "blokkade")
    assert str(nummer) in finding["text"]
    assert await story.zorg.mailbox() == []


async def test_s038_shorten_below_a_granted_claim(story: CareStory) -> None:
    nummer = await story.on("2024-06-05").issue(YEAR, "80x04/6")
    claimed = await story.claim("2024-05", line("R38", nummer, "2024-05", "60x04", 1), bsn=story.bsn)
    assert claimed.decision == ("8001",)
    for changes in ({"einddatum": "2024-04-30"}, {"volume": 50, "redenWijziging": "14"}):
        assert "UP031" in (await story.change_refused(nummer, **changes))["detail"]
    await story.venlo.change(nummer, volume=50, redenWijziging="14", instemmingAanbieder=True)
    assert await story.told() == [(nummer, P1, "2024-01-01", "2024-12-31", "14", None)]


async def test_s039_remove_with_a_granted_claim(story: CareStory) -> None:
    nummer = await story.on("2024-06-05").issue(YEAR, "80x04/6")
    granted = await story.claim("2024-05", line("R39", nummer, "2024-05", "60x04", 1), bsn=story.bsn)
    assert granted.decision == ("8001",)
    assert "TR385" in (await story.change_refused(nummer, verwijderd=True))["detail"]
    credit = line("C39", nummer, "2024-05", "60x04", 1, former="R39")
    assert (await story.claim("2024-05", credit, bsn=story.bsn)).decision == ("8001",)
    await story.zorg.collect()
    await story.venlo.change(nummer, verwijderd=True)
    assert await story.told() == [(nummer, P1, "2024-01-01", "2024-01-01", "13", None)]


async def test_s040_extend_after_its_last_day(story: CareStory) -> None:
    nummer = await story.issue("2024-01-01..2024-02-15", WEEKLY)
    await story.venlo.change(nummer, einddatum="2024-06-30")
    assert await story.told() == [(nummer, P1, "2024-01-01", "2024-06-30", "04", None)], "by choice"
