"""The stories of the standard about stops, over HTTP: each step with its verdict, codes and return message."""

from typing import Any

import pytest
import pytest_asyncio

from tests.support.api.application import SHARED, Api
from tests.support.api.reports import OK, Care, Reports, refused, refused_each

pytestmark = SHARED
FIRST = "2023-05-03"
END = "2023-06-11"


@pytest_asyncio.fixture(loop_scope="module")
async def story(shared_api: Api) -> Reports:
    """A client of this test alone, in May 2023."""
    return (await Reports.about_a_new_client(shared_api)).on("2023-05-05")


@pytest_asyncio.fixture(loop_scope="module")
async def care(story: Reports) -> Care:
    """An assignment whose care began, some weeks later."""
    care = await story.assign("2023-05-01..2023-12-31")
    assert await story.report(care.start(FIRST)) == OK
    story.on("2023-06-16")
    return care


async def test_s050_temporary_and_then_final_on_the_same_day(story: Reports) -> None:
    care = await story.assign("2023-05-15..2023-12-31", "6x16/2", "07A12")
    begin, end = "2023-05-17", "2023-06-20"
    assert await story.on("2023-05-19").report(care.start(begin)) == OK
    assert await story.on("2023-06-22").report(care.stop(begin, "20", end)) == OK
    assert await story.on("2023-07-04").report(care.stop(begin, "23", end)) == OK
    assert await story.found() == [], "a final stop after a temporary one is in time"
    for further in (care.stop(begin, "21", end), care.stop(begin, "19", "2023-06-30")):
        assert await story.report(further) == refused("Stop", "9415")


async def test_s050_temporary_and_then_final_without_a_product_code(story: Reports) -> None:
    care = await story.assign("2023-05-01..2023-12-31", None, "02")
    assert await story.report(care.start(FIRST)) == OK
    assert await story.on("2023-06-16").report(care.stop(FIRST, "20", END)) == OK
    assert await story.report(care.stop(FIRST, "21", END)) == OK


async def test_s052_a_final_stop_before_the_temporary_one(story: Reports, care: Care) -> None:
    assert await story.report(care.stop(FIRST, "20", END)) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-06-10")) == refused("Stop", "9414")
    assert await story.report(care.stop(FIRST, "19", END)) == OK


async def test_s053_a_temporary_stop_after_a_temporary_one(story: Reports, care: Care) -> None:
    assert await story.report(care.stop(FIRST, "20", END)) == OK
    assert await story.report(care.stop(FIRST, "20", "2023-06-12")) == refused("Stop", "9413")
    assert await story.report(care.stop(FIRST, "20", END)) == refused("Stop", "9074", "9413"), "the same key"
    assert await story.report(care.stop(FIRST, "19", "2023-06-13")) == OK, "a final one may follow"


async def test_s054_a_second_final_stop(story: Reports, care: Care) -> None:
    assert await story.report(care.stop(FIRST, "19", END)) == OK
    assert await story.report(care.stop(FIRST, "21", "2023-06-12")) == refused("Stop", "9415")


@pytest.mark.parametrize("removal_first", [True, False])
async def test_s055_a_wrong_reason_is_corrected_in_one_message(story: Reports, care: Care, removal_first: bool) -> None:
    end = "2023-06-15"
    assert await story.report(care.stop(FIRST, "22", end)) == OK
    both = care.stop(FIRST, "22", end, "3"), care.stop(FIRST, "19", end)
    assert await story.report(*(both if removal_first else reversed(both))) == OK
    assert await story.report(care.stop(FIRST, "22", end, "3")) == refused("Stop", "9063")
    assert await story.report(care.stop(FIRST, "19", end, "3")) == OK


async def test_s056_temporary_by_mistake(story: Reports) -> None:
    care = await story.assign("2023-05-01..2023-12-31", None, "02")
    assert await story.report(care.start(FIRST)) == OK
    assert await story.on("2023-06-16").report(care.stop(FIRST, "20", END)) == OK
    assert await story.report(care.stop(FIRST, "20", END, "3"), care.stop(FIRST, "21", END)) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-06-12")) == refused("Stop", "9415"), "it is final now"


async def test_s057_final_by_mistake(story: Reports, care: Care) -> None:
    assert await story.report(care.stop(FIRST, "19", END)) == OK
    assert await story.report(care.stop(FIRST, "19", END, "3"), care.stop(FIRST, "20", END)) == OK
    assert await story.report(care.start("2023-06-14")) == OK
    assert await story.found() == []


async def test_s070_the_final_stop_is_removed_and_the_temporary_one_stands(story: Reports, care: Care) -> None:
    assert await story.report(care.stop(FIRST, "20", END)) == OK
    assert await story.report(care.stop(FIRST, "19", END)) == OK
    assert await story.report(care.stop(FIRST, "19", END, "3")) == OK
    assert await story.report(care.stop(FIRST, "20", "2023-06-12")) == refused("Stop", "9413")
    assert await story.report(care.start("2023-06-14")) == OK


async def test_s071_the_temporary_stop_is_removed_after_the_restart(story: Reports, care: Care) -> None:
    assert await story.report(care.stop(FIRST, "20", END)) == OK
    assert await story.report(care.start("2023-06-14")) == OK
    assert await story.report(care.stop(FIRST, "20", END, "3")) == OK
    assert await story.report(care.start("2023-06-15")) == refused("Start", "9326")
    assert await story.report(care.stop("2023-06-14", "19", "2023-06-16")) == OK
    assert await story.report(care.start("2023-06-15")) == refused("Start", "9326"), "the first start stands too"
    assert await story.report(care.stop(FIRST, "19", END)) == OK


async def test_s077_a_stop_before_its_start_arrives(story: Reports) -> None:
    care = await story.assign("2023-05-01..2023-12-31")
    story.on("2023-06-16")
    assert await story.report(care.stop(FIRST, "19", END)) == refused("Stop", "9069")
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "19", END)) == OK


@pytest.mark.parametrize("temporary_first", [True, False])
async def test_s079_temporary_and_final_in_one_message(story: Reports, care: Care, temporary_first: bool) -> None:
    both = care.stop(FIRST, "20", END), care.stop(FIRST, "19", "2023-06-12")
    assert await story.report(*(both if temporary_first else reversed(both))) == OK
    assert await story.report(care.stop(FIRST, "21", "2023-06-13")) == refused("Stop", "9415")


async def test_s079_two_final_stops_or_two_starts_in_one_message(story: Reports, care: Care) -> None:
    finals = care.stop(FIRST, "19", END), care.stop(FIRST, "21", "2023-06-12")
    assert await story.report(*finals) == refused_each("Stop", "0200", "9415")
    assert await story.report(care.stop(FIRST, "19", END)) == OK, "none of the two was processed"
    starts = care.start("2023-06-13"), care.start("2023-06-14")
    assert await story.report(*starts) == refused_each("Start", "0200", "9326")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"status_aanlevering": "2"}, "CS058"), ({"einddatum": "2023-06-17"}, "TR134")],
    ids=["a change", "after Dagtekening"],
)
async def test_s082_a_stop_that_level_2_refuses(story: Reports, care: Care, changes: dict[str, Any], code: str) -> None:
    assert await story.report(care.stop(FIRST, "19", END, **changes)) == {"Header": ("0001",)}
    assert await story.found() == [code]
