"""The register of contracts of a municipality: which provider may deliver which segment, and when.

A municipality replaces its register as a whole, and can see beforehand what that changes.
"""

from collections.abc import Iterator, Sequence

from gateway.exchange.assigning import policy
from gateway.exchange.assigning.registers.comparison import RegisterChanges, compare, overlaps
from gateway.exchange.assigning.registers.contract_file import REGISTER, ContractLine
from gateway.exchange.assigning.registers.register_csv import ZEROES, Fault, fault
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.accounts import get_municipality
from gateway.policy.care_file import Contract
from gateway.standard.identifiers import agb_valid
from gateway.store.care import contracten
from gateway.store.parties import operator_log, organisaties


async def preview_contracts(
    gateway: Gateway, gemeente: str, lines: Sequence[ContractLine]
) -> RegisterChanges[Contract]:
    """Return what would change if these contracts replaced the register. Raises as `replace_contracts`."""
    await _check(gateway, gemeente, lines)
    async with gateway.db.reading() as tx:
        return compare(await contracten.list_contracts(tx, gemeente), [each.contract for each in lines])


async def replace_contracts(
    gateway: Gateway, gemeente: str, lines: Sequence[ContractLine], sha256: str | None = None
) -> RegisterChanges[Contract]:
    """Replace the whole register of the municipality by these contracts, and return what changed.

    An empty register means that the municipality keeps no contracts here. The operator log keeps who loaded them and
    when, how many of each kind, and `sha256` of the file if it was one. Raises NotFound, Conflict when it chose no
    policy, or Invalid with the faults; then the register is unchanged.
    """
    await _check(gateway, gemeente, lines)
    new = [each.contract for each in lines]
    async with gateway.db.transaction() as tx:
        await organisaties.lock(tx, gemeente)
        changes = compare(await contracten.list_contracts(tx, gemeente), new)
        await contracten.replace(tx, gemeente, new)
        facts = changes.counts() | ({} if sha256 is None else {"sha256": sha256})
        await operator_log.record_action(tx, gemeente, "contracten_geladen", gateway.actor, **facts)
        return changes


async def list_contracts(gateway: Gateway, gemeente: str) -> list[Contract]:
    """Return the municipality's contracts, by provider, segment and first day. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await get_municipality(tx, gemeente)
        return await contracten.list_contracts(tx, gemeente)


async def _check(gateway: Gateway, gemeente: str, lines: Sequence[ContractLine]) -> None:
    """Raise NotFound, Conflict or Invalid unless the municipality may have these contracts."""
    naam = await _chosen_policy(gateway, gemeente)
    segmenten, soorten = policy.list_vocabulary(gateway, naam)
    faults = [*_content_faults(lines, naam, segmenten, soorten), *_overlap_faults(lines)]
    if faults:
        raise REGISTER.refusal(faults)


async def _chosen_policy(gateway: Gateway, gemeente: str) -> str:
    async with gateway.db.reading() as tx:
        party = await get_municipality(tx, gemeente)
    if party.beleid is None:
        raise Conflict(
            "geen-beleid",
            f"Gemeente {gemeente} heeft geen beleid gekozen, en zonder is niet te zeggen welke segmenten er zijn. Laat "
            f"de beheerder er een kiezen: 'gateway accounts change {gemeente} --beleid …'.",
        )
    return party.beleid


def _content_faults(
    lines: Sequence[ContractLine], naam: str, segmenten: frozenset[str], soorten: frozenset[str]
) -> Iterator[Fault]:
    segments, kinds = ", ".join(sorted(segmenten)), ", ".join(sorted(soorten))
    for line in lines:
        contract = line.contract
        if not agb_valid(contract.aanbieder):
            melding = f'"{contract.aanbieder}" is geen AGB-code (acht cijfers). {ZEROES}'
            yield fault(line.place_of("aanbieder"), melding, contract.aanbieder)
        if contract.segment not in segmenten:
            melding = f'{naam} kent geen segment "{contract.segment}", wel {segments}'
            yield fault(line.place_of("segment"), melding, contract.segment)
        if contract.soort is not None and contract.soort not in soorten:
            melding = f'{naam} kent geen soort "{contract.soort}", wel {kinds}, of leeg'
            yield fault(line.place_of("soort"), melding, contract.soort)
        if contract.tot is not None and contract.tot < contract.vanaf:
            melding = f"tot {contract.tot} ligt voor vanaf {contract.vanaf}; kies een latere dag"
            yield fault(line.place_of("tot"), melding, str(contract.tot))


def _overlap_faults(lines: Sequence[ContractLine]) -> Iterator[Fault]:
    """Yield where two contracts of a provider for one segment share a day, so that its kind would be unclear."""
    for first, second in overlaps(lines, lambda line: line.contract):
        contract = second.contract
        yield fault(
            second.place_of("vanaf"),
            f"aanbieder {contract.aanbieder} heeft voor segment {contract.segment} op {contract.vanaf} al het contract "
            f"van {first.plaats}; geef dat een tot, of kies een latere vanaf",
            str(contract.vanaf),
        )
