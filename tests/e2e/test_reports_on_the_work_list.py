"""What is found on a start or stop is on the work list, each finding by itself, until its cause is gone."""

from typing import Any

from gateway.exchange.signals.audit_signals import raise_audit_signals
from gateway.messages.common import Product
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, Caller, start, stop
from tests.support.exchange.signals import list_signals, op
from tests.support.policy.chosen import choose_policy, request_for


def about(nummer: int, code: str, first: str) -> dict[str, Any]:
    product = Product(categorie=code[:2], code=code)
    return {"nummer": nummer, "product": product, "toewijzing_ingangsdatum": first, "begindatum": first}


async def open_texts(api: Api, venlo: Caller) -> list[str]:
    await op(api, "2024-03-01")
    return [each["tekst"] for each in await list_signals(venlo, code="NL-811", status="open")]


async def test_two_findings_at_one_place_are_two_signals(api: Api, venlo: Caller, zorg: Caller) -> None:
    asked = request_for(await venlo.register(), "10M01", "2024-01-01", "2024-12-31")
    nummer = (await venlo.assign(**asked))["toewijzingNummer"]
    await choose_policy(api.gateway)
    await zorg.submit(start(identificatie="S1", **about(nummer, "10M01", "2024-01-01")))
    texts = [each for each in await open_texts(api, venlo) if "NL-709" in each]
    assert len(texts) == 2
    assert any("hoort bij een gestart traject 10B01" in each for each in texts)
    assert any("het meeste is 4 maanden" in each for each in texts)


async def test_what_is_left_of_a_death_is_done_when_all_care_ends(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    base = (await venlo.assign(**request_for(jo, "10B02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    await venlo.assign(**request_for(jo, "08V02", "2024-01-01", "2024-12-31"))
    help_ = (await venlo.assign(**request_for(jo, "01B04", "2024-01-01", None, aanbieder=THUIS)))["toewijzingNummer"]
    await choose_policy(api.gateway)
    care = about(base, "10B02", "2024-01-01")
    await zorg.submit(start(identificatie="S1", **care))
    await zorg.submit(stop(identificatie="T1", **care, einddatum="2024-02-20", reden_beeindiging="02"))
    left = [each for each in await open_texts(api, venlo) if "NL-705" in each or "NL-711" in each]
    assert len(left) == 2
    await venlo.change(help_, einddatum="2024-02-20")
    assert [each for each in await open_texts(api, venlo) if "NL-711" in each], "the transport still stands"
    ended = await venlo.http.post(
        f"/v1/clienten/{jo}/beeindiging", json={"einddatum": "2024-02-20", "redenWijziging": "02"}
    )
    assert ended.status_code == 201, ended.text
    assert [each for each in await open_texts(api, venlo) if "NL-705" in each or "NL-711" in each] == []


async def test_stacking_is_over_when_one_of_the_two_ends_before(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    activities = (await venlo.assign(**request_for(jo, "07A02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    guidance = (await venlo.assign(**request_for(jo, "10B01", "2024-02-01", "2024-07-31", aanbieder=THUIS)))[
        "toewijzingNummer"
    ]
    await choose_policy(api.gateway)
    await zorg.submit(start(identificatie="S1", **about(activities, "07A02", "2024-01-01")))
    assert [each for each in await open_texts(api, venlo) if "NL-706" in each]
    await venlo.change(guidance, verwijderd=True)
    assert [each for each in await open_texts(api, venlo) if "NL-706" in each] == []


async def test_what_two_starts_say_of_each_other_is_one_signal(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    numbers = [
        (await venlo.assign(**request_for(jo, code, "2024-01-01", "2024-12-31")))["toewijzingNummer"]
        for code in ("07A02", "10B02")
    ]
    await choose_policy(api.gateway)
    for number, code in zip(numbers, ("07A02", "10B02"), strict=True):
        receipt = await zorg.submit(start(identificatie=f"S{number}", **about(number, code, "2024-01-01")))
        assert "NL-706" in await venlo.codes(receipt["berichtId"]), "each report says so"
    [told] = [each for each in await open_texts(api, venlo) if "NL-706" in each]
    await raise_audit_signals(api.gateway, VENLO)
    assert [each["code"] for each in await list_signals(venlo, status="open") if each["code"] == "NL-201"] == []
    assert [each for each in await open_texts(api, venlo) if "NL-706" in each] == [told]


async def test_a_later_start_on_other_days_is_a_signal_of_its_own(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    one, other = [
        (await venlo.assign(**request_for(jo, code, "2024-01-01", "2024-12-31")))["toewijzingNummer"]
        for code in ("07A02", "10B02")
    ]
    await choose_policy(api.gateway)
    await zorg.submit(start(identificatie="S1", **about(one, "07A02", "2024-01-01")))
    await zorg.submit(start(identificatie="S2", **(about(other, "10B02", "2024-01-01") | {"begindatum": "2024-02-01"})))
    assert len([each for each in await open_texts(api, venlo) if "NL-706" in each]) == 2
