"""The scenarios of the standard about what a WMO301 holds and what its WMO302 says, over HTTP."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from gateway.messages.common import Omvang, Product
from gateway.messages.return_message import compose
from tests.support.api.application import SHARED, Api
from tests.support.api.care_story import (
    ASSIGNED,
    P1,
    P2,
    P3,
    WEEKLY,
    YEAR,
    CareStory,
    a_care_story,
    a_refusal,
    judged_elsewhere,
    named,
    refused,
)
from tests.support.api.parties import VENLO, problem
from tests.support.api.requests import asked, codes_of, decide, the_message, vot

pytestmark = SHARED


@pytest_asyncio.fixture(loop_scope="module")
async def story(shared_api: Api) -> CareStory:
    return await a_care_story(shared_api)


def refusing(forward: Any, place: str, code: str) -> Any:
    """Return the WMO302 that refuses this WMO301 with one code."""
    return compose(forward, [a_refusal(place, code)], named("R"), date(2024, 3, 1), None)


@pytest.mark.parametrize(
    ("reason", "end", "code"),
    [("13", "2024-06-30", "CS335"), ("01", "2024-01-01", "CS336"), ("13", "2024-01-01", None)],
)
async def test_s007_a_removal_ends_on_its_first_day(story: CareStory, reason: str, end: str, code: str | None) -> None:
    removed = {"reden_wijziging": reason, "ingangsdatum": "2024-01-01", "einddatum": end}
    receipt, found, answered = await judged_elsewhere(story.api, removed)
    if code is None:
        assert (receipt["oordeel"], found) == ("goedgekeurd", [])
        return
    assert (receipt["oordeel"], found) == ("afgekeurd", [code])
    assert (answered.header.retour_codes, answered.header.xslt_versie) == (("0001",), "2.10.5")
    nummer = await story.issue(YEAR, WEEKLY)
    here = await story.change_refused(nummer, 400, redenWijziging=reason, einddatum="2024-06-30")
    assert here["type"].endswith("reden-niet-toegestaan"), "the gateway builds none either"


BUDGET = {"product": None, "omvang": None, "budget": "100000"}
WEEK = Omvang(volume="3", eenheid="04", frequentie="2")
MONTH = Omvang(volume="3", eenheid="04", frequentie="4")


@pytest.mark.parametrize(
    ("fields", "size", "code"),
    [
        ({"omvang": MONTH}, {"omvang": {"volume": 3, "eenheid": "04", "frequentie": "4"}}, None),
        ({"omvang": WEEK}, {"omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"}}, "CD076"),
        (BUDGET, {"product": None, "budget": 100000}, "CD075"),
    ],
    ids=["a month", "a week", "a budget"],
)
async def test_s013_open_ended(
    story: CareStory, fields: dict[str, Any], size: dict[str, Any], code: str | None
) -> None:
    _, found, answered = await judged_elsewhere(story.api, {**fields, "einddatum": None})
    body = {
        "clientId": await story.client(story.bsn),
        "aanbieder": story.zorg.code,
        "product": {"categorie": "02", "code": P1},
        "ingangsdatum": "2024-01-01",
        **size,
    }
    here = await story.venlo.http.post("/v1/toewijzingen", json=body)
    if code is None:
        assert (found, answered, here.status_code) == ([], None, 201)
        return
    assert (found, answered.header.retour_codes) == ([code], ("0001",))
    assert [each["code"] for each in problem(here, 400, "regels-geschonden")["bevindingen"]] == [code]


def of(code: str | None, categorie: str = "02", begin: str = "2024-01-01", **changes: Any) -> dict[str, Any]:
    """Return an assigned product to the end of 2024."""
    return {"product": Product(categorie=categorie, code=code), "ingangsdatum": begin, "omvang": WEEK, **changes}


AIDS = {"product": Product(categorie="12"), "omvang": None}
GONE = {"einddatum": "2024-01-01"}


@pytest.mark.parametrize(
    ("products", "codes"),
    [
        ([of(P1), of(P1, begin="2024-12-31")], ["TR302"]),
        ([of(P1, einddatum="2024-06-30"), of(P1, begin="2024-07-01")], []),
        ([AIDS, AIDS], []),
        ([BUDGET, of(P1)], ["TR302"]),
        ([BUDGET, AIDS], []),
        ([of(P1, **GONE, reden_wijziging="13"), of(P1)], []),
        ([of(P1, **GONE, reden_wijziging="01"), of(P1)], ["CS336"]),
        ([of(P1, **GONE, reden_wijziging="05"), of(P1)], ["TR302"]),
    ],
    ids=["overlap", "one after the other", "aids", "generic", "generic and aids", "removed", "withdrawn", "a day"],
)
async def test_s015_stacking_in_one_message(story: CareStory, products: list[dict[str, Any]], codes: list[str]) -> None:
    receipt, found, answered = await judged_elsewhere(story.api, *products)
    assert found == codes
    if codes:
        assert answered.header.retour_codes == ("0001",)
    else:
        assert (receipt["oordeel"], answered) == ("goedgekeurd", None)


async def test_s028_s029_all_current_ones_and_reasons_on_what_changed(story: CareStory) -> None:
    current = await story.assign(YEAR, WEEKLY)
    future = await story.assign("2024-09-01..2024-12-31", WEEKLY, P2)
    past = await story.assign("2023-01-01..2023-12-31", WEEKLY, P3)
    removed = await story.assign("2024-01-01..2024-12-31", WEEKLY, "03A01")
    await story.zorg.collect()
    await story.venlo.change(removed, verwijderd=True)
    await story.zorg.collect()
    new = await story.assign("2024-05-01..2024-12-31", WEEKLY, "04A04")
    assert [(each[0], each[4]) for each in await story.told()] == [(current, None), (future, None), (new, None)]
    await story.venlo.change(past, einddatum="2023-06-30")
    changed = {each[0]: each[4] for each in await story.told()}
    assert changed == {current: None, future: None, past: "05", new: None}


async def test_s030_an_unchanged_one_is_sent_again_as_it_was(story: CareStory) -> None:
    nummer = await story.issue(YEAR, WEEKLY)
    story.on("2024-03-04")
    await story.venlo.change(nummer, einddatum="2024-09-30")
    first = (await the_message(story.zorg, "WMO301")).client.toegewezen_producten[0]
    story.on("2024-03-08")
    await story.assign(YEAR, WEEKLY, P3)
    again = (await the_message(story.zorg, "WMO301")).client.toegewezen_producten[0]
    assert (first.reden_wijziging, again.reden_wijziging, again.referentie_aanbieder) == ("05", None, None)
    moments = [(each.toewijzing_nummer, each.toewijzingsdatum, each.toewijzingstijd) for each in (first, again)]
    assert moments[0] == moments[1]
    assert first.toewijzingsdatum == "2024-03-04"


async def test_s031_a_refused_message_counts_as_never_sent(story: CareStory) -> None:
    first = await story.issue(YEAR, WEEKLY)
    second = await story.assign(YEAR, WEEKLY, P3)
    message = await the_message(story.zorg, "WMO301")
    refusal = refusing(message, f"{ASSIGNED}[2]", "9332")
    products = refusal.client.toegewezen_producten
    assert refusal.header.retour_codes == refusal.client.retour_codes == ("0200",)
    assert [each.retour_codes for each in products] == [("0200",), ("9332",)]
    assert (await story.zorg.submit(refusal))["oordeel"] == "goedgekeurd"
    assert await story.start(second, "2024-02-01") == refused("StartProduct", "9019")
    assert await story.start(first, "2024-02-01") == {}, "told by the message before"
    third = await story.assign(YEAR, WEEKLY, P2)
    assert [each[0] for each in await story.told()] == [first, second, third]
    assert await story.start(second, "2024-02-01") == {}


async def test_s032_a_second_answer_and_one_to_nothing(story: CareStory) -> None:
    await story.assign(YEAR, WEEKLY)
    message = await the_message(story.zorg, "WMO301")
    await story.zorg.submit(compose(message, [], named("R"), date(2024, 3, 1), None))
    second = compose(message, [], named("R"), date(2024, 3, 1), None)
    assert (await story.zorg.refused(second, 409))["type"].endswith("al-beantwoord")
    identificatie = message.header.bericht_identificatie.identificatie
    nothing = compose(message, [], named("R"), date(2024, 3, 1), None)
    unknown = _answering(nothing, f"X{identificatie}"[:12])
    assert (await story.zorg.refused(unknown))["type"].endswith("heenbericht-onbekend")


def _answering(retour: Any, identificatie: str) -> Any:
    """Return the return message as an answer to another Identificatie."""
    answered = replace(retour.header.bericht_identificatie, identificatie=identificatie)
    return replace(retour, header=replace(retour.header, bericht_identificatie=answered))


async def test_s033_a_reference_without_a_request(story: CareStory) -> None:
    client = await story.client(story.bsn)
    care = {"product": {"categorie": "02", "code": P1}, "ingangsdatum": "2024-04-01"}
    warned = await story.venlo.assign(client, **care, referentieAanbieder=named("REF"))
    assert [each["code"] for each in warned["bevindingen"]] == ["IV097"]
    message = await the_message(story.zorg, "WMO301")
    refusal = refusing(message, ASSIGNED, "9379")
    assert [each.retour_codes for each in refusal.client.toegewezen_producten] == [("9379",)]
    await story.zorg.submit(refusal)
    nummer = story.know(warned["toewijzingNummer"], P1, "2024-04-01")
    shown = (await story.venlo.http.get(f"/v1/toewijzingen/{VENLO}/{nummer}")).json()
    assert shown["verzonden"] is False
    reference = named("REF")
    assert await codes_of(story.zorg, vot(named("V"), asked(reference, P3), bsn=story.bsn)) == {}
    await story.zorg.collect()
    granted = await decide(story.venlo, reference, "toekennen")
    references = {each[1]: each[5] for each in await story.told()}
    assert references[P3] == reference
    assert granted["toewijzingen"][0]["bevindingen"] == []


async def test_s037_no_two_versions_share_a_moment(story: CareStory) -> None:
    nummer = await story.assign(YEAR, WEEKLY)
    for end in ("2024-06-30", "2024-05-31", "2024-07-31"):
        await story.venlo.change(nummer, einddatum=end)
    messages = [each for each in await story.zorg.collect() if each.soort.name == "WMO301"]
    versions = [each.client.toegewezen_producten[0] for each in messages]
    moments = [(each.toewijzingsdatum, each.toewijzingstijd) for each in versions]
    assert moments == sorted(set(moments))
    assert max(versions, key=lambda each: (each.toewijzingsdatum, each.toewijzingstijd)).einddatum == "2024-07-31"
