"""What a consulent let pass at the decision isn't asked again at the start: it says who did, and why."""

from typing import Any

import pytest

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.leaks import readable
from tests.support.api.parties import THUIS, Caller, start
from tests.support.exchange.signals import list_signals, refreshed
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for

BY_CLIENT = ("clientId", "aanbieder")


async def reported(caller: Caller, nummer: int, code: str, since: str, on: str, **changes: Any) -> str:
    """Report a start on that day, and return the id of its message."""
    about = {"product": Product(categorie=code[:2], code=code), "toewijzing_ingangsdatum": since}
    receipt = await caller.submit(start(nummer, f"S{nummer}{on[5:]}", **about, begindatum=on, **changes))
    assert receipt["oordeel"] == "goedgekeurd", await caller.report(receipt["berichtId"])
    return str(receipt["berichtId"])


async def signal_of(caller: Caller, bericht: str, code: str) -> dict[str, Any]:
    [found] = [each for each in (await caller.report(bericht))["bevindingen"] if each["code"] == code]
    return dict(found)


async def test_a_pair_that_was_let_pass_is_no_new_work_on_either_start(api: Api, venlo: Caller, zorg: Caller) -> None:
    thuis = await api.caller(THUIS)
    await choose_policy(api.gateway)
    jo = await venlo.register()
    first = await venlo.assign(**request_for(jo, "02A02", "2024-01-01", "2024-03-31", aanbieder=THUIS))
    second = await venlo.assign(**request_for(jo, "10B02", "2024-02-26", "2025-02-25"), overrule=OVERRULE)
    began = await reported(zorg, second["toewijzingNummer"], "10B02", "2024-02-26", "2024-02-26")
    also = await reported(thuis, first["toewijzingNummer"], "02A02", "2024-01-01", "2024-01-01", afzender=THUIS)
    for bericht in (began, also):
        found = await signal_of(venlo, bericht, "NL-706")
        assert found["overruled"] is True
        assert found["text"].endswith(
            f" Bij het besluit over toewijzing {second['toewijzingNummer']} liet {OVERRULE['consulent']} dit door, "
            f"met als reden: {OVERRULE['reden']}."
        )
        assert "niets te doen" in found["remedy"]
    await refreshed(api.gateway)
    assert [each for each in await list_signals(venlo, code="NL-811") if "NL-706" in each["tekst"]] == []
    for caller in (zorg, thuis):
        for bericht in (began, also):
            shown = (await caller.http.get(f"/v1/berichten/{bericht}/rapport")).text
            assert OVERRULE["consulent"] not in shown
    async with api.gateway.db.reading() as tx:
        async for column, text in readable(tx):
            assert OVERRULE["consulent"] not in text, column


async def test_days_that_were_not_let_pass_are_work(api: Api, venlo: Caller, zorg: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    await venlo.assign(**request_for(jo, "02A02", "2024-01-01", "2024-03-31", aanbieder=THUIS))
    second = await venlo.assign(**request_for(jo, "10B02", "2024-02-26", "2025-02-25"), overrule=OVERRULE)
    began = await reported(zorg, second["toewijzingNummer"], "10B02", "2024-02-26", "2024-02-19")
    found = await signal_of(venlo, began, "NL-706")
    assert "overruled" not in found
    assert found["text"].endswith(
        f" Bij het besluit over toewijzing {second['toewijzingNummer']} is dit doorgelaten, maar alleen "
        "van 2024-02-26 t/m 2024-03-31."
    )
    await refreshed(api.gateway)
    [work] = [each for each in await list_signals(venlo, code="NL-811") if "NL-706" in each["tekst"]]
    assert OVERRULE["consulent"] not in str(work)


@pytest.mark.parametrize(
    ("beside", "asked", "code"),
    [
        ([], ("08V02", "2024-02-26", "2024-12-31"), "NL-707"),
        ([("07A02", "2024-01-01", "2024-12-31", THUIS)], ("08V02", "2024-02-26", "2024-12-31"), "NL-707"),
        ([("02A02", "2023-01-01", "2024-02-25", "")], ("02C02", "2024-02-26", "2025-03-25"), "NL-708"),
    ],
    ids=["vervoer without a carrier", "vervoer of another provider", "an extension of thirteen months"],
)
async def test_so_is_whatever_else_was_let_pass(
    api: Api, venlo: Caller, zorg: Caller, beside: list[tuple[str, ...]], asked: tuple[str, str, str], code: str
) -> None:
    jo = await venlo.register()
    for its_code, first, last, aanbieder in beside:
        changes = {"aanbieder": aanbieder} if aanbieder else {}
        its = await venlo.assign(**request_for(jo, its_code, first, last, **changes))
        if not aanbieder:
            await reported(zorg, its["toewijzingNummer"], its_code, first, first)
    await choose_policy(api.gateway)
    made = await venlo.assign(**request_for(jo, *asked, grond="doelen-niet-bereikt"), overrule=OVERRULE)
    began = await reported(zorg, made["toewijzingNummer"], *asked[:2], asked[1])
    found = await signal_of(venlo, began, code)
    assert found["overruled"] is True
    assert OVERRULE["consulent"] in found["text"]
    await refreshed(api.gateway)
    assert [each for each in await list_signals(venlo, code="NL-811") if code in each["tekst"]] == []


async def test_two_that_were_let_pass_in_one_decision_know_each_other(api: Api, venlo: Caller, zorg: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    parts = [
        {"soort": "toekennen", **{key: value for key, value in request_for(jo, *each).items() if key not in BY_CLIENT}}
        for each in (("02A02", "2024-02-26", "2024-12-31"), ("10B02", "2024-02-26", "2025-02-25"))
    ]
    body = {"aanbieder": zorg.code, "delen": parts, "overrule": OVERRULE}
    response = await venlo.http.post(f"/v1/clienten/{jo}/besluiten", json=body)
    assert response.status_code == 201, response.text
    for each, code in zip(response.json()["toewijzingen"], ("02A02", "10B02"), strict=True):
        began = await reported(zorg, each["toewijzingNummer"], code, "2024-02-26", "2024-02-26")
        assert (await signal_of(venlo, began, "NL-706"))["overruled"] is True
