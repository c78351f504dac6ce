"""The scenarios of the standard about why care ends and what the provider reports of it, over HTTP."""

import pytest
import pytest_asyncio

from tests.support.api.application import SHARED, Api
from tests.support.api.care_story import P1, WEEKLY, YEAR, CareStory, a_care_story, refused
from tests.support.api.parties import THUIS, VENLO
from tests.support.api.requests import codes_in_answer

pytestmark = SHARED


@pytest_asyncio.fixture(loop_scope="module")
async def story(shared_api: Api) -> CareStory:
    return await a_care_story(shared_api)


@pytest.mark.parametrize(
    ("reason", "stop_reason"),
    [("02", "02"), ("07", "31"), ("06", "39"), ("08", "36"), ("03", "36"), ("10", "36"), ("11", "36")],
    ids=["s017 death", "s019 move", "s021 Wlz", "s022 PGB", "s023 contract", "s024 funding", "s025 reorganisation"],
)
async def test_s017_s019_s021_s022_s023_s024_s025_a_reason_and_its_stop(
    story: CareStory, reason: str, stop_reason: str
) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-01-05") == {}
    await story.zorg.collect()
    await story.venlo.change(nummer, einddatum="2024-03-08", redenWijziging=reason)
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-03-08", reason, None)]
    story.on("2024-03-11")
    assert await story.stop(nummer, "2024-01-05", stop_reason, "2024-03-08") == {}
    assert await story.stop(nummer, "2024-01-05", "19", "2024-03-08") == refused("StopProduct", "9415")


async def test_s018_death_known_by_the_provider_first(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-01-05") == {}
    assert await story.stop(nummer, "2024-01-05", "02", "2024-02-25") == {}
    await story.zorg.collect()
    changed = await story.venlo.change(nummer, einddatum="2024-02-25", redenWijziging="02")
    assert changed["bevindingen"] == []
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-02-25", "02", None)]
    again = await story.stop(nummer, "2024-01-05", "19", "2024-02-25")
    assert again == refused("StopProduct", "9415")


async def test_s020_another_provider(story: CareStory) -> None:
    thuis = await story.api.caller(THUIS)
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-01-05") == {}
    await story.zorg.collect()
    await story.venlo.change(nummer, einddatum="2024-02-29", redenWijziging="09")
    assert await story.approve() == [(nummer, P1, "2024-01-01", "2024-02-29", "09", None)]
    assert await story.stop(nummer, "2024-01-05", "38", "2024-02-29") == {}
    care = {"product": {"categorie": "02", "code": P1}, "ingangsdatum": "2024-03-01"}
    made = await story.venlo.assign(await story.client(story.bsn), aanbieder=THUIS, **care)
    new = story.know(made["toewijzingNummer"], P1, "2024-03-01")
    assert new != nummer
    assert await story.start(new, "2024-03-01") == refused("StartProduct", "9019"), "of the one before"
    assert await story.start(new, "2024-03-01", by=thuis) == {}


async def test_s027_an_eighteenth_birthday_within_the_care_changes_nothing(story: CareStory) -> None:
    story.born = "2006-02-15"
    born = {"geboortedatum": {"datum": story.born}}
    story.clients[story.bsn] = await story.venlo.register(story.bsn, **born)
    nummer = await story.issue(YEAR, WEEKLY)
    assert await story.start(nummer, "2024-01-05") == {}
    assert await story.stop(nummer, "2024-01-05", "19", "2024-02-29") == {}


async def test_s034_a_client_stops_and_the_municipality_closes(story: CareStory) -> None:
    nummer = await story.issue("2024-05-08..2024-12-31", "382000x83/4")
    story.on("2024-10-01")
    assert await story.start(nummer, "2024-05-11") == {}
    assert await story.stop(nummer, "2024-05-11", "21", "2024-09-27") == {}
    await story.zorg.collect()
    await story.venlo.change(nummer, einddatum="2024-09-27", redenWijziging="12")
    assert await story.approve() == [(nummer, P1, "2024-05-08", "2024-09-27", "12", None)]
    assert await story.stop(nummer, "2024-05-11", "37", "2024-09-27") == refused("StopProduct", "9415")


async def test_s035_a_category_alone(story: CareStory) -> None:
    nummer = await story.issue("2024-01-01..2024-12-31", None, "02")
    assert await story.start(nummer, "2024-01-05") == {}
    assert await story.stop(nummer, "2024-01-05", "21", "2024-02-25") == {}
    await story.zorg.collect()
    await story.venlo.change(nummer, einddatum="2024-02-25", redenWijziging="12")
    assert await story.approve() == [(nummer, None, "2024-01-01", "2024-02-25", "12", None)]


@pytest.mark.parametrize(("day", "late"), [("2024-03-08", []), ("2024-03-11", ["OP271"])], ids=["in time", "late"])
async def test_s036_a_start_after_an_assignment_in_hindsight(story: CareStory, day: str, late: list[str]) -> None:
    nummer = await story.issue("2024-02-12..2024-12-31", WEEKLY)
    story.on(day)
    message = story.start_message(nummer, "2024-02-12")
    receipt = await story.zorg.submit(message)
    assert await codes_in_answer(story.zorg, receipt, message) == {}, "late is a signal and no refusal"
    assert await story.venlo.codes(receipt["berichtId"]) == late


async def test_s026_a_day_on_which_a_personal_budget_begins_is_seen_by_no_rule(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    changed = await story.venlo.change(nummer, einddatum="2024-06-01", redenWijziging="08")
    assert changed["bevindingen"] == []
    assert await story.told() == [(nummer, P1, "2024-01-01", "2024-06-01", "08", None)]
    assert (await story.venlo.http.get(f"/v1/toewijzingen/{VENLO}/{nummer}")).json()["verzonden"] is True
