"""The audit of a municipality: all care that stands, judged by a policy, chosen or to be chosen.

It changes nothing and holds no locks: what is decided meanwhile may be judged or not. See `audit_signals`.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.accounts import get_municipality
from gateway.policy.audit import AuditCase, Audited, audit_client, stands
from gateway.policy.care_file import Care, CareFile, Contract, Decision
from gateway.policy.loading.regions import Region, load_region
from gateway.policy.watch_file import PolicyOn
from gateway.store.care import audit_view, clienten, contracten, policy_view
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import NOTHING_RECORDED, DecisionRecord
from gateway.store.db.database import Connection

CLIENTS_PER_PAGE: Final = 200
BEFORE_EVERY_ID: Final = UUID(int=0)

Contracts = Mapping[str, tuple[Contract, ...]] | None
"""By provider; None: the municipality keeps no contracts in the gateway."""


@dataclass(frozen=True, slots=True)
class AuditedClient:
    """What policy says of the care of one client that stands."""

    client: UUID
    care: Sequence[Audited]


async def audit_municipality(
    gateway: Gateway, gemeente: str, beleid: str | None = None, day: date | None = None
) -> AsyncIterator[list[AuditedClient]]:
    """Yield page by page the clients whose care stands on `day`, judged by `beleid` or else by the policy chosen.

    `day`: None for today; assignments that begin later, or of which it is the last day, stand too. Raises NotFound,
    Conflict when no policy is chosen nor given, UnknownRegion or PolicyError.
    """
    region = await chosen_policy(gateway, gemeente, beleid)
    after, on = BEFORE_EVERY_ID, day or gateway.today()
    while True:
        async with gateway.db.reading() as tx:
            page = await clienten.fetch_page(tx, gemeente, after, CLIENTS_PER_PAGE)
            audited = await audit_clients(tx, gemeente, page, region.policy_on, on)
        yield [each for each in audited if each.care]
        if len(page) < CLIENTS_PER_PAGE:
            return
        after = page[-1].id


async def audit_clients(
    tx: Connection, gemeente: str, clients: Sequence[Client], policy_on: PolicyOn, day: date
) -> list[AuditedClient]:
    """Return what policy says of the care of each of these clients that stands on this day."""
    ids = [each.id for each in clients]
    contracts = _by_provider(await contracten.list_contracts(tx, gemeente))
    care = await policy_view.load_care(tx, gemeente, ids)
    records = await audit_view.load_decision_records(tx, gemeente, ids)
    return [
        AuditedClient(each.id, audit_client(_cases(each, care.get(each.id, ()), records, contracts, day), policy_on))
        for each in clients
    ]


async def chosen_policy(gateway: Gateway, gemeente: str, beleid: str | None = None) -> Region:
    """Return the policy `beleid`, or else the one that the municipality chose. Raises as `audit_municipality`."""
    async with gateway.db.reading() as tx:
        found = await get_municipality(tx, gemeente)
    chosen = beleid or found.beleid
    if chosen is None:
        raise Conflict(
            "geen-beleid",
            f"Gemeente {gemeente} koos geen beleid. Noem met --beleid een regio om eraan te toetsen.",
        )
    return load_region(chosen, gateway.policy_dir)


def _by_provider(contracts: Sequence[Contract]) -> Contracts:
    if not contracts:
        return None
    found: dict[str, tuple[Contract, ...]] = {}
    for each in contracts:
        found[each.aanbieder] = (*found.get(each.aanbieder, ()), each)
    return found


def _cases(
    client: Client, care: Sequence[Care], records: Mapping[int, DecisionRecord], contracts: Contracts, day: date
) -> list[AuditCase]:
    return [
        AuditCase(
            _decision(client, each, records.get(each.nummer or 0, NOTHING_RECORDED)),
            CareFile(
                care=tuple(other for other in care if other is not each),
                contracts=None if contracts is None else contracts.get(each.aanbieder, ()),
            ),
        )
        for each in care
        if stands(each, day)
    ]


def _decision(client: Client, care: Care, record: DecisionRecord) -> Decision:
    return Decision(
        gemeente=client.gemeente,
        decision_day=care.besloten_op,
        care=care,
        decided_by=record.beslist_door,
        requested_on=record.aangevraagd_op,
        ground=record.grond,
        provider_consent=record.instemming_aanbieder,
        birth_date=client.birth_date,
    )
