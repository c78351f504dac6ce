"""A decision is planned whole: its parts are judged beside each other, and one that cannot be undoes all."""

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import THUIS, Caller, problem
from tests.support.exchange.combined import change, decide, grant, issued, rows
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def test_policy_looks_at_how_it_is_after_all_parts(venlo: Caller) -> None:
    jo = await venlo.register()
    ends = await issued(venlo, jo, "02A02", "2024-01-01", "2024-12-31")
    alone = await decide(venlo, jo, grant("10B02", "2024-05-01", "2025-04-30"))
    assert "NL-201" in str(problem(alone, 409, "beleid-blokkade"))
    together = await decide(venlo, jo, grant("10B02", "2024-05-01", "2025-04-30"), change(ends, einddatum="2024-04-30"))
    assert together.status_code == 201, together.text


async def test_two_new_ones_are_judged_beside_each_other(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    before = await rows(api)
    parts = (grant("02A02", "2024-05-01", "2025-04-30"), grant("10B02", "2024-05-01", "2025-04-30"))
    refused = problem(await decide(venlo, jo, *parts), 409, "beleid-blokkade")
    assert [each["code"] for each in refused["bevindingen"]].count("NL-201") == 2, "each of the two is told"
    assert await rows(api) == before
    passed = await decide(venlo, jo, *parts, overrule=dict(OVERRULE))
    assert passed.status_code == 201, passed.text
    assert all(each["actueel"]["overrule"]["consulent"] == "Consu Lent" for each in passed.json()["toewijzingen"])


async def test_a_part_that_cannot_be_undoes_all_others(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    standing = await issued(venlo, jo, "02A02", "2024-01-01", "2024-12-31")
    elsewhere = (await venlo.assign(**request_for(jo, "01B04", "2024-01-01", None, aanbieder=THUIS)))[
        "toewijzingNummer"
    ]
    before = await rows(api)
    good = grant("04A01", "2024-06-01", "2024-06-30")
    for bad, status, name in (
        (change(standing, einddatum="2024-12-31"), 400, "geen-wijziging"),
        (change(standing + 1000, einddatum="2024-11-30"), 404, "toewijzing-onbekend"),
        (change(elsewhere, einddatum="2024-11-30"), 409, "andere-aanbieder"),
        (grant("04A01", "2024-06-01", "2024-06-30"), 409, "beleid-blokkade"),
    ):
        problem(await decide(venlo, jo, good, bad), status, name)
        assert await rows(api) == before
    twice = change(standing, einddatum="2024-11-30"), change(standing, einddatum="2024-10-31")
    problem(await decide(venlo, jo, *twice), 400, "toewijzing-dubbel")
    assert await rows(api) == before
