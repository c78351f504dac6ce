"""Previews: the findings and the alternatives of a decision that is not taken; nothing is kept."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.exchange.assigning.registers.contract_file import ContractLine
from gateway.exchange.assigning.registers.contracts import replace_contracts
from gateway.exchange.assigning.registers.tariffs import replace_tariffs
from gateway.policy.care_file import Contract
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, Caller
from tests.support.policy.chosen import choose_policy, codes, issue, request_for
from tests.support.policy.plain_dutch import faults
from tests.support.policy.tariffs import ALL, in_file

FROM_DAY, UNTIL_DAY = "2024-04-01", "2025-03-31"
PATH = "/v1/toewijzingen"


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def test_who_asks_first_hears_what_would_do(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    nummer = (await issue(venlo, request_for(jo, "02A02", FROM_DAY, UNTIL_DAY)))["toewijzingNummer"]
    response = await venlo.http.post(f"{PATH}/controle", json=request_for(jo, "10B01", "2024-03-01", "2024-10-31"))
    controle = response.json()
    assert (controle["toegestaan"], codes(controle["bevindingen"])) == (False, {"NL-201"})
    room = controle["ruimte"]
    possible = {each["code"] for each in room["producten"]}
    assert {"07A02", "01B04", "04A01"} <= possible
    assert not possible & {"10B01", "10B02", "10A06", "02C02", "08V02"}
    assert room["uitersteEinddatum"] == "2024-03-31", "the day before 02A02 begins"
    assert (room["onbegrensd"], room["openEinde"], room["maandenOver"]) == (False, False, None)

    response = await venlo.http.post(f"{PATH}/0983/{nummer}/controle", json={"einddatum": "2025-06-30"})
    controle = response.json()
    assert (controle["toegestaan"], codes(controle["bevindingen"])) == (True, {"NL-502"})
    assert (controle["ruimte"]["onbegrensd"], controle["ruimte"]["uitersteEinddatum"]) == (True, None)
    shown = (await venlo.http.get(f"{PATH}/0983/{nummer}")).json()
    assert len(shown["versies"]) == 1


async def test_who_asks_first_hears_of_the_national_rules_too(api: Api, venlo: Caller) -> None:
    venray = await api.caller(VENRAY)
    for partij, beleid in ((venray, set()), (venlo, {"NL-207"})):
        jo = await partij.register()
        body = request_for(jo, "02A02", FROM_DAY, UNTIL_DAY)
        await issue(partij, body)
        controle = (await partij.http.post(f"{PATH}/controle", json=body)).json()
        assert controle["toegestaan"] is False
        assert controle["overrulebaar"] is False
        assert codes(controle["bevindingen"]) == {"TR302"} | beleid
        assert (controle["ruimte"] is None) is (partij is venray)


async def test_who_asks_first_hears_who_else_may_deliver_and_what_it_costs(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    body = request_for(jo, "10B01", "2024-04-01", "2024-11-30")
    room = (await venlo.http.post(f"{PATH}/controle", json=body)).json()["ruimte"]
    assert (room["andereAanbieders"], room["verwachtBedrag"]) == (None, None)
    assert [text.split(":")[0] for text in room["toelichting"]] == [
        "Wie dit ook mag leveren is niet beoordeeld",
        f"Er zijn geen tarieven geladen voor aanbieder {ZORG}",
        "Voor deze zorg is geen plafond geladen, of er is voor deze dag geen beleid",
    ]
    assert [fault for text in room["toelichting"] for fault in faults(text)] == []

    here = Contract(aanbieder=ZORG, segment="1B", soort="strategisch-regionaal", vanaf=date(2024, 1, 1), tot=None)
    elsewhere = replace(here, aanbieder="99990077", segment="1A1")
    known = (here, replace(here, aanbieder="99990078"), replace(here, aanbieder=THUIS), elsewhere)
    await replace_contracts(api.gateway, VENLO, [ContractLine(f"regel {nr}", each) for nr, each in enumerate(known)])
    await replace_tariffs(api.gateway, VENLO, in_file(replace(ALL, vanaf=date(2024, 1, 1), tot=None)), "")
    room = (await venlo.http.post(f"{PATH}/controle", json=body)).json()["ruimte"]
    assert [each["aanbieder"] for each in room["andereAanbieders"]] == [THUIS, "99990078"], "with an account first"
    assert room["andereAanbieders"][1]["naam"] is None
    assert (room["verwachtVolume"], room["verwachtBedrag"], len(room["toelichting"])) == (1, ALL.bedrag, 1)
    nummer = (await issue(venlo, body))["toewijzingNummer"]
    for change, cents in (({"einddatum": "2024-09-30"}, ALL.bedrag), ({"verwijderd": True}, None)):
        room = (await venlo.http.post(f"{PATH}/0983/{nummer}/controle", json=change)).json()["ruimte"]
        assert (room["andereAanbieders"], room["verwachtBedrag"]) == (None, cents), change
