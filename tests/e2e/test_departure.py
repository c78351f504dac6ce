"""A client dies: the stop says so, everything that stands is told at once, and one act ends it all."""

from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, Caller, start, stop
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import choose_policy, codes, request_for

PATH = "/v1/toewijzingen"


async def test_a_death_is_told_and_everything_is_ended(api: Api, venlo: Caller, zorg: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    base = (await venlo.assign(**request_for(jo, "10B02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    care = {"nummer": base, "product": Product(categorie="10", code="10B02"), "toewijzing_ingangsdatum": "2024-01-01"}
    help_ = (await venlo.assign(**request_for(jo, "01B04", "2024-01-01", None, aanbieder=THUIS)))["toewijzingNummer"]
    await zorg.submit(start(identificatie="S1", **care, begindatum="2024-01-08"))
    died = await zorg.submit(
        stop(identificatie="T1", **care, begindatum="2024-01-08", einddatum="2024-02-20", reden_beeindiging="02")
    )
    [told] = [each for each in (await venlo.report(died["berichtId"]))["bevindingen"] if each["code"] == "NL-711"]
    assert f"toewijzing {help_} (01B04" in told["text"]
    assert "beëindig met één besluit alle zorg" in told["remedy"]
    assert "NL-711" not in codes((await zorg.report(died["berichtId"]))["bevindingen"]), "it is about another provider"

    anew = await venlo.http.post(f"{PATH}/controle", json=request_for(jo, "04A01", "2024-06-01", "2024-06-14"))
    assert "NL-111" in codes(anew.json()["bevindingen"])

    ended = await venlo.http.post(
        f"/v1/clienten/{jo}/beeindiging", json={"einddatum": "2024-02-20", "redenWijziging": "02"}
    )
    assert ended.status_code == 201, ended.text
    assert {each["toewijzingNummer"]: each["actueel"]["einddatum"] for each in ended.json()["toewijzingen"]} == {
        base: "2024-02-20",
        help_: "2024-02-20",
    }
    thuis = await api.caller(THUIS)
    late = await thuis.submit(
        start(
            identificatie="S2",
            afzender=THUIS,
            nummer=help_,
            product=Product(categorie="01", code="01B04"),
            toewijzing_ingangsdatum="2024-01-01",
            begindatum="2024-01-15",
        )
    )
    assert late["oordeel"] == "goedgekeurd", "policy refuses no report"


async def test_a_minor_and_an_extension_without_a_ground_are_signals(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    one, other = bsns(2)
    minor = await venlo.register(one, geboortedatum={"datum": "2006-05-01"})
    asked = await venlo.http.post(f"{PATH}/controle", json=request_for(minor, "02A02", "2024-04-30", "2025-04-29"))
    assert "NL-110" in codes(asked.json()["bevindingen"])
    asked = await venlo.http.post(f"{PATH}/controle", json=request_for(minor, "02A02", "2024-05-01", "2025-04-30"))
    assert "NL-110" not in codes(asked.json()["bevindingen"])

    jo = await venlo.register(other)
    await venlo.assign(**request_for(jo, "02A02", "2023-03-01", "2024-02-29"))
    body = request_for(jo, "02C02", "2024-03-01", "2024-08-31")
    made = (await venlo.http.post(f"{PATH}/controle", json=body)).json()
    assert {"NL-306", "NL-307"} <= codes(made["bevindingen"])
    assert made["toegestaan"] is True
    decided = {**body, "grond": "doelen-niet-bereikt", "beslistDoor": "C. Proef"}
    assert "NL-306" not in codes((await venlo.http.post(f"{PATH}/controle", json=decided)).json()["bevindingen"])
