"""Tariffs are replaced as a whole; what changes is told beforehand, and kept afterwards."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.exchange.assigning.registers.tariffs import list_tariffs, preview_tariffs, replace_tariffs
from gateway.exchange.kernel.refusals import Invalid, NotFound
from gateway.exchange.parties.accounts import list_actions
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, ZORG, Caller
from tests.support.policy.chosen import choose_policy, request_for
from tests.support.policy.tariffs import ALL, in_file

PATH = "/v1/toewijzingen"
TRAJECT = replace(ALL, vanaf=date(2024, 1, 1), tot=None)


async def test_a_preview_changes_nothing_and_a_change_is_on_record(api: Api) -> None:
    assert (await preview_tariffs(api.gateway, VENLO, in_file(ALL))).nieuw == (ALL,)
    assert await list_tariffs(api.gateway, VENLO) == []
    assert (await replace_tariffs(api.gateway, VENLO, in_file(ALL), "ab")).nieuw == (ALL,)
    assert await list_tariffs(api.gateway, VENLO) == [ALL]
    action = (await list_actions(api.gateway, VENLO))[-1]
    assert (action.soort, action.gegevens["nieuw"], action.gegevens["sha256"]) == ("tarieven_geladen", 1, "ab")
    for code in (ZORG, "0000"):
        with pytest.raises(NotFound):
            await replace_tariffs(api.gateway, code, in_file(ALL), "ab")


async def test_a_product_is_in_the_policy_or_was_assigned_all_the_same(api: Api, venlo: Caller) -> None:
    strange = [replace(ALL, categorie="02", code=code) for code in ("02a02", "02Z99")]
    await replace_tariffs(api.gateway, VENLO, in_file(*strange), "")
    await venlo.assign(await venlo.register(), product={"categorie": "02", "code": "02Z99"})
    await choose_policy(api.gateway)
    for load in (
        preview_tariffs(api.gateway, VENLO, in_file(ALL, *strange)),
        replace_tariffs(api.gateway, VENLO, in_file(ALL, *strange), ""),
    ):
        with pytest.raises(Invalid) as refused:
            await load
        assert refused.value.details["fouten"] == [
            {
                "plaats": "regel 3, kolom code",
                "melding": 'het beleid van noord-limburg kent geen product "02a02", en het is nooit toegewezen; in '
                "categorie 02 kan 02A02, 02C02, 02M02, 02Z99",
                "waarde": "02a02",
            }
        ]
    assert len((await replace_tariffs(api.gateway, VENLO, in_file(ALL, strange[1]), "")).nieuw) == 1


async def test_an_assignment_shows_its_expected_amount_from_decision_to_removal(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    body = request_for(jo, "10B01", "2024-04-01", "2024-11-30")
    made = (await venlo.http.post(PATH, json=body, headers={"idempotency-key": "een"})).json()
    assert made["verwachtBedrag"] is None, "no tariff is loaded"
    await replace_tariffs(api.gateway, VENRAY, in_file(TRAJECT), "")
    url = f"{PATH}/{VENLO}/{made['toewijzingNummer']}"
    assert (await venlo.http.get(url)).json()["verwachtBedrag"] is None, "that is of another municipality"
    await replace_tariffs(api.gateway, VENLO, in_file(TRAJECT, replace(TRAJECT, aanbieder="99990009", bedrag=1)), "")
    assert (await venlo.http.get(url)).json()["verwachtBedrag"] == 240_000
    again = (await venlo.http.post(PATH, json=body, headers={"idempotency-key": "een"})).json()
    assert (again["toewijzingNummer"], again["verwachtBedrag"]) == (made["toewijzingNummer"], 240_000)
    assert (made["verwachtVolume"], again["verwachtVolume"]) == (1, 1)
    await choose_policy(api.gateway, policy="")
    assert (await venlo.change(made["toewijzingNummer"], einddatum="2024-10-31"))["verwachtBedrag"] == 240_000
    assert (await venlo.change(made["toewijzingNummer"], verwijderd=True))["verwachtBedrag"] is None
