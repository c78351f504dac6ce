"""The register of contracts is replaced as a whole; what changes is told beforehand, and kept afterwards."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.assigning.registers.contract_file import ContractLine, read_contracts
from gateway.exchange.assigning.registers.contracts import (
    find_shared_days,
    list_contracts,
    preview_contracts,
    replace_contracts,
)
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


YEAR = replace(HERE, soort=None, tot=date(2024, 12, 31))


@pytest.mark.parametrize(
    ("contracts", "told"),
    [
        (
            [replace(YEAR, product="10B01")],
            'regel 2, kolom product: noord-limburg kent in segment 1A1 geen product "10B01"',
        ),
        (
            [replace(HERE, plafond=1)],
            "regel 2, kolom plafond: een plafond geldt voor een looptijd van hoogstens 10 jaar",
        ),
        ([replace(YEAR, plafond=1, tot=date(2034, 1, 1))], "regel 2, kolom plafond"),
        ([YEAR, YEAR], "regel 3, kolom vanaf: aanbieder 99990001 heeft voor segment 1A1"),
        ([replace(YEAR, product="02A02")] * 2, "heeft voor product 02A02 (segment 1A1) op 2024-01-01 al het contract"),
        (
            [replace(YEAR, product="02A02"), replace(YEAR, soort="basis-lokaal")],
            "regel 3, kolom soort: aanbieder 99990001 is voor segment 1A1 op dezelfde dagen ook zonder soort (regel 2)",
        ),
    ],
)
async def test_a_contract_for_a_product_or_with_a_ceiling_has_its_own_faults(
    api: Api, contracts: list[Contract], told: str
) -> None:
    await choose_policy(api.gateway)
    with pytest.raises(Invalid) as refused:
        await replace_contracts(api.gateway, VENLO, lines(*contracts))
    assert told in refused.value.text


async def test_the_sample_is_taken(api: Api) -> None:
    await choose_policy(api.gateway)
    file = read_contracts((Path(__file__).parents[4] / "samples/contracten.csv").read_bytes())
    found = (await replace_contracts(api.gateway, VENLO, file.lines)).nieuw
    assert [each.plafond for each in found] == [None, 240_000_00, 12_000_00, 1_500_000_00, 60_000_00]


async def test_a_segment_and_its_products_have_contracts_beside_each_other(api: Api) -> None:
    await choose_policy(api.gateway)
    kept = [replace(YEAR, plafond=5_000_00), replace(YEAR, product="02A02", plafond=0), replace(YEAR, product="02C02")]
    assert (await replace_contracts(api.gateway, VENLO, lines(*kept))).nieuw == tuple(kept)
    raised = [replace(kept[0], plafond=6_000_00), *kept[1:]]
    assert (await replace_contracts(api.gateway, VENLO, lines(*raised))).gewijzigd == ((kept[0], raised[0]),)
    assert await list_contracts(api.gateway, VENLO) == raised


@st.composite
def registers(draw: st.DrawFn) -> list[Contract]:
    """Draw contracts of two providers on few days, so that many of them meet."""
    found = []
    for _ in range(draw(st.integers(0, 7))):
        first = draw(st.integers(0, 12))
        last = draw(st.none() | st.integers(first, 14))
        found.append(
            Contract(
                aanbieder=draw(st.sampled_from(["99990001", "99990002"])),
                segment=draw(st.sampled_from(["1A1", "2A"])),
                product=draw(st.sampled_from([None, "a", "b"])),
                soort=draw(st.sampled_from([None, "x", "y"])),
                vanaf=date(2024, 1, 1) + timedelta(first),
                tot=None if last is None else date(2024, 1, 1) + timedelta(last),
            )
        )
    return found


def _may_not_meet(one: Contract, other: Contract) -> bool:
    if (one.aanbieder, one.segment) != (other.aanbieder, other.segment):
        return False
    meet = one.vanaf <= (other.tot or date.max) and other.vanaf <= (one.tot or date.max)
    return meet and (one.product == other.product or one.soort != other.soort)


@given(registers())
def test_a_register_is_faulty_when_any_two_of_its_contracts_may_not_meet(register: list[Contract]) -> None:
    expected = any(_may_not_meet(one, other) for one, other in combinations(register, 2))
    assert bool(list(find_shared_days(lines(*register)))) is expected
