"""The scenarios about requests for change, over HTTP: each wish, what grants it, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.messages.common import Omvang, Product
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, ZORG, Caller, start, stop
from tests.support.api.requests import (
    answer,
    asked,
    codes_of,
    decide,
    lines_of,
    new,
    requests_of,
    the_message,
    the_request,
    vot,
    vow,
    wish,
)
from tests.support.messages.messages import BSN_2

MORE = Omvang(volume="5", eenheid="04", frequentie="2")
NIGHTS = Omvang(volume="365", eenheid="14", frequentie="6")
CARE: dict[str, Any] = {
    "product": {"categorie": "02", "code": "02A16"},
    "ingangsdatum": "2024-01-01",
    "einddatum": "2024-12-31",
    "omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"},
}
OTHER = {"product": {"categorie": "04", "code": "04A04"}}
REFUSED = {"Header": ("0200",), "Client": ("0200",)}


@pytest.fixture
async def client(venlo: Caller) -> str:
    """The client of the stories."""
    return await venlo.register()


@pytest.fixture
async def nummers(venlo: Caller, zorg: Caller, client: str) -> tuple[int, int]:
    """Two assignments that the provider knows: three hours a week of 02A16, and of 04A04."""
    made = [(await venlo.assign(client, **{**CARE, **each}))["toewijzingNummer"] for each in ({}, OTHER)]
    await zorg.collect()
    return made[0], made[1]


async def granted(venlo: Caller, zorg: Caller, reference: str, **body: Any) -> list[tuple[Any, ...]]:
    """Grant the request, and return the lines of the WMO301 that says so, each with its size after its days."""
    await zorg.collect()
    await decide(venlo, reference, "toekennen", **body)
    return sized_lines_of(await the_message(zorg, "WMO301"))


def sized_lines_of(message: Any) -> list[tuple[Any, ...]]:
    """Return the lines of a WMO301, each with its size after its days: "3x04/2", or a budget as "B7000000"."""
    sizes = [
        f"B{each.budget}"
        if each.omvang is None
        else f"{each.omvang.volume}x{each.omvang.eenheid}/{each.omvang.frequentie}"
        for each in message.client.toegewezen_producten
    ]
    return [(*line[:4], size, *line[4:]) for line, size in zip(lines_of(message), sizes, strict=True)]


async def test_s130_full_chain(api: Api, venlo: Caller, zorg: Caller, client: str) -> None:
    products = (
        asked("ABC123", toewijzing_ingangsdatum="2024-01-01"),
        asked("DEF456", "04A04", toewijzing_ingangsdatum="2024-01-01", omvang=NIGHTS),
    )
    assert await codes_of(zorg, vot("V1", *products)) == {}
    await zorg.collect()
    [one] = (await decide(venlo, "ABC123", "toekennen"))["toewijzingen"]
    [two] = (await decide(venlo, "DEF456", "toekennen"))["toewijzingen"]
    first, second = one["toewijzingNummer"], two["toewijzingNummer"]
    messages = [each for each in await zorg.collect() if each.soort.name == "WMO301"]
    assert [lines_of(each) for each in messages] == [
        [(first, "02A16", "2024-01-01", "2024-12-31", None, "ABC123")],
        [
            (first, "02A16", "2024-01-01", "2024-12-31", None, None),
            (second, "04A04", "2024-01-01", "2024-12-31", None, "DEF456"),
        ],
    ]
    began: dict[str, Any] = {"product": Product(categorie="02", code="02A16"), "toewijzing_ingangsdatum": "2024-01-01"}
    assert await codes_of(zorg, start(first, "S1", begindatum="2024-01-05", **began)) == {}
    beside = {**began, "product": Product(categorie="04", code="04A04"), "begindatum": "2024-01-02"}
    assert await codes_of(zorg, start(second, "S2", **beside)) == {}

    asks = vow("W1", "XYZ789", same=[second], change=[wish(first, "2024-04-20", "2024-12-31", MORE)])
    assert await codes_of(zorg, asks) == {}
    await zorg.collect()
    await decide(venlo, "XYZ789", "onderzoeken")
    await answer(zorg, await the_message(zorg, "WMO319"), "A1")
    lines = await granted(venlo, zorg, "XYZ789")
    third = lines[-1][0]
    assert lines == [
        (first, "02A16", "2024-01-01", "2024-04-19", "3x04/2", "12", "XYZ789"),
        (second, "04A04", "2024-01-01", "2024-12-31", "365x14/6", None, "XYZ789"),
        (third, "02A16", "2024-04-20", "2024-12-31", "5x04/2", None, "XYZ789"),
    ]
    request = await the_request(venlo, "XYZ789")
    assert (request["status"], request["toewijzingNummers"]) == ("toegekend", [first, second, third])
    assert [each["antwoord"] for each in request["antwoorden"]] == ["in-onderzoek", "toegekend"]

    api.clock.now = datetime(2024, 4, 22, 9, tzinfo=UTC)
    began["dagtekening"] = "2024-04-22"
    ended = {**began, "begindatum": "2024-01-05", "reden_beeindiging": "37", "einddatum": "2024-04-19"}
    assert await codes_of(zorg, stop(first, "E1", **ended)) == {}
    follows = {**began, "toewijzing_ingangsdatum": "2024-04-20", "begindatum": "2024-04-20"}
    assert await codes_of(zorg, start(third, "S3", **follows)) == {}


async def test_s110_a_reference_that_a_request_for_change_had(
    venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    more = new("02A03", "2024-04-01", "2024-06-30")
    assert await codes_of(zorg, vow("W1", "R1", same=nummers, new=[more])) == {}
    await decide(venlo, "R1", "afwijzen", reden="7")
    assert await codes_of(zorg, vot("V1", asked("R1", "04A05"))) == {**REFUSED, "AangevraagdProduct": ("9347",)}


async def test_s131_only_longer(venlo: Caller, zorg: Caller, nummers: tuple[int, int]) -> None:
    one, two = nummers
    assert await codes_of(zorg, vow("W1", "R1", same=[two], change=[wish(one, "2024-01-01", "2025-06-30")])) == {}
    assert await granted(venlo, zorg, "R1") == [
        (one, "02A16", "2024-01-01", "2025-06-30", "3x04/2", "12", "R1"),
        (two, "04A04", "2024-01-01", "2024-12-31", "3x04/2", None, "R1"),
    ]


async def test_s132_another_total(venlo: Caller, zorg: Caller, client: str) -> None:
    made = await venlo.assign(client, **{**CARE, "omvang": {"volume": 80, "eenheid": "04", "frequentie": "6"}})
    nummer, more = made["toewijzingNummer"], Omvang(volume="100", eenheid="04", frequentie="6")
    late = vow("W1", "R1", change=[wish(nummer, "2024-04-01", "2024-12-31", more)])
    assert await codes_of(zorg, late) == {**REFUSED, "Verzoek": ("0200",), "TeWijzigenProduct": ("9373",)}
    assert await codes_of(zorg, vow("W2", "R1", change=[wish(nummer, "2024-01-01", "2024-12-31", more)])) == {}
    [line] = await granted(venlo, zorg, "R1")
    assert line == (nummer, "02A16", "2024-01-01", "2024-12-31", "100x04/6", "12", "R1")


async def test_s133_another_budget_and_no_omvang(venlo: Caller, zorg: Caller, client: str) -> None:
    made = await venlo.assign(client, **{**CARE, "product": None, "omvang": None, "budget": 6_000_000})
    nummer = made["toewijzingNummer"]
    sized = vow("W1", "R1", change=[wish(nummer, "2024-01-01", "2024-12-31", MORE)])
    assert (await codes_of(zorg, sized))["TeWijzigenProduct"] == ("9375",), "and not 9412 too"
    assert (
        await codes_of(zorg, vow("W2", "R1", change=[wish(nummer, "2024-01-01", "2024-12-31", None, "7000000")])) == {}
    )
    [line] = await granted(venlo, zorg, "R1")
    assert line == (nummer, None, "2024-01-01", "2024-12-31", "B7000000", "12", "R1")
    next_year = {"ingangsdatum": "2025-01-01", "einddatum": "2025-12-31"}
    aspecific = {"product": {"categorie": "04"}, "omvang": None, "budget": 1000}
    later = (await venlo.assign(client, **{**CARE, **aspecific, **next_year}))["toewijzingNummer"]
    sized = vow("W3", "R3", same=[nummer], change=[wish(later, "2025-01-01", "2025-12-31", MORE)])
    assert (await codes_of(zorg, sized))["TeWijzigenProduct"] == ("9412",)


async def test_s134_size_inside_the_term_with_extension(venlo: Caller, zorg: Caller, nummers: tuple[int, int]) -> None:
    one, two = nummers
    wishes = [wish(one, "2024-11-01", "2025-07-01", MORE), wish(two, "2024-01-01", "2025-07-01")]
    assert await codes_of(zorg, vow("W1", "R1", change=wishes)) == {}
    lines = await granted(venlo, zorg, "R1")
    assert [each[1:] for each in lines] == [
        ("02A16", "2024-01-01", "2024-10-31", "3x04/2", "12", "R1"),
        ("04A04", "2024-01-01", "2025-07-01", "3x04/2", "12", "R1"),
        ("02A16", "2024-11-01", "2025-07-01", "5x04/2", None, "R1"),
    ]


async def test_s135_size_inside_the_term_with_extension_beside_care_that_stays_and_new_care(
    venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    added = new("07A12", "2025-01-01", "2025-07-01", Omvang(volume="2", eenheid="16", frequentie="4"))
    changed = wish(one, "2024-11-01", "2025-07-01", MORE)
    assert await codes_of(zorg, vow("W1", "R1", same=[two], change=[changed], new=[added])) == {}
    assert [each[1:] for each in await granted(venlo, zorg, "R1")] == [
        ("02A16", "2024-01-01", "2024-10-31", "3x04/2", "12", "R1"),
        ("04A04", "2024-01-01", "2024-12-31", "3x04/2", None, "R1"),
        ("02A16", "2024-11-01", "2025-07-01", "5x04/2", None, "R1"),
        ("07A12", "2025-01-01", "2025-07-01", "2x16/4", None, "R1"),
    ]


async def test_s136_another_product(venlo: Caller, zorg: Caller, nummers: tuple[int, int]) -> None:
    one, two = nummers
    ends = wish(one, "2024-01-01", "2024-08-31")
    asks = vow("W1", "R1", same=[two], change=[ends], new=[new("02A17", "2024-09-01", "2025-12-31", MORE)])
    assert await codes_of(zorg, asks) == {}
    assert [each[1:] for each in await granted(venlo, zorg, "R1")] == [
        ("02A16", "2024-01-01", "2024-08-31", "3x04/2", "12", "R1"),
        ("04A04", "2024-01-01", "2024-12-31", "3x04/2", None, "R1"),
        ("02A17", "2024-09-01", "2025-12-31", "5x04/2", None, "R1"),
    ]


async def test_s137_one_is_longer_and_another_gets_another_size(
    api: Api, venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    wishes = [wish(one, "2024-01-01", "2025-06-30"), wish(two, "2024-06-12", "2024-12-31", MORE)]
    assert await codes_of(zorg, vow("W1", "R1", change=wishes)) == {}
    api.clock.now = datetime(2024, 4, 2, 9, tzinfo=UTC)
    assert [each[1:] for each in await granted(venlo, zorg, "R1")] == [
        ("02A16", "2024-01-01", "2025-06-30", "3x04/2", "12", "R1"),
        ("04A04", "2024-01-01", "2024-06-11", "3x04/2", "12", "R1"),
        ("04A04", "2024-06-12", "2024-12-31", "5x04/2", None, "R1"),
    ]


@pytest.mark.parametrize(
    ("body", "ended", "begun"),
    [({}, "2024-03-05", "2024-03-06"), ({"vanaf": "2024-03-24"}, "2024-03-23", "2024-03-24")],
    ids=["s139 as asked", "s138 from the day after it is granted"],
)
@pytest.mark.parametrize("other", [False, True], ids=["another size", "another product"])
async def test_s138_s139_a_wish_that_has_passed(
    api: Api,
    venlo: Caller,
    zorg: Caller,
    nummers: tuple[int, int],
    body: dict[str, str],
    ended: str,
    begun: str,
    *,
    other: bool,
) -> None:
    one, two = nummers
    size = {"change": [wish(one, "2024-03-06", "2024-12-31", MORE)]}
    product = {
        "change": [wish(one, "2024-01-01", "2024-03-05")],
        "new": [new("02A17", "2024-03-06", "2024-12-31", MORE)],
    }
    assert await codes_of(zorg, vow("W1", "R1", same=[two], **(product if other else size))) == {}
    api.clock.now = datetime(2024, 3, 23, 9, tzinfo=UTC)
    lines = await granted(venlo, zorg, "R1", **body)
    assert [each[1:] for each in lines] == [
        ("02A16", "2024-01-01", ended, "3x04/2", "12", "R1"),
        ("04A04", "2024-01-01", "2024-12-31", "3x04/2", None, "R1"),
        ("02A17" if other else "02A16", begun, "2024-12-31", "5x04/2", None, "R1"),
    ]


@pytest.mark.parametrize(("body", "begun"), [({}, "2024-03-06"), ({"vanaf": "2024-03-13"}, "2024-03-13")])
async def test_s140_s141_an_extra_product_of_which_the_day_has_passed(
    api: Api, venlo: Caller, zorg: Caller, nummers: tuple[int, int], body: dict[str, str], begun: str
) -> None:
    asks = vow("W1", "R1", same=nummers, new=[new("02A19", "2024-03-06", "2024-12-31")])
    assert await codes_of(zorg, asks) == {}
    api.clock.now = datetime(2024, 3, 13, 9, tzinfo=UTC)
    assert [each[1:] for each in await granted(venlo, zorg, "R1", **body)] == [
        ("02A16", "2024-01-01", "2024-12-31", "3x04/2", None, "R1"),
        ("04A04", "2024-01-01", "2024-12-31", "3x04/2", None, "R1"),
        ("02A19", begun, "2024-12-31", "3x04/2", None, "R1"),
    ]


async def test_s147_one_that_stands_is_left_out(
    venlo: Caller, zorg: Caller, client: str, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    past = {"product": {"categorie": "02", "code": "02A19"}, "ingangsdatum": "2023-01-01", "einddatum": "2023-12-31"}
    await venlo.assign(client, **{**CARE, **past})
    longer = wish(one, "2024-01-01", "2025-06-30")
    left_out = await codes_of(zorg, vow("W1", "R1", change=[longer]))
    assert left_out == {**REFUSED, "Verzoek": ("9349",), "TeWijzigenProduct": ("0200",)}
    await venlo.change(two, verwijderd=True)
    assert await codes_of(zorg, vow("W2", "R1", change=[longer])) == {}, "removed, and past"


async def test_what_changed_after_the_provider_signed_does_not_refuse_its_request(
    api: Api, venlo: Caller, zorg: Caller, client: str, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    groups = {"same": [two], "change": [wish(one, "2024-01-01", "2025-06-30")]}
    api.clock.now += timedelta(days=3)
    await venlo.change(one, verwijderd=True)
    await venlo.change(two, einddatum="2024-03-03")
    await venlo.assign(client, **{**CARE, "product": {"categorie": "02", "code": "02A19"}})
    assert await codes_of(zorg, vow("W1", "R1", **groups)) == {}, "dated 2024-03-01 (OP095)"
    await decide(venlo, "R1", "afwijzen", reden="1")
    later = await codes_of(zorg, vow("W2", "R2", **groups, dagtekening="2024-03-04"))
    assert later == {
        **REFUSED,
        "Verzoek": ("9349",),
        "OngewijzigdProduct": ("9350",),
        "TeWijzigenProduct": ("9351",),
    }


async def test_s148_one_that_the_provider_refused_need_not_be_named(
    api: Api, venlo: Caller, zorg: Caller, client: str, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    three = await venlo.assign(client, **{**CARE, "product": {"categorie": "02", "code": "02A19"}})
    await answer(zorg, await the_message(zorg, "WMO301"), "T1", "9332")
    api.clock.now += timedelta(days=3)
    await venlo.change(three["toewijzingNummer"], einddatum="2024-10-31")
    assert await codes_of(zorg, vow("W1", "R1", same=[two], change=[wish(one, "2024-01-01", "2025-06-30")])) == {}


@pytest.mark.parametrize("which", ["unknown", "ended", "another client's"])
async def test_s149_a_number_that_does_not_stand(
    venlo: Caller, zorg: Caller, client: str, nummers: tuple[int, int], which: str
) -> None:
    one, two = nummers
    wrong = [999, 998]
    if which != "unknown":
        whose = client if which == "ended" else await venlo.register(BSN_2)
        year = "2023" if which == "ended" else "2024"
        term = {"ingangsdatum": f"{year}-01-01", "einddatum": f"{year}-12-31"}
        products = [{"product": {"categorie": "02", "code": code}} for code in ("02A17", "02A19")]
        wrong = [(await venlo.assign(whose, **{**CARE, **each, **term}))["toewijzingNummer"] for each in products]
    changed = [wish(one, "2024-01-01", "2025-06-30"), wish(wrong[1], "2024-04-01", "2024-12-31")]
    assert await codes_of(zorg, vow("W1", "R1", same=[two, wrong[0]], change=changed)) == {
        **REFUSED,
        "Verzoek": ("0200",),
        "OngewijzigdProduct[1]": ("0200",),
        "OngewijzigdProduct[2]": ("9350",),
        "TeWijzigenProduct[1]": ("0200",),
        "TeWijzigenProduct[2]": ("9351",),
    }
    past = wish(one, "2024-02-01", "2025-06-30", None)
    refused = await codes_of(zorg, vow("W2", "R1", same=[two], change=[past]))
    assert refused["TeWijzigenProduct"] == ("9357", "9411"), "each of two faults has its code"


async def test_s155_and_s156_no_product_twice(
    venlo: Caller, zorg: Caller, client: str, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    aids = {**CARE, "product": {"categorie": "12", "code": "12A01"}}
    three = (await venlo.assign(client, **aids))["toewijzingNummer"]
    beside = vow("W1", "R1", same=[one, two, three], new=[new("02A16", "2024-12-31", "2025-06-30")])
    assert await codes_of(zorg, beside) == {
        **REFUSED,
        "Verzoek": ("9361",),
        "OngewijzigdProduct[1]": ("0200",),
        "OngewijzigdProduct[2]": ("0200",),
        "OngewijzigdProduct[3]": ("0200",),
        "NieuwProduct": ("0200",),
    }
    both = vow("W2", "R1", same=[one, two, three], change=[wish(one, "2024-01-01", "2025-06-30")])
    assert (await codes_of(zorg, both))["Verzoek"] == ("9361",)
    following = [new("02A16", "2025-01-01", "2025-06-30"), new("12A01", "2024-12-31", "2025-06-30")]
    after = vow("W3", "R1", same=[one, two, three], new=following)
    assert await codes_of(zorg, after) == {}, "a day later, and one of categories 11 to 14 at any time"


async def test_s157_and_s158_are_level_2(zorg: Caller, nummers: tuple[int, int]) -> None:
    one, two = nummers
    for number, (groups, code) in enumerate(
        (
            ({"same": [one, two], "new": [new("02A19", "2024-03-01", "2024-12-31")]}, "TR380"),
            ({"same": [one, two]}, "TR353"),
            ({"new": [new("02A19", "2024-04-01", "2024-12-31")]}, "TR352"),
        )
    ):
        receipt = await zorg.submit(vow(f"W{number}", "R1", **groups))
        assert await zorg.codes(receipt["berichtId"]) == [code]
        assert (await zorg.read_message(receipt["retourberichtId"])).header.retour_codes == ("0001",)


async def test_s159_a_client_never_seen(venlo: Caller, zorg: Caller) -> None:
    await venlo.register(BSN_2)
    asks = vow("W1", "R1", change=[wish(1, "2024-04-01", "2024-12-31")], bsn=BSN_2)
    codes = await codes_of(zorg, asks)
    assert (codes["Client"], codes["TeWijzigenProduct"]) == (("8187",), ("9351",))


async def test_s160_one_open_request_of_either_kind(
    api: Api, zorg: Caller, nummers: tuple[int, int], venlo: Caller
) -> None:
    one, two = nummers
    longer = {"same": [two], "change": [wish(one, "2024-01-01", "2025-06-30")]}
    assert await codes_of(zorg, vow("W1", "R1", **longer)) == {}
    assert (await codes_of(zorg, vot("V1", asked("R2", "02A17"))))["Client"] == ("9374",)
    thuis = await api.caller(THUIS)
    other = await thuis.submit(vot("V1", asked("R1", "02A17"), afzender=THUIS))
    assert other["oordeel"] == "goedgekeurd", "other providers are free, and so are their references"
    await decide_of(venlo, ZORG, "afwijzen", reden="7")
    assert await codes_of(zorg, vot("V2", asked("R2", "02A17"))) == {}
    assert (await codes_of(zorg, vow("W2", "R3", **longer)))["Client"] == ("9374",)
    again = await codes_of(zorg, vow("W3", "R1", **longer))
    assert (again["Client"], again["Verzoek"]) == (("9374",), ("9347",)), "S110: one series of references"


async def decide_of(venlo: Caller, aanbieder: str, what: str, **body: Any) -> None:
    """Decide on the one open request of this provider."""
    [open_one] = [each for each in await requests_of(venlo, status="open") if each["aanbieder"] == aanbieder]
    assert (await venlo.http.post(f"/v1/verzoeken/{open_one['verzoekId']}/{what}", json=body)).status_code == 201


async def test_s162_an_assignment_of_its_own_leaves_the_request_open(
    venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    assert await codes_of(zorg, vow("W1", "R1", same=[two], change=[wish(one, "2024-01-01", "2025-06-30")])) == {}
    await zorg.collect()
    await venlo.change(two, einddatum="2024-11-30")
    assert {each[-1] for each in lines_of(await the_message(zorg, "WMO301"))} == {None}
    assert (await the_request(venlo, "R1"))["status"] == "open"


async def test_s164_the_old_number_stops_and_the_new_one_starts(
    api: Api, venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    care = {"product": Product(categorie="02", code="02A16"), "toewijzing_ingangsdatum": "2024-01-01"}
    assert await codes_of(zorg, start(one, "S1", begindatum="2024-01-05", **care)) == {}
    assert await codes_of(zorg, vow("W1", "R1", same=[two], change=[wish(one, "2024-04-01", "2024-12-31", MORE)])) == {}
    follows = (await granted(venlo, zorg, "R1"))[-1][0]
    api.clock.now = datetime(2024, 4, 2, 9, tzinfo=UTC)
    day = {"dagtekening": "2024-04-02"}
    ended = {**care, **day, "begindatum": "2024-01-05", "reden_beeindiging": "37", "einddatum": "2024-03-31"}
    assert await codes_of(zorg, stop(one, "E1", **ended)) == {}
    begun = {**care, **day, "toewijzing_ingangsdatum": "2024-04-01", "begindatum": "2024-04-01"}
    assert await codes_of(zorg, start(follows, "S2", **begun)) == {}


async def told_of_grant(venlo: Caller, zorg: Caller, one: int, two: int) -> Any:
    """Ask for another end of the first assignment, have it granted, and return the WMO301 that tells so."""
    assert await codes_of(zorg, vow("W1", "R1", same=[two], change=[wish(one, "2024-01-01", "2025-06-30")])) == {}
    await zorg.collect()
    await decide(venlo, "R1", "toekennen")
    return await the_message(zorg, "WMO301")


async def test_a_refused_grant_of_a_change_is_sent_again_with_the_reference_on_every_line(
    venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    await answer(zorg, await told_of_grant(venlo, zorg, one, two), "T1", "9332")
    assert (await the_request(venlo, "R1"))["status"] == "open"
    assert [(each[0], each[-1]) for each in await granted(venlo, zorg, "R1")] == [(one, "R1"), (two, "R1")]


async def test_a_refused_grant_of_a_change_that_is_mended_has_the_reference_on_every_line(
    venlo: Caller, zorg: Caller, nummers: tuple[int, int], client: str
) -> None:
    one, two = nummers
    await answer(zorg, await told_of_grant(venlo, zorg, one, two), "T1", "9332")
    added = {"product": {"categorie": "06", "code": "06A06"}, "ingangsdatum": "2024-04-01"}
    three = (await venlo.assign(client, **added))["toewijzingNummer"]
    lines = lines_of(await the_message(zorg, "WMO301"))
    assert [(each[0], each[-1]) for each in lines] == [(one, "R1"), (two, "R1"), (three, "R1")]
    assert (await the_request(venlo, "R1"))["status"] == "toegekend"


async def test_a_grant_that_is_refused_after_later_changes_can_be_granted_anew(
    venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    one, two = nummers
    first = await told_of_grant(venlo, zorg, one, two)
    await venlo.change(one, einddatum="2025-03-31")
    await venlo.change(two, einddatum="2024-11-30")
    await answer(zorg, first, "T1", "9332")
    await zorg.collect()
    assert (await the_request(venlo, "R1"))["status"] == "open"
    assert [(each[0], each[-1]) for each in await granted(venlo, zorg, "R1")] == [(one, "R1"), (two, "R1")]


async def test_a_grant_that_is_refused_once_all_care_has_ended_is_refused_or_asked_anew(
    api: Api, venlo: Caller, zorg: Caller, nummers: tuple[int, int]
) -> None:
    first = await told_of_grant(venlo, zorg, *nummers)
    for each in nummers:
        await venlo.change(each, einddatum="2024-05-31")
    await zorg.collect()
    await answer(zorg, first, "T1", "9332")
    api.clock.now = datetime(2024, 6, 3, 9, tzinfo=UTC)
    assert (await decide(venlo, "R1", "toekennen", 409))["type"].endswith("toewijzing-onbekend")
    await decide(venlo, "R1", "afwijzen", reden="7")
