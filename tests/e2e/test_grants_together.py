"""Two requests for one client are open at once when the provider refuses a refusal: a WMO301 grants what it says."""

from typing import Any

import pytest

from tests.support.api.parties import Caller
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

WEEKLY: dict[str, Any] = {"omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"}, "einddatum": "2024-12-31"}
SIX: dict[str, Any] = {"product": {"categorie": "06", "code": "06A06"}, "ingangsdatum": "2024-04-01"}


@pytest.fixture
async def client(venlo: Caller) -> str:
    """The client whom the requests are about."""
    return await venlo.register()


@pytest.fixture
async def one(venlo: Caller, zorg: Caller, client: str) -> int:
    """An assignment of that client that the provider knows."""
    made: int = (await venlo.assign(client, **WEEKLY))["toewijzingNummer"]
    await zorg.collect()
    return made


async def open_at_once(venlo: Caller, zorg: Caller, one: int, second: Any) -> None:
    """Ask for a longer term as R1; ask `second` when that is refused; open R1 again by a refusal of its answer."""
    assert await codes_of(zorg, vow("W1", "R1", change=[wish(one, "2024-01-01", "2025-06-30")])) == {}
    await zorg.collect()
    await decide(venlo, "R1", "afwijzen", reden="7")
    refusal = await the_message(zorg, "WMO319")
    assert await codes_of(zorg, second) == {}
    await answer(zorg, refusal, "A1", "9360")
    await zorg.collect()


async def told(zorg: Caller) -> tuple[Any, dict[int, str | None]]:
    """Collect the WMO301; return it with the reference on each of its lines."""
    message = await the_message(zorg, "WMO301")
    return message, {each[0]: each[-1] for each in lines_of(message)}


async def states(venlo: Caller) -> list[str]:
    """Return the states of R1 and R2."""
    return [(await the_request(venlo, each))["status"] for each in ("R1", "R2")]


def more(one: int) -> Any:
    """Return the WMO317 R2, which asks for care beside this assignment."""
    return vow("W2", "R2", same=[one], new=[new("04A04", "2024-04-01", "2024-12-31")])


async def granted_and_refused(venlo: Caller, zorg: Caller, reference: str) -> dict[int, str | None]:
    """Grant this request, have the WMO301 refused, and return the references on its lines."""
    await decide(venlo, reference, "toekennen")
    message, references = await told(zorg)
    await answer(zorg, message, f"T{reference}", "9332")
    await zorg.collect()
    return references


async def both_refused(venlo: Caller, zorg: Caller, one: int) -> None:
    """Have two requests for a change granted, R2 first, and then refused, R1 first."""
    await open_at_once(venlo, zorg, one, more(one))
    await decide(venlo, "R2", "toekennen")
    first, _ = await told(zorg)
    await granted_and_refused(venlo, zorg, "R1")
    await answer(zorg, first, "T2", "9332")
    await zorg.collect()


async def test_a_change_that_is_granted_leaves_one_open_whose_grant_was_refused(
    venlo: Caller, zorg: Caller, one: int
) -> None:
    await open_at_once(venlo, zorg, one, more(one))
    numbers = await granted_and_refused(venlo, zorg, "R2")
    await decide(venlo, "R1", "toekennen")
    assert (await told(zorg))[1] == dict.fromkeys(numbers, "R1")
    assert await states(venlo) == ["toegekend", "open"]
    assert (await decide(venlo, "R2", "afwijzen", 409, reden="7"))["type"].endswith("toekenning-staat-klaar")
    await decide(venlo, "R2", "toekennen")
    assert (await told(zorg))[1] == dict.fromkeys(numbers, "R2"), "its care was assigned, and isn't once more"
    assert await states(venlo) == ["toegekend", "toegekend"]


async def test_of_two_refused_grants_the_one_that_is_granted_anew_is_told(
    venlo: Caller, zorg: Caller, one: int
) -> None:
    await both_refused(venlo, zorg, one)
    assert await states(venlo) == ["open", "open"]
    await decide(venlo, "R2", "toekennen")
    assert set((await told(zorg))[1].values()) == {"R2"}
    assert await states(venlo) == ["open", "toegekend"]


async def test_of_two_refused_grants_the_next_message_tells_the_oldest_and_then_the_other(
    venlo: Caller, zorg: Caller, one: int, client: str
) -> None:
    await both_refused(venlo, zorg, one)
    await venlo.assign(client, **SIX)
    references = (await told(zorg))[1]
    assert references == dict.fromkeys(references, "R1")
    assert await states(venlo) == ["toegekend", "open"]
    await venlo.change(one, einddatum="2025-03-31")
    assert (await told(zorg))[1] == dict.fromkeys(references, "R2")
    assert await states(venlo) == ["toegekend", "toegekend"]


async def test_a_change_waits_for_new_care_whose_grant_was_refused(venlo: Caller, zorg: Caller, one: int) -> None:
    await open_at_once(venlo, zorg, one, vot("V1", asked("R2", "04A04")))
    [two] = set(await granted_and_refused(venlo, zorg, "R2")) - {one}
    for what in ("toekennen", "toekennen/controle"):
        refused = await decide(venlo, "R1", what, 409)
        assert refused["type"].endswith("andere-toekenning-staat-klaar")
        assert refused["toewijzingNummers"] == [two]
    assert await states(venlo) == ["open", "open"]
    await decide(venlo, "R2", "toekennen")
    assert (await told(zorg))[1] == {one: None, two: "R2"}
    await decide(venlo, "R1", "toekennen")
    assert (await told(zorg))[1] == {one: "R1", two: "R1"}
    assert await states(venlo) == ["toegekend", "toegekend"]


async def test_new_care_does_not_wait_for_a_change_whose_grant_was_refused(
    venlo: Caller, zorg: Caller, one: int
) -> None:
    await open_at_once(venlo, zorg, one, vot("V1", asked("R2", "04A04")))
    await granted_and_refused(venlo, zorg, "R1")
    await decide(venlo, "R2", "toekennen")
    references = (await told(zorg))[1]
    [two] = set(references) - {one}
    assert references == {one: None, two: "R2"}
    assert await states(venlo) == ["open", "toegekend"]
    await decide(venlo, "R1", "toekennen")
    assert (await told(zorg))[1] == {one: "R1", two: "R1"}
