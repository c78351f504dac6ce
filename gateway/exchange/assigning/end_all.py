"""The end of all care of a client who died or moved away: everything that stands, at every provider, in one act."""

from datetime import date
from typing import Final

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.combined import ProviderItems
from gateway.exchange.assigning.decide import ChangeOf
from gateway.exchange.assigning.policy import load_chosen_region
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.policy.care_file import Care
from gateway.policy.model import Policy, ProductKind
from gateway.store.care import policy_view
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import DecisionRecord
from gateway.store.db.database import Connection

_ORDER: Final = {ProductKind.VERVOER: 0, ProductKind.VERLENGING: 1, ProductKind.MEERWERK: 2}
"""What leans on other care ends before it; a base, and a product that the policy doesn't know, end last."""


async def plan_end(
    tx: Connection, gateway: Gateway, client: Client, last_day: date, record: DecisionRecord
) -> list[ProviderItems]:
    """Return for each provider the changes that end all care by this day, vervoer first and bases last.

    Care that would begin after that day is removed, unless it was reported. Raises Conflict when nothing stands after
    that day.
    """
    [kept] = await policy_view.load(tx, [(client.gemeente, client.id, "")])
    care = (await policy_view.load_care(tx, client.gemeente, [client.id])).get(client.id, ())
    policy = None if kept is None else load_chosen_region(gateway, kept.beleid).policy_on(last_day)
    standing = [each for each in care if each.einddatum is None or each.einddatum > last_day]
    if not standing:
        raise Conflict(
            "niets-te-beeindigen",
            f"Na {last_day} staat er voor deze cliënt geen zorg meer. Er is niets gewijzigd.",
        )
    by_provider: dict[str, list[Care]] = {}
    for each in sorted(standing, key=lambda each: (_rank(each, policy), each.nummer or 0)):
        by_provider.setdefault(each.aanbieder, []).append(each)
    return [
        ProviderItems(aanbieder, [ChangeOf(each.nummer, _end(each, last_day, record)) for each in cares if each.nummer])
        for aanbieder, cares in by_provider.items()
    ]


def _rank(care: Care, policy: Policy | None) -> int:
    product = None if policy is None or care.code is None else policy.producten.get(care.code)
    return len(_ORDER) if product is None else _ORDER.get(product.soort, len(_ORDER))


def _end(care: Care, last_day: date, record: DecisionRecord) -> Change:
    if care.ingangsdatum > last_day and care.gestart_op is None:
        return Change(remove=True, record=record)
    return Change(einddatum=last_day, record=record)
