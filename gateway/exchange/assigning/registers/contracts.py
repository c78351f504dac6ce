"""The register of contracts of a municipality: what a provider may deliver, when, and up to which amount.

A municipality replaces its register as a whole, and can see beforehand what that changes.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from gateway.exchange.assigning.registers.comparison import RegisterChanges, compare, overlaps
from gateway.exchange.assigning.registers.contract_file import REGISTER, ContractLine
from gateway.exchange.assigning.registers.register_csv import ZEROES, Fault, fault
from gateway.exchange.assigning.registers.vocabulary import Vocabulary, list_vocabulary
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.accounts import get_municipality
from gateway.policy.care.months import add_months
from gateway.policy.care_file import Contract
from gateway.policy.words import contract_subject
from gateway.standard import money
from gateway.standard.identifiers import agb_valid
from gateway.store.care import contracten
from gateway.store.parties import operator_log, organisaties

MAX_MONTHS: Final = 120
"""Of a contract with a ceiling: what is committed under it is counted unit by unit."""


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
    """Return the municipality's contracts, by provider, segment, product and first day. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await get_municipality(tx, gemeente)
        return await contracten.list_contracts(tx, gemeente)


async def _check(gateway: Gateway, gemeente: str, lines: Sequence[ContractLine]) -> None:
    """Raise NotFound, Conflict or Invalid unless the municipality may have these contracts."""
    naam = await _chosen_policy(gateway, gemeente)
    vocabulary = list_vocabulary(gateway, naam)
    faults = [each for line in lines for each in (*_name_faults(line, vocabulary), *_period_faults(line))]
    faults += find_shared_days(lines)
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


def _name_faults(line: ContractLine, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield the names in the line that nobody knows."""
    contract, naam = line.contract, vocabulary.regio
    if not agb_valid(contract.aanbieder):
        melding = f'"{contract.aanbieder}" is geen AGB-code (acht cijfers). {ZEROES}'
        yield fault(line.place_of("aanbieder"), melding, contract.aanbieder)
    if contract.segment not in vocabulary.producten:
        segments = ", ".join(sorted(vocabulary.producten))
        melding = f'{naam} kent geen segment "{contract.segment}", wel {segments}'
        yield fault(line.place_of("segment"), melding, contract.segment)
    elif contract.product is not None and contract.product not in vocabulary.producten[contract.segment]:
        products = ", ".join(sorted(vocabulary.producten[contract.segment])) or "geen"
        melding = (
            f'{naam} kent in segment {contract.segment} geen product "{contract.product}", wel {products}, of leeg '
            "voor heel het segment"
        )
        yield fault(line.place_of("product"), melding, contract.product)
    if contract.soort is not None and contract.soort not in vocabulary.soorten:
        melding = f'{naam} kent geen soort "{contract.soort}", wel {", ".join(sorted(vocabulary.soorten))}, of leeg'
        yield fault(line.place_of("soort"), melding, contract.soort)


def _period_faults(line: ContractLine) -> Iterator[Fault]:
    """Yield what is wrong with the days, among them those that a ceiling is for."""
    contract = line.contract
    if contract.tot is not None and contract.tot < contract.vanaf:
        melding = f"tot {contract.tot} ligt voor vanaf {contract.vanaf}; kies een latere dag"
        yield fault(line.place_of("tot"), melding, str(contract.tot))
    if contract.plafond is not None and (
        contract.tot is None or contract.tot >= add_months(contract.vanaf, MAX_MONTHS)
    ):
        melding = (
            f"een plafond geldt voor een looptijd van hoogstens {MAX_MONTHS // 12} jaar; geef het contract een tot, of "
            "verdeel het in perioden met elk een plafond"
        )
        yield fault(line.place_of("plafond"), melding, money.plain_euros(contract.plafond))


def find_shared_days(lines: Sequence[ContractLine]) -> Iterator[Fault]:
    """Yield where two contracts of a provider share a day, so that its terms or its kind would be unclear."""
    for first, second in overlaps(lines, lambda line: line.contract):
        contract = second.contract
        yield fault(
            second.place_of("vanaf"),
            f"aanbieder {contract.aanbieder} heeft voor {contract_subject(contract)} op {contract.vanaf} al het "
            f"contract van {first.plaats}; geef dat een tot, of kies een latere vanaf",
            str(contract.vanaf),
        )
    for one, other in _two_kinds(lines):
        yield fault(
            other.place_of("soort"),
            f"aanbieder {other.contract.aanbieder} is voor segment {other.contract.segment} op dezelfde dagen ook "
            f"{one.contract.soort or 'zonder soort'} ({one.plaats}); een aanbieder is voor een segment van één soort",
            other.contract.soort or "",
        )


def _two_kinds(lines: Sequence[ContractLine]) -> Iterator[tuple[ContractLine, ContractLine]]:
    """Yield each line after an earlier one for another product of the segment, of another kind, with a day in common.

    Of the lines so far only two can matter: the one that ends last, and the one of another kind that does.
    """
    ending: dict[tuple[str, str], list[ContractLine]] = {}
    for line in sorted(lines, key=lambda each: each.contract.vanaf):
        contract = line.contract
        so_far = ending.setdefault((contract.aanbieder, contract.segment), [])
        other = next((each for each in so_far if each.contract.soort != contract.soort), None)
        if other is not None and other.contract.product != contract.product and contract.vanaf <= _last_day(other):
            yield other, line
        so_far.append(line)
        so_far.sort(key=_last_day, reverse=True)
        rest = next((each for each in so_far if each.contract.soort != so_far[0].contract.soort), None)
        so_far[1:] = [] if rest is None else [rest]


def _last_day(line: ContractLine) -> date:
    return line.contract.tot or date.max
