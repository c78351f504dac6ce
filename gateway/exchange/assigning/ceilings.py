"""Ceilings around a decision: read in turn with other decisions, so that none of them together pass one unseen."""

from collections.abc import Sequence
from dataclasses import replace

from gateway.exchange.kernel.gateway import Gateway
from gateway.policy.care.ceilings import amount_under, product_facts
from gateway.policy.care_file import Commitment, Contract, Decision, Spending
from gateway.policy.loading.regions import Region
from gateway.store.care import plafonds, tarieven
from gateway.store.db.database import Connection
from gateway.store.db.locks import take_locks


async def lock_ceilings(tx: Connection, gateway: Gateway, gemeente: str, aanbieders: Sequence[str]) -> None:
    """Wait until no other decision counts under a ceiling of these providers, until the transaction ends.

    Call it under the client's lock, before anything about ceilings is read. Without a ceiling there is no lock.
    """
    locks = await plafonds.list_ceiling_locks(tx, gemeente, aanbieders)
    if locks:
        await take_locks(tx, gateway.db.hash_locks(locks))


async def load_spending(
    tx: Connection, gemeente: str, aanbieder: str, contracts: Sequence[Contract], region: Region
) -> Spending | None:
    """Return what is committed under the ceilings in these contracts of the provider; None: they have none."""
    if all(each.plafond is None for each in contracts):
        return None
    commitments = await plafonds.sum_commitments(tx, gemeente, [aanbieder], product_facts(region.versions))
    tariffs = await tarieven.list_for_provider(tx, gemeente, aanbieder)
    return Spending(commitments=tuple(commitments), tariffs=tuple(tariffs))


def with_others(
    spending: Spending, contracts: Sequence[Contract], others: Sequence[Decision], region: Region
) -> Spending:
    """Return the spending as it will be after these other decisions."""
    return replace(
        spending,
        commitments=tuple(
            replace(each, cents=each.cents + sum(_change(each, other, contracts, spending, region) for other in others))
            for each in spending.commitments
        ),
    )


def _change(
    commitment: Commitment, decision: Decision, contracts: Sequence[Contract], spending: Spending, region: Region
) -> int:
    """Return the cents that the decision adds under the ceiling; less than zero when it takes away."""
    policy = region.policy_on(decision.care.ingangsdatum) or region.versions[0]
    new, old = (
        0 if care is None else amount_under(commitment.contract, care, contracts, policy, spending.tariffs).cents
        for care in (None if decision.verwijderd else decision.care, decision.was)
    )
    return new - old
