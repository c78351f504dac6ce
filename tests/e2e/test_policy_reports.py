"""What policy says of a start or stop goes to the municipality; of another provider the sender learns nothing."""

import json
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from gateway.messages.common import Product
from gateway.policy import report
from gateway.rules import engine
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENLO, ZORG, Caller, start, stop
from tests.support.policy.chosen import OMVANG, choose_policy


def crash(*_: object) -> NoReturn:
    """Let a rule or check crash."""
    raise KeyError("stuk")


async def assign_care(
    venlo: Caller, client: str, aanbieder: str, code: str, part_of: str = "2024-01-01", tot: str | None = "2024-12-31"
) -> int:
    """Return the number of a new assignment."""
    product = {"categorie": code[:2], "code": code}
    vraag: dict[str, Any] = {"product": product, "omvang": OMVANG, "ingangsdatum": part_of, "einddatum": tot}
    gekregen = await venlo.assign(client, aanbieder=aanbieder, **vraag)
    return int(gekregen["toewijzingNummer"])


def part_of(nummer: int, code: str, ingangsdatum: str = "2024-01-01", **changes: Any) -> dict[str, Any]:
    """Return what a start or stop says of its assignment."""
    product = Product(categorie=code[:2], code=code)
    return {"nummer": nummer, "product": product, "toewijzing_ingangsdatum": ingangsdatum, **changes}


async def policy_findings(caller: Caller, bericht: str) -> dict[str, dict[str, Any]]:
    """Return the findings of policy that this party sees in the message, by code."""
    return {
        each["code"]: each for each in (await caller.report(bericht))["bevindingen"] if each["code"].startswith("NL-")
    }


async def all_shown(caller: Caller, receipt: dict[str, Any]) -> str:
    """Return everything that this party can see of the message that the receipt is of."""
    seen: list[Any] = [receipt, await caller.show(receipt["berichtId"]), await caller.report(receipt["berichtId"])]
    seen += await caller.mailbox(aantal=100)
    retour = receipt["retourberichtId"]
    seen += [await caller.show(retour), await caller.report(retour), (await caller.bytes_of(retour)).decode()]
    return json.dumps(seen)


async def test_signals_are_kept_for_the_municipality_and_nothing_of_the_other_provider_leaks(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    thuis = await api.caller(THUIS)
    client = await venlo.register()
    drager = await assign_care(venlo, client, ZORG, "07A02")
    vervoer = await assign_care(venlo, client, THUIS, "08V02")
    traject = await assign_care(venlo, client, THUIS, "02A02", "2023-02-01", "2024-01-31")
    verlenging = await assign_care(venlo, client, ZORG, "02C02", "2024-02-01", "2024-03-31")
    await choose_policy(api.gateway)

    late = await zorg.submit(start(identificatie="S1", **part_of(drager, "07A02", begindatum="2024-02-05")))
    too_early = await zorg.submit(
        start(identificatie="S2", **part_of(verlenging, "02C02", "2024-02-01", begindatum="2024-02-01"))
    )
    gone = await zorg.submit(
        stop(
            identificatie="T1",
            **part_of(drager, "07A02", begindatum="2024-02-05", einddatum="2024-02-28", reden_beeindiging="39"),
        )
    )
    assert {each["oordeel"] for each in (late, too_early, gone)} == {"goedgekeurd"}

    found = {
        receipt["berichtId"]: await policy_findings(venlo, receipt["berichtId"]) for receipt in (late, too_early, gone)
    }
    assert [list(each) for each in found.values()] == [
        ["NL-701", "NL-707"],
        ["NL-706", "NL-708"],
        ["NL-705"],
    ]
    assert found[too_early["berichtId"]]["NL-708"]["betreft"] == [traject]
    together = found[too_early["berichtId"]]["NL-706"]
    assert together["betreft"] == [vervoer]
    assert "loopt van 2024-02-05 t/m 2024-03-31 naast" in together["text"]
    signal = found[gone["berichtId"]]["NL-705"]
    assert (signal["betreft"], signal["severity"], signal["level"]) == ([vervoer], "signaal", 5)
    assert f"toewijzing {vervoer} (08V02, 2024-01-01 t/m 2024-12-31) van aanbieder {THUIS}" in signal["text"]

    assert list(await policy_findings(zorg, late["berichtId"])) == ["NL-701"]
    for receipt in (too_early, gone):
        assert await policy_findings(zorg, receipt["berichtId"]) == {}
    for receipt in (late, too_early, gone):
        shown = await all_shown(zorg, receipt)
        for leak in (THUIS, "08V02", "02A02", "NL-702", "NL-705", "NL-706", "NL-707", "NL-708", "betreft"):
            assert leak not in shown
        assert (await thuis.http.get(f"/v1/berichten/{receipt['berichtId']}/rapport")).status_code == 404
    assert await policy_findings(await api.caller(BEHEER), gone["berichtId"]) == {}


async def test_a_start_beside_care_of_another_provider_that_was_assigned_before_the_policy(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    thuis = await api.caller(THUIS)
    client = await venlo.register()
    begeleiding = await assign_care(venlo, client, THUIS, "02A02", "2023-03-01", "2024-02-29")
    jaartraject = await assign_care(venlo, client, ZORG, "10B02", "2024-02-15", "2025-02-14")
    await thuis.submit(
        start(
            identificatie="B1", **part_of(begeleiding, "02A02", "2023-03-01", begindatum="2023-03-01"), afzender=THUIS
        )
    )
    await choose_policy(api.gateway)
    receipt = await zorg.submit(
        start(identificatie="S1", **part_of(jaartraject, "10B02", "2024-02-15", begindatum="2024-02-15"))
    )
    assert receipt["oordeel"] == "goedgekeurd"
    (signal,) = (await policy_findings(venlo, receipt["berichtId"])).values()
    assert (signal["code"], signal["severity"], signal["betreft"]) == ("NL-706", "signaal", [begeleiding])
    for told in (str(jaartraject), "10B02", str(begeleiding), "02A02", "van 2024-02-15 t/m 2024-02-29", "segmenten 1A"):
        assert told in signal["text"]
    assert "02A02" not in await all_shown(zorg, receipt)
    assert await policy_findings(zorg, receipt["berichtId"]) == {}


async def test_the_same_bytes_again_change_nothing(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = await assign_care(venlo, await venlo.register(), ZORG, "07A02")
    await choose_policy(api.gateway)
    message = start(identificatie="S1", **part_of(nummer, "07A02", begindatum="2024-02-05"))
    receipt = await zorg.submit(message)
    assert await zorg.submit(message) == receipt
    assert list(await policy_findings(venlo, receipt["berichtId"])) == ["NL-701"]


async def test_without_a_policy_and_on_a_message_that_is_refused_policy_says_nothing(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    nummer = await assign_care(venlo, await venlo.register(), ZORG, "07A02")
    late = part_of(nummer, "07A02", begindatum="2024-02-05")
    without = await zorg.submit(start(identificatie="S1", **late))
    assert await policy_findings(venlo, without["berichtId"]) == {}
    await choose_policy(api.gateway)
    once_more = await zorg.submit(start(identificatie="S2", **late))
    assert once_more["oordeel"] == "afgekeurd"
    assert await policy_findings(venlo, once_more["berichtId"]) == {}


async def test_a_message_that_is_judged_again_is_held_against_policy_then(
    api: Api, venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    nummer = await assign_care(venlo, await venlo.register(), ZORG, "07A02")
    await choose_policy(api.gateway)
    broken = tuple(replace(rule, check=crash) if rule.card.code == "TR074" else rule for rule in engine.discover())
    monkeypatch.setattr(engine, "_order_of_all", lambda message: engine._order(broken, message))
    receipt = await zorg.submit(start(identificatie="S1", **part_of(nummer, "07A02", begindatum="2024-02-05")))
    assert receipt["oordeel"] == "geparkeerd"
    assert await policy_findings(venlo, receipt["berichtId"]) == {}
    monkeypatch.undo()
    response = await venlo.http.post(f"/v1/berichten/{receipt['berichtId']}/beoordelen")
    assert response.json()["oordeel"] == "goedgekeurd"
    assert list(await policy_findings(venlo, receipt["berichtId"])) == ["NL-701"]


async def test_a_policy_that_has_gone_or_a_check_that_crashes_keeps_no_message_out(
    api: Api, venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await venlo.register()
    een = await assign_care(venlo, client, ZORG, "07A02")
    two = await assign_care(venlo, client, ZORG, "01B04")
    await choose_policy(api.gateway)
    (first, *_rest) = report.report_checks()
    monkeypatch.setattr(report, "report_checks", lambda: (report.ReportCheck(first.card, crash),))
    receipt = await zorg.submit(start(identificatie="S1", **part_of(een, "07A02", begindatum="2024-02-05")))
    assert receipt["oordeel"] == "goedgekeurd"
    assert "KeyError" in (await policy_findings(venlo, receipt["berichtId"]))["NL-701"]["text"]

    async with api.gateway.db.transaction() as tx:
        await tx.execute("update organisaties set beleid = 'weg' where code = $1", VENLO)
    receipt = await zorg.submit(start(identificatie="S2", **part_of(two, "01B04", begindatum="2024-02-05")))
    assert receipt["oordeel"] == "goedgekeurd"
    assert "niet te lezen" in (await policy_findings(venlo, receipt["berichtId"]))["NL-700"]["text"]
    assert await policy_findings(zorg, receipt["berichtId"]) == {}
