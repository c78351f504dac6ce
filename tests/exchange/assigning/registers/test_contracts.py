"""The register of contracts is replaced as a whole; what changes is told beforehand, and kept afterwards."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.exchange.assigning.registers.contract_file import ContractLine
from gateway.exchange.assigning.registers.contracts import list_contracts, preview_contracts, replace_contracts
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.parties.accounts import list_actions
from gateway.policy.care_file import Contract
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG
from tests.support.policy.chosen import choose_policy

HERE = Contract(aanbieder=ZORG, segment="1A1", soort="basis-lokaal", vanaf=date(2024, 1, 1), tot=None)


def lines(*contracts: Contract) -> list[ContractLine]:
    return [ContractLine(f"regel {number}", each) for number, each in enumerate(contracts, 2)]


async def test_a_preview_changes_nothing_and_a_change_is_on_record(api: Api) -> None:
    await choose_policy(api.gateway)
    assert (await preview_contracts(api.gateway, VENLO, lines(HERE))).nieuw == (HERE,)
    assert await list_contracts(api.gateway, VENLO) == []
    assert (await replace_contracts(api.gateway, VENLO, lines(HERE), "ab")).nieuw == (HERE,)
    ended = replace(HERE, tot=date(2024, 12, 31))
    assert (await replace_contracts(api.gateway, VENLO, lines(ended))).eindigend == ((HERE, ended),)
    assert await list_contracts(api.gateway, VENLO) == [ended]
    first, second = (await list_actions(api.gateway, VENLO))[-2:]
    assert (first.soort, first.gegevens["nieuw"], first.gegevens["sha256"]) == ("contracten_geladen", 1, "ab")
    assert (second.gegevens["eindigend"], "sha256" in second.gegevens) == (1, False)


async def test_a_preview_refuses_what_a_load_refuses(api: Api) -> None:
    wrong = lines(replace(HERE, segment="9Z"))
    for act in (preview_contracts, replace_contracts):
        await choose_policy(api.gateway)
        with pytest.raises(Invalid):
            await act(api.gateway, VENLO, wrong)
        with pytest.raises(NotFound):
            await act(api.gateway, "0000", lines(HERE))
        await choose_policy(api.gateway, policy="")
        with pytest.raises(Conflict):
            await act(api.gateway, VENLO, lines(HERE))
