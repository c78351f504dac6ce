"""The stories of the standard about starts, over HTTP: each step with its verdict, codes and return message."""

from typing import Any

import pytest
import pytest_asyncio

from tests.support.api.application import SHARED, Api
from tests.support.api.parties import THUIS, VENRAY, Caller, problem
from tests.support.api.reports import OK, Care, Reports, refused, refused_each

pytestmark = SHARED
YEAR = "2023-01-01..2023-12-31"
FIRST = "2023-01-02"


@pytest_asyncio.fixture(loop_scope="module")
async def story(shared_api: Api) -> Reports:
    """A client of this test alone, on the tenth of January."""
    return (await Reports.about_a_new_client(shared_api)).on("2023-01-10")


@pytest_asyncio.fixture(loop_scope="module")
async def care(story: Reports) -> Care:
    """An assignment of this client."""
    return await story.assign(YEAR)


async def test_s058_pause_and_restart(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "20", "2023-01-06")) == OK
    assert await story.report(care.start("2023-01-07")) == OK
    assert await story.found() == []
    assert await story.report(care.stop("2023-01-07", "19", "2023-01-10")) == OK
    assert await story.found() == []


async def test_s059_a_final_stop_of_the_first_start_while_the_restart_runs(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "20", "2023-01-06")) == OK
    assert await story.report(care.start("2023-01-07")) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-01-10")) == OK
    assert await story.found() == ["OP155"], "a signal, and no refusal"


async def test_s060_a_restart_before_the_stop_ends(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "20", "2023-01-06")) == OK
    assert await story.report(care.start("2023-01-05")) == OK
    assert await story.found() == ["OP289"], "a signal, and no refusal"


async def test_s061_a_restart_after_a_final_stop_within_the_term(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-01-06")) == OK
    assert await story.report(care.start("2023-01-09")) == OK
    assert await story.found() == []


async def test_s064_a_wrong_begindatum_is_corrected_in_one_message(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.start(FIRST, "3"), care.start("2023-01-05")) == OK
    assert await story.report(care.start(FIRST, "3")) == refused("Start", "9063")
    assert await story.report(care.stop("2023-01-05", "19", "2023-01-10")) == OK


async def test_s065_a_wrong_toewijzing_ingangsdatum_is_corrected_in_two_messages(story: Reports, care: Care) -> None:
    wrong = {"toewijzing_ingangsdatum": "2023-01-02"}
    assert await story.report(care.start(FIRST, **wrong)) == OK
    assert await story.report(care.start(FIRST, "3", **wrong), care.start(FIRST)) == {"Header": ("0001",)}
    assert await story.found() == ["TR101"]
    assert await story.report(care.start(FIRST, "3", **wrong)) == OK
    assert await story.report(care.start(FIRST)) == OK


async def test_s066_a_start_on_the_wrong_assignment_moves_in_one_message(story: Reports, care: Care) -> None:
    right = await story.assign(YEAR, code="02A17")
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.start(FIRST, "3"), right.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-01-10")) == refused("Stop", "9069")
    assert await story.report(right.stop(FIRST, "19", "2023-01-10")) == OK


async def test_s067_a_start_is_removed_after_its_stop_is(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-01-10")) == OK
    assert await story.report(care.start(FIRST, "3")) == refused("Start", "9071")
    assert await story.report(care.stop(FIRST, "19", "2023-01-10", "3")) == OK
    assert await story.report(care.start(FIRST, "3")) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-01-10")) == refused("Stop", "9069"), "its start never was"
    assert await story.report(care.start(FIRST)) == OK, "its key is free"


async def test_s068_what_was_never_sent_is_not_removed(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST, "3")) == refused("Start", "9063")
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-01-10", "3")) == refused("Stop", "9063")


async def test_s069_the_restart_is_removed_and_the_first_start_stopped(story: Reports, care: Care) -> None:
    assert await story.report(care.start(FIRST)) == OK
    assert await story.report(care.stop(FIRST, "20", "2023-01-06")) == OK
    assert await story.report(care.start("2023-01-09")) == OK
    assert await story.report(care.start("2023-01-09", "3")) == OK
    assert await story.report(care.stop(FIRST, "19", "2023-01-06")) == OK
    assert await story.found() == [], "no restart is left that this stop should have named (OP155)"


async def test_s072_of_two_starts_one_is_wrong(story: Reports, care: Care) -> None:
    wrong = Care(999_999, "02A16", "2023-01-01")
    assert await story.report(care.start(FIRST), wrong.start(FIRST)) == refused_each("Start", "0200", "9019")
    assert await story.report(care.start(FIRST, "3")) == refused("Start", "9063"), "the right one wasn't processed"
    assert await story.report(care.start(FIRST)) == OK


async def test_s075_taakgericht_has_no_assignment(story: Reports) -> None:
    care = Care(None, "02A16", None)
    assert await story.on("2021-05-25").report(care.start("2021-05-21")) == OK
    assert await story.found() == []
    assert await story.on("2022-01-03").report(care.stop("2021-05-21", "19", "2021-12-31")) == OK
    assert await story.found() == []


async def test_s076_days_outside_the_assignment_are_signals(story: Reports) -> None:
    care = await story.assign("2023-01-05..2023-01-08")
    assert await story.report(care.start(FIRST)) == OK
    assert await story.found() == ["GW001"]
    assert await story.report(care.stop(FIRST, "19", "2023-01-10")) == OK
    assert set(await story.found()) == {"GW001"}


async def test_s080_what_is_late_is_a_signal(story: Reports, care: Care) -> None:
    assert await story.on("2023-02-01").report(care.start("2023-01-11")) == OK
    assert await story.found() == ["OP271"]
    assert await story.report(care.stop("2023-01-11", "19", "2023-01-13")) == OK
    assert await story.found() == ["OP272"]
    assert await story.report(care.start("2023-01-25")) == OK, "on the fifth working day"
    assert await story.found() == []


async def test_s081_the_number_of_another(shared_api: Api, story: Reports, care: Care) -> None:
    other_client = await (await Reports.about_a_new_client(shared_api)).assign(YEAR)
    assert await story.report(other_client.start(FIRST)) == refused("Start", "9019")
    assert await story.report(care.start(FIRST), ontvanger=VENRAY) == refused("Start", "9019")
    elsewhere = await story.assign(YEAR, code="02A17", aanbieder=THUIS)
    assert await story.report(elsewhere.start(FIRST)) == refused("Start", "9019")
    thuis: Caller = await shared_api.caller(THUIS)
    by_its_own = await thuis.submit(story.message(elsewhere.start(FIRST), afzender=THUIS))
    assert by_its_own["oordeel"] == "goedgekeurd"


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"status_aanlevering": "2"}, "CS058"), ({"begindatum": "2023-01-11"}, "TR134")],
    ids=["a change", "after Dagtekening"],
)
async def test_s082_a_status_or_begin_that_level_2_refuses(
    story: Reports, care: Care, changes: dict[str, Any], code: str
) -> None:
    assert await story.report(care.start(FIRST, **changes)) == {"Header": ("0001",)}
    assert await story.found() == [code]
    answer = await story.zorg.read_message(story.receipt["retourberichtId"])
    assert answer.header.xslt_versie == "2.10.5"


async def test_s082_a_status_that_the_schema_refuses_has_no_return_message(story: Reports, care: Care) -> None:
    waiting = len(await story.zorg.mailbox(aantal=100))
    problem(await story.zorg.send(story.message(care.start(FIRST, "7"))), 400, "schema-ongeldig")
    assert len(await story.zorg.mailbox(aantal=100)) == waiting
    assert await story.report(care.start(FIRST)) == OK


async def test_s083_the_real_days_reach_the_municipality_and_no_rule_judges_them(story: Reports, care: Care) -> None:
    """They feed the own contribution, which lies outside the traffic."""
    assert await story.report(care.start("2023-01-04")) == OK
    assert await story.found() == []
    [told] = (await story.venlo.read_message(story.receipt["berichtId"])).client.start_producten
    assert told.begindatum == "2023-01-04"
    assert await story.report(care.stop("2023-01-04", "19", "2023-01-09")) == OK
    assert await story.found() == []
    [told] = (await story.venlo.read_message(story.receipt["berichtId"])).client.stop_producten
    assert (told.begindatum, told.einddatum) == ("2023-01-04", "2023-01-09")
