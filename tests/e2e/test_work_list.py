"""The work list over HTTP: each source of work says for whom, by when, why and what to do, and goes with its cause."""

from typing import Any

import pytest

from gateway.exchange.delivery.undelivered import signal_undelivered
from gateway.messages.common import Product, XsdVersie
from gateway.store.delivery import upkeep
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, ZORG, Caller, refusal_of, start, stop, with_header
from tests.support.exchange.crashing_rule import break_rules
from tests.support.exchange.signals import answer_all, list_signals, op
from tests.support.exchange.workers import NO_TIME
from tests.support.messages.messages import BSN_2
from tests.support.policy.chosen import choose_policy, request_for
from tests.support.store.ledger import push_to

MARCH = {"ingangsdatum": "2024-03-04", "einddatum": "2024-12-31"}
STARTED = {"begindatum": "2024-03-04", "toewijzing_ingangsdatum": "2024-03-04", "dagtekening": "2024-03-04"}


async def the_signal(venlo: Caller, code: str, voor_wie: str, uiterlijk: str) -> dict[str, Any]:
    """Return the only open signal of this code, which says for whom, by when, why and what to do."""
    [found] = await list_signals(venlo, code=code, voorWie=voor_wie, status="open")
    assert (found["voorWie"], found["uiterlijk"]) == (voor_wie, uiterlijk)
    for key in ("onderwerp", "tekst", "raad", "bron"):
        assert found[key].strip(), key
    return found


async def gone(venlo: Caller, signal: dict[str, Any]) -> bool:
    """Return True when this signal lapsed."""
    shown: dict[str, Any] = (await venlo.http.get(f"/v1/signalen/{signal['signaalId']}")).json()
    return bool(shown["status"] == "vervallen")


@pytest.fixture
async def nummer(api: Api, venlo: Caller, zorg: Caller) -> int:
    """An assignment from 4 March that its provider approved."""
    found: int = (await venlo.assign(await venlo.register(), **MARCH))["toewijzingNummer"]
    await answer_all(zorg, api)
    return found


async def test_an_assignment_that_was_refused(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register(), **MARCH))["toewijzingNummer"]
    [forward] = await zorg.collect()
    await zorg.submit(refusal_of(forward, "R1"))
    await op(api, "2024-03-01")
    signal = await the_signal(venlo, "NL-810", "backoffice", "2024-03-01")
    assert f"toewijzing {nummer} geldt als niet verzonden" in signal["tekst"]
    await venlo.change(nummer, einddatum="2024-11-30")
    await op(api, "2024-03-01")
    assert await gone(venlo, signal)


async def test_a_report_about_somebody_unknown_that_was_refused(
    api: Api, venlo: Caller, zorg: Caller, nummer: int
) -> None:
    stranger = start(nummer, "S1", **STARTED, bsn=BSN_2)
    await op(api, "2024-03-04")
    assert (await zorg.submit(stranger))["oordeel"] == "afgekeurd"
    await op(api, "2024-03-04")
    signal = await the_signal(venlo, "NL-813", "backoffice", "2024-03-11")
    assert signal["clientId"] is None
    assert signal["tekst"].startswith(f"WMO305 S1 van aanbieder {ZORG} is op 2024-03-04 afgekeurd")
    await op(api, "2024-05-04")
    assert await gone(venlo, signal)


async def test_an_assignment_without_an_answer(api: Api, venlo: Caller, zorg: Caller) -> None:
    await venlo.assign(await venlo.register(), **MARCH)
    await op(api, "2024-03-07")
    signal = await the_signal(venlo, "NL-807", "backoffice", "2024-03-06")
    await answer_all(zorg, api)
    await op(api, "2024-03-07")
    assert await gone(venlo, signal)


async def test_a_message_that_is_parked(
    api: Api, venlo: Caller, zorg: Caller, nummer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_rules(monkeypatch, 2)
    await op(api, "2024-03-04")
    parked = await zorg.submit(start(nummer, "S1", **STARTED))
    await op(api, "2024-03-04")
    signal = await the_signal(venlo, "NL-814", "beheer", "2024-03-07")
    monkeypatch.undo()
    operator = await api.caller(BEHEER)
    assert (await operator.http.post(f"/v1/berichten/{parked['berichtId']}/beoordelen")).status_code == 200
    await op(api, "2024-03-04")
    assert await gone(venlo, signal)


async def test_a_message_that_was_not_delivered(api: Api, venlo: Caller, zorg: Caller) -> None:
    await push_to(api.gateway.db, "http://127.0.0.1:1/")
    message = (await venlo.assign(await venlo.register(), **MARCH))["berichtId"]
    async with api.gateway.db.transaction() as tx:
        await signal_undelivered(tx, api.gateway, await upkeep.tidy_outbox(tx, NO_TIME))
    [signal] = await list_signals(venlo, code="NL-812", voorWie="beheer")
    assert signal["berichtId"] == message
    assert signal["raad"]
    await zorg.collect()
    assert await gone(venlo, signal)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("OP271", {"dagtekening": "2024-03-20"}),
        ("GW001", {"begindatum": "2024-03-03"}),
        ("GW002", {"toewijzing_ingangsdatum": "2024-03-05"}),
        ("IV034", {}),
    ],
)
async def test_a_finding_of_the_standard_on_a_start(
    api: Api, venlo: Caller, zorg: Caller, nummer: int, code: str, changes: dict[str, str]
) -> None:
    fields = {**STARTED, **changes}
    await op(api, fields["dagtekening"])
    message = start(nummer, "S1", **fields)
    if code == "IV034":
        message = with_header(message, xsd_versie=XsdVersie(basisschema_xsd_versie="9.0.0", bericht_xsd_versie="1.0.0"))
    assert (await zorg.submit(message))["oordeel"] == "goedgekeurd"
    await op(api, fields["dagtekening"])
    signal = await the_signal(venlo, "NL-811", "consulent", fields["dagtekening"])
    assert f": {code}. Te doen: " in signal["tekst"]
    removal = start(nummer, "S2", **{**fields, "status_aanlevering": "3"})
    assert (await zorg.submit(removal))["oordeel"] == "goedgekeurd"
    await op(api, fields["dagtekening"])
    assert await gone(venlo, signal)


async def test_a_stop_that_was_late(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    await op(api, "2024-03-04")
    await zorg.submit(start(nummer, "S1", **STARTED))
    await op(api, "2024-06-20")
    ended = {**STARTED, "einddatum": "2024-05-31", "dagtekening": "2024-06-20"}
    assert (await zorg.submit(stop(nummer, "E1", **ended)))["oordeel"] == "goedgekeurd"
    await op(api, "2024-06-20")
    assert ": OP272. Te doen: " in (await the_signal(venlo, "NL-811", "consulent", "2024-06-20"))["tekst"]


async def test_a_finding_of_policy_on_a_start(api: Api, venlo: Caller, zorg: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    nummer = (await venlo.assign(**request_for(jo, "10B02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    await answer_all(zorg, api)
    care = {"product": Product(categorie="10", code="10B02"), "toewijzing_ingangsdatum": "2024-01-01"}
    await zorg.submit(start(nummer, "S1", **care, begindatum="2024-02-19", dagtekening="2024-02-20"))
    await op(api, "2024-03-01")
    texts = [each["tekst"] for each in await list_signals(venlo, code="NL-811", voorWie="consulent")]
    assert any(": NL-701, " in each and " Te doen: " in each for each in texts), texts


async def test_an_evaluation_that_was_agreed(api: Api, venlo: Caller, zorg: Caller) -> None:
    nummer = (await venlo.assign(await venlo.register(), **MARCH, evaluatieOp=["2024-05-01"]))["toewijzingNummer"]
    await answer_all(zorg, api)
    await op(api, "2024-03-04")
    await zorg.submit(start(nummer, "S1", **STARTED))
    await op(api, "2024-04-20")
    signal = await the_signal(venlo, "NL-808", "consulent", "2024-05-01")
    await venlo.change(nummer, einddatum="2024-11-30", evaluatieOp=["2024-09-01"])
    await op(api, "2024-04-20")
    assert await gone(venlo, signal)


async def test_extra_work_that_can_hardly_be_asked_any_more(api: Api, venlo: Caller, zorg: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    nummer = (await venlo.assign(**request_for(jo, "10B01", "2024-03-04", "2024-12-31")))["toewijzingNummer"]
    await answer_all(zorg, api)
    await op(api, "2024-03-04")
    care = {**STARTED, "product": Product(categorie="10", code="10B01")}
    assert (await zorg.submit(start(nummer, "S1", **care)))["oordeel"] == "goedgekeurd"
    await op(api, "2024-07-20")
    signal = await the_signal(venlo, "NL-809", "consulent", "2024-08-04")
    await op(api, "2024-08-05")
    assert await gone(venlo, signal)


async def test_a_contract_that_ends(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    contract = {"aanbieder": ZORG, "segment": "2A", "soort": "strategisch-regionaal", "vanaf": "2022-01-01"}
    assert (
        await venlo.http.put("/v1/contracten", json={"contracten": [{**contract, "tot": "2024-04-30"}]})
    ).status_code == 200
    await op(api, "2024-03-01")
    signal = await the_signal(venlo, "NL-815", "contractbeheer", "2024-04-30")
    assert (signal["aanbieder"], signal["clientId"]) == (ZORG, None)
    await venlo.http.put("/v1/contracten", json={"contracten": [{**contract, "tot": None}]})
    await op(api, "2024-03-01")
    assert await gone(venlo, signal)


async def test_a_ceiling_that_is_passed(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    contract = {"aanbieder": ZORG, "segment": "2A", "vanaf": "2024-01-01", "tot": "2024-12-31"}
    register = {"contracten": [{**contract, "soort": "strategisch-regionaal", "plafond": 2_000_00}]}
    assert (await venlo.http.put("/v1/contracten", json=register)).status_code == 200
    await load_tariffs(venlo, ["categorie;code;aanbieder;eenheid;tarief;vanaf;tot", "10;10B02;;82;2400,00;2024-01-01;"])
    made = await venlo.assign(**request_for(await venlo.register(), "10B02", "2024-04-01", "2024-12-31"))
    assert "NL-112" in {each["code"] for each in made["bevindingen"]}
    await op(api, "2024-03-01")
    signal = await the_signal(venlo, "NL-817", "contractbeheer", "2024-12-31")
    assert "is € 2.400,00 toegezegd, € 400,00 boven het plafond van € 2.000,00." in signal["tekst"]
    await venlo.change(made["toewijzingNummer"], verwijderd=True)
    await op(api, "2024-03-01")
    assert await gone(venlo, signal)


async def test_a_tariff_that_ends(api: Api, venlo: Caller) -> None:
    rows = ["categorie;code;aanbieder;eenheid;tarief;vanaf;tot", "10;10B02;;82;2400,00;2024-01-01;2024-04-30"]
    await load_tariffs(venlo, rows)
    await op(api, "2024-03-01")
    signal = await the_signal(venlo, "NL-816", "contractbeheer", "2024-04-30")
    assert signal["aanbieder"] is None
    await load_tariffs(venlo, [*rows, "10;10B02;;82;2500,00;2024-05-01;"])
    await op(api, "2024-03-01")
    assert await gone(venlo, signal)


async def load_tariffs(venlo: Caller, rows: list[str]) -> None:
    """Replace the tariffs of the municipality by those in these lines of CSV."""
    response = await venlo.http.put(
        "/v1/tarieven/csv", content="\n".join(rows).encode(), headers={"content-type": "text/csv"}
    )
    assert response.status_code == 200, response.text
