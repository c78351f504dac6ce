"""The stories of the standard about claims, over HTTP: each step with its verdict, codes and WMO325 (K002-K069)."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from gateway.messages.common import Product
from gateway.messages.kinds.declaratie import BedragMetDC
from gateway.messages.registry import Message
from gateway.messages.write import serialise
from tests.support.api.application import Api
from tests.support.api.claims import Answer, Story, line
from tests.support.api.parties import Caller, problem, start, stop
from tests.support.api.requests import asked, codes_of, vot
from tests.support.exchange.crashing_rule import break_rules
from tests.support.messages.claims import client, periode, total
from tests.support.messages.messages import BSN, BSN_2
from tests.support.policy.chosen import choose_policy

UNKNOWN_BSN = "999996770"
ALL_GRANTED = (("0200",), ("8001",), {})


@pytest.fixture
async def story(api: Api, venlo: Caller, zorg: Caller) -> Story:
    return Story(api, venlo, zorg)


def told(answer: Answer) -> tuple[Any, ...]:
    """Return what the answer says: the codes of its header, of the claim, and of each line that it lists."""
    return answer.header, answer.decision, answer.listed


def rejected(**lines: Any) -> tuple[Any, ...]:
    """Return what an answer says that rejects these lines, each with its code or codes."""
    return ("0200",), ("0200",), {rn: codes if isinstance(codes, tuple) else (codes,) for rn, codes in lines.items()}


async def follow_up(story: Story, reference: str) -> str:
    """Return what the provider reads may follow on this Prestatie."""
    lines = (await story.zorg.http.get("/v1/prestaties")).json()["prestaties"]
    return next(str(each["vervolg"]) for each in lines if each["referentieNummer"] == reference)


async def refused_by_level_2(story: Story, answer: Answer) -> list[str]:
    """Return the codes by which level 2 refuses the claim, after a look at the rest of its answer (K052)."""
    assert (answer.header, answer.message.header.xslt_versie) == (("0001",), "2.10.5")
    assert answer.message.declaratie_antwoord is None
    assert answer.receipt["oordeel"] == "afgekeurd"
    return await story.zorg.codes(answer.receipt["berichtId"])


async def test_k002_a_sum_a_month_without_a_rate(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2023-05-08..2023-12-31", "382000x83/4")
    answer = await story.claim("2023-05", line("A345678", nummer, "2023-05-08..2023-05-31", "382000x83"))
    assert told(answer) == ALL_GRANTED
    assert answer.totals == (382000, 382000)
    assert answer.receipt["oordeel"] == "goedgekeurd"


async def test_k003_a_trajectory_in_two_parts(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2021-07-10..2022-04-09", "975000x83/6")
    assert told(await story.claim("2021-07", line("A", nummer, "2021-07-10..2021-07-31", "682500x83"))) == ALL_GRANTED
    assert told(await story.claim("2022-04", line("B", nummer, "2022-04-01..2022-04-09", "292500x83"))) == ALL_GRANTED
    answer = await story.claim("2022-04", line("C", nummer, "2022-03", "1x83"))
    assert told(answer) == rejected(C="9322")
    assert answer.totals == (1, 0)


async def test_k005_a_generic_budget(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2021-01-01..2021-12-31", "B6000000", None)
    answer = await story.claim(
        "2021-01",
        line("RN123", nummer, "2021-01", "25x04", 1000, product="02A16"),
        line("RN234", nummer, "2021-01", "10x14", 25000, product="04A04"),
    )
    assert told(answer) == ALL_GRANTED
    assert answer.totals == (275000, 275000)
    answer = await story.claim("2021-02", line("RN3", nummer, "2021-02", "1x82", 6000000 - 275000 + 1))
    assert told(answer) == rejected(RN3="9369")
    assert told(await story.claim("2021-02", line("RN4", nummer, "2021-02", "1x82", 6000000 - 275000))) == ALL_GRANTED


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2022-04-08..2022-04-30", None),
        ("2022-05", None),
        ("2022-06-01..2022-06-17", None),
        ("2022-04", "9307"),
        ("2022-04-10..2022-04-30", "9387"),
        ("2022-06", "9308"),
        ("2022-06-01..2022-06-15", "9388"),
    ],
)
async def test_k010_k011_periods(story: Story, period: str, code: str | None) -> None:
    nummer = await story.on("2024-06-05").assign("2022-04-08..2022-06-17", "3x04/2")
    answer = await story.claim("2022-06", line("A", nummer, period, "3x04", 5000))
    assert told(answer) == (ALL_GRANTED if code is None else rejected(A=code))


async def test_k012_two_assignments_in_one_month(story: Story) -> None:
    first = await story.on("2024-06-05").assign("2021-03-01..2021-03-09", "3x04/2")
    second = await story.assign("2021-03-23..2021-03-31", "3x04/2")
    answer = await story.claim(
        "2021-03",
        line("A", first, "2021-03-01..2021-03-09", "6x04", 5000),
        line("B", second, "2021-03-23..2021-03-31", "6x04", 5000),
    )
    assert told(answer) == ALL_GRANTED


async def test_k013_k014_k015_months_follow_each_other(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2021-01-01..2021-12-31", "30x04/4")

    def of(month: str) -> Any:
        return line(f"R{month}", nummer, month, "30x04", 5000)

    for month in ("2021-01", "2021-02", "2021-05"):
        assert told(await story.claim(month, of(month))) == ALL_GRANTED
    late = await story.claim("2021-04", of("2021-03"))
    assert told(late) == (("0200",), ("8214",), {})
    assert late.totals == (150000, 0)
    assert late.receipt["oordeel"] == "afgekeurd"
    assert told(await story.claim("2021-05", of("2021-03"))) == ALL_GRANTED, "the same month again, with a late line"
    assert told(await story.claim("2021-06", of("2021-04"), of("2021-06"))) == ALL_GRANTED
    assert told(await story.claim("2021-09", of("2021-09"))) == ALL_GRANTED, "a month without care is skipped"
    assert told(await story.claim("2021-07", of("2021-07"))) == (("0200",), ("8214",), {})


async def test_k013_three_late_months_in_one_claim(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2021-02-15..2021-12-31", "30x04/4")
    periods = ("2021-02-15..2021-02-28", "2021-03", "2021-04-01..2021-04-30")
    lines = [line(f"R{place}", nummer, period, "9x04", 5000) for place, period in enumerate(periods)]
    assert told(await story.claim("2021-05", *lines)) == ALL_GRANTED


@pytest.mark.parametrize(
    ("month", "period", "changes", "code"),
    [
        ("2024-05", "2024-04", {"declaratie_periode": periode("2024-05-01", "2024-05-30")}, "CS340"),
        ("2024-06", "2024-05", {}, "TR137"),
        ("2024-03", "2024-04", {}, "TR319"),
        ("2024-05", "2024-04-01..2024-05-31", {}, "CS337"),
    ],
    ids=["no calendar month", "the running month", "a line later than the claim", "a line over two months"],
)
async def test_k016_k052_periods_that_level_2_refuses(
    story: Story, month: str, period: str, changes: dict[str, Any], code: str
) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "30x04/4")
    answer = await story.claim(month, line("A", nummer, period, "3x04", 5000), **changes)
    assert set(await refused_by_level_2(story, answer)) == {code}


async def test_k019_minutes_on_hours_and_not_the_reverse(story: Story) -> None:
    hours = await story.on("2024-06-05").assign("2021-02-01..2021-02-28", "3x04/2")
    minutes = await story.assign("2021-03-01..2021-03-31", "180x01/2")
    assert told(await story.claim("2021-02", line("A", hours, "2021-02", "721x01", 83))) == rejected(A=("9321", "9322"))
    assert told(await story.claim("2021-02", line("B", hours, "2021-02", "720x01", 83))) == ALL_GRANTED
    assert told(await story.claim("2021-03", line("C", minutes, "2021-03", "3x04", 5000))) == rejected(C="9341")


async def load_tariffs(venlo: Caller, *rows: str) -> None:
    text = "\r\n".join(("categorie;code;aanbieder;eenheid;tarief;vanaf;tot", *rows, ""))
    response = await venlo.http.put("/v1/tarieven/csv", content=text.encode(), headers={"content-type": "text/csv"})
    assert response.status_code == 200, response.text


async def test_k020_minutes_by_the_rate_of_an_hour(story: Story, venlo: Caller) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "30x04/4")
    await load_tariffs(venlo, "02;02A16;;04;87,30;2024-01-01;")
    by_rounded = line("A", nummer, "2024-01", "380x01", 146)
    assert by_rounded.ingediend_bedrag.bedrag == "55480"
    assert told(await story.claim("2024-01", by_rounded)) == rejected(A="9346")
    assert told(await story.claim("2024-01", line("B", nummer, "2024-01", "380x01", 146, bedrag=55290))) == ALL_GRANTED


async def test_k020_minutes_without_a_rate_stay_within_half_a_cent(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "30x04/4")
    for month, most in (("2024-01", -190), ("2024-02", 190)):
        beyond = 55480 + most + (1 if most > 0 else -1)
        answer = await story.claim(month, line(f"A{month}", nummer, month, "380x01", 146, bedrag=beyond))
        assert told(answer) == rejected(**{f"A{month}": "9346"})
        within = line(f"B{month}", nummer, month, "380x01", 146, bedrag=55480 + most)
        assert told(await story.claim(month, within)) == ALL_GRANTED


async def test_k024_the_rate_of_the_contract(story: Story, venlo: Caller) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "30x04/4")
    assert told(await story.claim("2024-01", line("A", nummer, "2024-01", "3x04", 4001))) == ALL_GRANTED
    await load_tariffs(venlo, "02;02A16;;04;40,00;2024-01-01;2024-02-29", "02;02A16;99990001;04;41,00;2024-02-01;")
    assert told(await story.claim("2024-02", line("B", nummer, "2024-02", "3x04", 4000))) == rejected(B="0611")
    assert told(await story.claim("2024-02", line("C", nummer, "2024-02", "3x04", 4100))) == ALL_GRANTED


async def test_k024_a_month_of_extra_work_costs_what_its_trajectory_does(story: Story, venlo: Caller) -> None:
    nummer = await story.on("2024-06-05").assign("2024-04-01..2024-05-31", "1x82/4", "10M01")
    await choose_policy(story.api.gateway)
    await load_tariffs(venlo, "10;10B01;;82;2.400,00;2024-01-01;")
    wrong = line("A", nummer, "2024-04", "1x82", 30001, product="10M01")
    assert told(await story.claim("2024-04", wrong)) == rejected(A="0611")
    assert told(await story.claim("2024-04", line("B", nummer, "2024-04", "1x82", 30000, product="10M01"))) == (
        ALL_GRANTED
    )


async def test_k021_an_amount_is_volume_times_rate(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "30x04/4")
    wrong = line("A", nummer, "2024-01", "9x04", 4000, bedrag=36001)
    assert told(await story.claim("2024-01", wrong)) == rejected(A="9346")
    assert told(await story.claim("2024-01", line("B", nummer, "2024-01", "9x04", 4000))) == ALL_GRANTED


@pytest.mark.parametrize(
    ("wrong", "code"), [({"tarief": 100}, "CD087"), ({"bedrag": 999}, "CS339")], ids=["a rate", "an amount"]
)
async def test_k022_euros_with_a_rate_or_another_amount(story: Story, wrong: dict[str, int], code: str) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "5000x83/4")
    answer = await story.claim("2024-01", line("A", nummer, "2024-01", "1000x83", **{"bedrag": 1000, **wrong}))
    assert await refused_by_level_2(story, answer) == [code]


async def test_k023_minutes_become_hours_once_and_on_their_total(story: Story) -> None:
    """Four visits of 95 minutes are 380 minutes, so 6 hours; each rounded by itself they would be 8."""
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "6x04/4")
    assert told(await story.claim("2024-01", line("A", nummer, "2024-01", "8x04", 5000))) == rejected(A="9321")
    assert told(await story.claim("2024-01", line("B", nummer, "2024-01", "6x04", 5000))) == ALL_GRANTED


async def test_k030_k031_k032_a_rejected_line_is_sent_again(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    assert told(await story.claim("2024-01", line("RN1", nummer, "2024-01", "11x04", 5000))) == rejected(RN1="9321")
    back = line("RN2", nummer, "2024-01", "11x04", 5000, former="RN1")
    assert told(await story.claim("2024-01", back)) == rejected(RN2="8017")
    assert told(await story.claim("2024-01", line("RN1", nummer, "2024-01", "10x04", 5000))) == rejected(RN1="8021")
    assert told(await story.claim("2024-01", line("RN9", nummer, "2024-01", "10x04", 5000))) == ALL_GRANTED


async def test_k033_k034_k035_a_granted_line_is_credited_and_claimed_anew(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    first = line("RN1", nummer, "2024-01", "8x04", 5000)
    assert told(await story.claim("2024-01", first)) == ALL_GRANTED
    again = line("RN4", nummer, "2024-01", "9x04", 5000)
    assert told(await story.claim("2024-01", again)) == rejected(RN4="9389")
    assert (await follow_up(story, "RN4")).startswith("Dezelfde zorg was al toegekend, als RN1.")
    back = line("RN5", nummer, "2024-01", "8x04", 5000, former="RN1")
    answer = await story.claim("2024-02", line("RN6", nummer, "2024-01", "9x04", 5000), back)
    assert told(answer) == ALL_GRANTED
    assert answer.totals == (5000, 5000)
    twice = line("RN7", nummer, "2024-01", "8x04", 5000, former="RN1")
    assert told(await story.claim("2024-02", twice)) == rejected(RN7="9390")
    february = [line(rn, nummer, "2024-02", "9x04", 5000) for rn in ("RN8", "RN9")]
    unlike = replace(february[1], toewijzing_nummer=f"0{nummer}")
    answer = await story.claim("2024-02", february[0], unlike)
    assert told(answer) == rejected(RN9="9389"), "level 2 doesn't see that they are for the same care"


async def test_k035_k037_what_level_2_refuses_of_credits(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    assert told(await story.claim("2024-01", line("RN1", nummer, "2024-01", "8x04", 5000))) == ALL_GRANTED
    back = [line(rn, nummer, "2024-01", "8x04", 5000, former="RN1") for rn in ("RN2", "RN3")]
    assert await refused_by_level_2(story, await story.claim("2024-01", *back)) == ["TR315"], "K035, both at once"
    own = line("RN4", nummer, "2024-02", "8x04", 5000)
    its_credit = line("RN5", nummer, "2024-02", "8x04", 5000, former="RN4")
    assert await refused_by_level_2(story, await story.claim("2024-02", own, its_credit)) == ["TR316"], "K037"
    unlike = [
        replace(each, product_referentie=replace(each.product_referentie, vorig_referentie_nummer="RN1 "))
        for each in back
    ]
    answer = await story.claim("2024-01", *unlike)
    assert told(answer) == rejected(RN3="9390"), "level 2 doesn't see that they are the same"
    assert answer.totals == (-80000, -40000)


async def test_k036_a_credit_of_what_has_no_answer(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    unanswered = story.message("2024-01", line("RN1", nummer, "2024-01", "8x04", 5000))
    with monkeypatch.context() as crashing:
        break_rules(crashing, 2, "WMO323")
        assert (await story.zorg.submit(unanswered))["oordeel"] == "geparkeerd"
    back = line("RN2", nummer, "2024-01", "8x04", 5000, former="RN1")
    assert told(await story.claim("2024-01", back)) == rejected(RN2="8017")


async def test_k038_a_credit_with_another_amount(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    assert told(await story.claim("2024-01", line("RN1", nummer, "2024-01", "8x04", 5000))) == ALL_GRANTED
    back = line("RN2", nummer, "2024-01", "8x04", 5000, former="RN1", bedrag=39999)
    assert told(await story.claim("2024-01", back)) == rejected(RN2="8017")


@pytest.mark.parametrize("sign", ["D", "C"])
async def test_k039_a_debit_with_a_former_number_and_a_credit_without(story: Story, sign: str) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    given = line("RN1", nummer, "2024-01", "8x04", 5000, former="RN0" if sign == "D" else None)
    wrong = replace(given, ingediend_bedrag=BedragMetDC(bedrag="40000", debet_credit=sign))
    assert await refused_by_level_2(story, await story.claim("2024-01", wrong)) == ["CD060"]


async def test_k040_a_credit_after_the_assignment_was_shortened(story: Story) -> None:
    nummer = await story.on("2025-09-05").assign("2025-01-01..2025-12-31", "10x04/4")
    assert told(await story.claim("2025-07", line("RN1", nummer, "2025-07", "8x04", 5000))) == ALL_GRANTED
    refused = await story.venlo.http.patch(
        f"/v1/toewijzingen/{story.venlo.code}/{nummer}", json={"einddatum": "2025-07-15"}
    )
    assert "RN1" not in problem(refused, 409, "zorg-gedeclareerd")["detail"]
    await story.venlo.change(nummer, einddatum="2025-07-15", instemmingAanbieder=True)
    assert "crediteert haar helemaal; opnieuw declareren kan voor 2025-07-01 tot en met 2025-07-15" in (
        await follow_up(story, "RN1")
    )
    back = line("RN2", nummer, "2025-07", "8x04", 5000, former="RN1")
    new = line("RN3", nummer, "2025-07-01..2025-07-15", "4x04", 5000)
    answer = await story.claim("2025-08", back, new)
    assert told(answer) == ALL_GRANTED
    assert answer.totals == (-20000, -20000)
    assert (await follow_up(story, "RN1")).startswith("Dezelfde zorg is daarna opnieuw gedeclareerd")


@pytest.mark.parametrize(
    ("amount", "wrong", "code"),
    [(None, total("40001"), "TR358"), (None, total("40000", "C"), "TR358"), (0, total("0", "C"), "CS325")],
    ids=["amount", "sign", "nothing as credit"],
)
async def test_k041_a_total_that_is_wrong(story: Story, amount: int | None, wrong: Any, code: str) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    given = line("RN1", nummer, "2024-01", "8x04", 5000, bedrag=amount)
    assert await refused_by_level_2(story, await story.claim("2024-01", given, total=wrong)) == [code]


@pytest.mark.parametrize(
    ("credit_fits", "debit_fits", "granted", "listed"),
    [
        (True, True, -200, {}),
        (False, True, 400, {"RNC": ("8017",)}),
        (True, False, -600, {"RND": ("9321",)}),
        (False, False, 0, {"RNC": ("8017",), "RND": ("9321",)}),
    ],
    ids=["none rejected", "the credit", "the debit", "both"],
)
async def test_k042_a_surplus_of_credit(
    story: Story, credit_fits: bool, debit_fits: bool, granted: int, listed: dict[str, Any]
) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "600x83/4")
    other = await story.assign("2024-01-01..2024-12-31", f"{400 if debit_fits else 399}x83/4", "07A12")
    assert told(await story.claim("2024-01", line("RN1", nummer, "2024-01", "600x83"))) == ALL_GRANTED
    back = line("RNC", nummer, "2024-01", "600x83", former="RN1" if credit_fits else "RN0")
    debit = line("RND", other, "2024-01", "400x83", product="07A12")
    answer = await story.claim("2024-02", debit, back)
    assert answer.totals == (-200, granted)
    assert answer.listed == listed
    assert answer.decision == (("0200",) if listed else ("8001",))


async def test_k050_a_claim_number_again(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    mistaken = story.message("2024-01", line("R0", nummer, "2024-01", "8x04", 5000), declaratie_nummer="D9")
    mistaken = replace(mistaken, declaratie=replace(mistaken.declaratie, totaal_ingediend_bedrag=total("1")))
    assert (await story.submit(mistaken)).header == ("0001",), "refused as a whole, so its numbers are free"
    first = await story.claim("2024-01", line("R0", nummer, "2024-01", "8x04", 5000), declaratie_nummer="D9")
    assert told(first) == ALL_GRANTED
    answer = await story.claim("2024-02", line("R1", nummer, "2024-02", "8x04", 5000), declaratie_nummer="D9")
    assert told(answer) == (("0200",), ("9333",), {})
    assert answer.totals == (40000, 0)
    assert told(await story.claim("2024-02", line("R1", nummer, "2024-02", "8x04", 5000))) == ALL_GRANTED


async def test_k051_an_identificatie_again(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    assert told(await story.claim("2024-01", line("R0", nummer, "2024-01", "8x04", 5000), identificatie="I1")) == (
        ALL_GRANTED
    )
    answer = await story.claim("2024-02", line("R1", nummer, "2024-02", "8x04", 5000), identificatie="I1")
    assert (answer.header, answer.message.declaratie_antwoord) == (("9056",), None)


async def test_k053_what_its_schema_refuses_has_no_answer(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    message = story.message("2024-01", line("R0", nummer, "2024-01", "8x04", 5000), declaratie_nummer="D 9")
    assert (await story.zorg.refused(message))["type"].endswith("schema-ongeldig")
    assert [type(each).__name__ for each in await story.zorg.collect()] == ["Wmo301"]


async def test_k054_a_client_who_is_unknown(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    known = client(line("R1", nummer, "2024-01", "8x04", 5000))
    unknown = client(
        line("R2", 12345, "2024-01", "8x04", 5000),
        line("R3", 12345, "2023-12", "1x82", 7),
        bsn=UNKNOWN_BSN,
    )
    answer = await story.claim("2024-01", clienten=(known, unknown))
    assert told(answer) == rejected(R2="0233", R3="0233")
    antwoord = answer.message.declaratie_antwoord
    assert antwoord is not None
    assert [(each.bsn, each.retour_codes) for each in antwoord.clienten] == [(UNKNOWN_BSN, ("8187",))]
    assert answer.totals == (80007, 40000)
    assert await codes_of(story.zorg, vot("V1", asked("A1"), bsn=UNKNOWN_BSN)) == {}
    of_asked = await story.claim("2024-01", line("R4", 12345, "2024-01", "1x82", 7), bsn=UNKNOWN_BSN)
    assert told(of_asked) == rejected(R4="9338"), "a request is traffic too, as for a WMO317"


async def test_k055_k056_k057_k058_assignments_that_are_not_there(story: Story) -> None:
    removed = await story.on("2024-06-05").assign("2023-01-01..2023-12-31", "10x04/4", "07A12")
    await story.venlo.change(removed, verwijderd=True)
    mine = await story.assign("2024-01-01..2024-12-31", "10x04/4")
    of_other = await story.assign("2024-01-01..2024-12-31", "10x04/4", bsn=BSN_2)
    answer = await story.claim(
        "2024-01",
        line("R1", 999999999, "2024-01", "8x04", 5000),
        line("R2", of_other, "2024-01", "8x04", 5000),
        line("R3", removed, "2023-01", "8x04", 5000, product="07A12"),
        line("R4", mine, "2024-01", "8x04", 5000, product="03A01"),
    )
    assert told(answer) == rejected(R1="9338", R2="9338", R3="9384", R4=("9339", "9340"))


async def test_k059_every_line_rejected_still_counts_as_a_claim(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    answer = await story.claim("2024-01", line("R1", nummer, "2024-01", "11x04", 5000), declaratie_nummer="D9")
    assert told(answer) == rejected(R1="9321")
    assert answer.totals == (55000, 0)
    assert answer.receipt["oordeel"] == "goedgekeurd"
    again = await story.claim("2024-01", line("R2", nummer, "2024-01", "10x04", 5000), declaratie_nummer="D9")
    assert again.decision == ("9333",)


async def test_k060_one_reference_at_two_clients(story: Story) -> None:
    first = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    second = await story.assign("2024-01-01..2024-12-31", "10x04/4", bsn=BSN_2)
    answer = await story.claim(
        "2024-01",
        clienten=(
            client(line("R1", first, "2024-01", "8x04", 5000)),
            client(line("R1", second, "2024-01", "8x04", 5000), bsn=BSN_2),
        ),
    )
    assert told(answer) == rejected(R1="8021")
    antwoord = answer.message.declaratie_antwoord
    assert antwoord is not None
    assert [each.bsn for each in antwoord.clienten] == [BSN_2]


async def test_k069_two_debits_compete_for_the_last_room(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "B100", "02")
    lines = (line("R1", nummer, "2024-01", "60x83"), line("R2", nummer, "2024-02", "60x83"))
    answer = await story.claim("2024-02", *lines)
    assert told(answer) == rejected(R2="9369")
    assert answer.totals == (120, 60)


async def test_a_month_claimed_again_since_its_assignment_was_stretched_is_told(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-05-01..2024-05-15", "10x04/4")
    first = line("R1", nummer, "2024-05-01..2024-05-15", "10x04", 5000)
    assert told(await story.claim("2024-05", first)) == ALL_GRANTED
    await story.venlo.change(nummer, einddatum="2024-12-31")
    answer = await story.claim("2024-05", line("R2", nummer, "2024-05", "10x04", 5000))
    assert told(answer) == ALL_GRANTED, "no rule of the standard is broken"
    report = (await story.venlo.http.get(f"/v1/berichten/{answer.receipt['berichtId']}/rapport")).json()
    assert [each["code"] for each in report["bevindingen"]] == ["GW003", "GW004"]


async def test_l103_a_wrong_assignment_is_found_after_the_claim(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    assert told(await story.claim("2024-01", line("R1", nummer, "2024-01", "8x04", 5000))) == ALL_GRANTED
    at = f"/v1/toewijzingen/{story.venlo.code}/{nummer}"
    problem(await story.venlo.http.patch(at, json={"verwijderd": True}), 409, "zorg-gedeclareerd")
    assert told(await story.claim("2024-01", line("R2", nummer, "2024-01", "8x04", 5000, former="R1"))) == ALL_GRANTED
    await story.venlo.change(nummer, verwijderd=True)
    other = await story.assign("2024-01-01..2024-12-31", "10x04/4", "02A02")
    answer = await story.claim("2024-02", line("R3", other, "2024-01", "8x04", 5000, product="02A02"))
    assert told(answer) == ALL_GRANTED


async def test_l104_a_death_within_the_month(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    care = {"product": Product(categorie="02", code="02A16"), "toewijzing_ingangsdatum": "2024-01-01"}
    began = {**care, "begindatum": "2024-01-08", "dagtekening": story.today}
    assert await codes_of(story.zorg, start(nummer, "S1", **began)) == {}
    await story.venlo.change(nummer, einddatum="2024-05-13", redenWijziging="02")
    death = {**began, "reden_beeindiging": "02", "einddatum": "2024-05-13"}
    assert await codes_of(story.zorg, stop(nummer, "E1", **death)) == {}
    to_the_end = line("R1", nummer, "2024-05", "8x04", 5000)
    assert told(await story.claim("2024-05", to_the_end)) == rejected(R1="9308")
    shorter = line("R2", nummer, "2024-05-01..2024-05-10", "8x04", 5000)
    assert told(await story.claim("2024-05", shorter)) == rejected(R2="9388")
    right = line("R3", nummer, "2024-05-01..2024-05-13", "8x04", 5000)
    assert told(await story.claim("2024-05", right)) == ALL_GRANTED


async def tried(story: Story, message: Message) -> httpx.Response:
    """Return the answer to a dry run of the message by its provider."""
    response = await story.zorg.http.post(
        "/v1/validaties?tegenAdministratie=true",
        content=serialise(message),
        headers={"content-type": "application/xml"},
    )
    assert response.status_code == 200, response.text
    return response


async def test_the_same_bytes_again_give_the_same_answer(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    too_much = line("R2", nummer, "2024-02", "11x04", 5000)
    message = story.message("2024-02", line("R1", nummer, "2024-01", "8x04", 5000), too_much)
    before = (await tried(story, message)).json()
    first = await story.submit(message)
    assert (await story.submit(message)).receipt == first.receipt
    report = (await tried(story, message)).json()
    assert report["declaratie"] == before["declaratie"]
    assert report["oordeel"] == "goedgekeurd"
    assert report["bevindingen"][:-1] == before["bevindingen"]
    assert {each["code"] for each in report["bevindingen"]} == {"TR321", "GW003", "HERHALING"}
    other = replace(message, declaratie=replace(message.declaratie, declaratie_nummer="D77"))
    assert "TR056" in [each["code"] for each in (await tried(story, other)).json()["bevindingen"]]


async def test_a_dry_run_tells_what_would_be_rejected_and_keeps_nothing(story: Story) -> None:
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    other = line("R2", nummer, "2024-02", "10x04", 5000)
    message = story.message("2024-02", line("R1", nummer, "2024-01", "11x04", 5000), other)
    response = await tried(story, message)
    report = response.json()
    assert report["oordeel"] == "goedgekeurd"
    assert {each["code"] for each in report["bevindingen"]} == {"TR321", "GW003"}
    assert report["declaratie"] == {"prestaties": 2, "afgewezen": 1, "ingediend": 105000, "toegekend": 50000}
    answer = await story.submit(message)
    assert (told(answer), answer.totals) == (rejected(R1="9321"), (105000, 50000))
    assert (await tried(story, message)).json()["declaratie"] == report["declaratie"], "as it was answered"
    assert BSN not in response.text
