"""What was claimed keeps its ground when an assignment changes."""

import pytest

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.claimed import may_take_room
from tests.support.api.application import Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import Caller, problem


@pytest.mark.parametrize(
    ("term", "size", "claimed", "less", "enough"),
    [
        ("2024-01-01..2024-12-31", "80x04/6", "60x04", {"volume": 59}, {"volume": 60}),
        ("2024-01-01..2024-12-31", "B5000", "60x82", {"budget": 59}, {"budget": 60}),
    ],
)
async def test_less_than_was_claimed_needs_consent(
    api: Api,
    venlo: Caller,
    zorg: Caller,
    term: str,
    size: str,
    claimed: str,
    less: dict[str, int],
    enough: dict[str, int],
) -> None:
    story = Story(api, venlo, zorg)
    nummer = await story.on("2024-06-05").assign(term, size, "02" if size[0] == "B" else "02A16")
    assert (await story.claim("2024-01", line("R1", nummer, "2024-01", claimed, 1))).decision == ("8001",)
    at = f"/v1/toewijzingen/{venlo.code}/{nummer}"
    refused = problem(await venlo.http.patch(at, json={**less, "redenWijziging": "03"}), 409, "zorg-gedeclareerd")
    assert "instemmingAanbieder" in refused["detail"]
    await venlo.change(nummer, **enough, redenWijziging="03")
    await venlo.change(nummer, **less, redenWijziging="03", instemmingAanbieder=True)


async def test_an_end_after_what_was_claimed_needs_no_consent(api: Api, venlo: Caller, zorg: Caller) -> None:
    story = Story(api, venlo, zorg)
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "80x04/6")
    assert (await story.claim("2024-05", line("R1", nummer, "2024-05", "60x04", 1))).decision == ("8001",)
    await venlo.change(nummer, einddatum="2024-05-31")
    at = f"/v1/toewijzingen/{venlo.code}/{nummer}"
    problem(await venlo.http.patch(at, json={"einddatum": "2024-05-30"}), 409, "zorg-gedeclareerd")


def test_a_change_that_can_only_add_waits_for_no_claim() -> None:
    assert not may_take_room(Change(open_ended=True))
    assert not may_take_room(Change(reden_wijziging="03"))
    assert all(may_take_room(each) for each in (Change(remove=True), Change(volume=1), Change(budget=1)))
