"""The tariffs of a municipality, replaced as a whole and on record; and what an assignment costs by them."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from gateway.exchange.assigning.policy import load_chosen_region
from gateway.exchange.assigning.registers.comparison import RegisterChanges, compare
from gateway.exchange.assigning.registers.register_csv import Fault, fault
from gateway.exchange.assigning.registers.tariff_file import REGISTER, TariffLine
from gateway.exchange.assigning.registers.vocabulary import list_vocabulary
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.accounts import get_municipality
from gateway.messages.terms import AssignmentTerms
from gateway.policy.care.amounts import expected_amount
from gateway.policy.care.volume import expected_volume
from gateway.policy.model import Policy
from gateway.policy.tariffs import Tariff
from gateway.store.care import tarieven, toewijzingen
from gateway.store.care.toewijzingen import Assignment
from gateway.store.db.database import Connection
from gateway.store.parties import operator_log, organisaties


async def preview_tariffs(gateway: Gateway, gemeente: str, lines: Sequence[TariffLine]) -> RegisterChanges[Tariff]:
    """Return what would change if these tariffs replaced the municipality's. Raises as `replace_tariffs`."""
    async with gateway.db.reading() as tx:
        await _check(tx, gateway, gemeente, lines)
        return compare(await tarieven.list_tariffs(tx, gemeente), [each.tariff for each in lines])


async def replace_tariffs(
    gateway: Gateway, gemeente: str, lines: Sequence[TariffLine], sha256: str
) -> RegisterChanges[Tariff]:
    """Replace all tariffs of the municipality by these, and return what changed.

    The operator log keeps who loaded them and when, how many of each kind, and `sha256` of the file. Raises NotFound,
    Conflict when the policy that it chose is unusable, or Invalid for products that are not in that, nor assigned.
    """
    new = [each.tariff for each in lines]
    async with gateway.db.transaction() as tx:
        await _check(tx, gateway, gemeente, lines)
        await organisaties.lock(tx, gemeente)
        changes = compare(await tarieven.list_tariffs(tx, gemeente), new)
        await tarieven.replace(tx, gemeente, new)
        await operator_log.record_action(
            tx, gemeente, "tarieven_geladen", gateway.actor, **changes.counts(), sha256=sha256
        )
        return changes


async def list_tariffs(gateway: Gateway, gemeente: str) -> list[Tariff]:
    """Return the municipality's tariffs, by product, provider (all first), unit and first day. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await get_municipality(tx, gemeente)
        return await tarieven.list_tariffs(tx, gemeente)


async def _check(tx: Connection, gateway: Gateway, gemeente: str, lines: Sequence[TariffLine]) -> None:
    """Raise NotFound, Conflict or Invalid unless the municipality may have these tariffs.

    A municipality without a policy has no list of products. With one, a product counts that any text of it knows, or
    that was assigned all the same.
    """
    party = await get_municipality(tx, gemeente)
    if party.beleid is None:
        return
    known = frozenset[str]().union(*list_vocabulary(gateway, party.beleid).producten.values())
    strange = {each.tariff.code for each in lines} - known
    if not strange:
        return
    known |= await toewijzingen.find_assigned_codes(tx, gemeente, sorted(strange))
    faults = [_unknown_product(each, party.beleid, known) for each in lines if each.tariff.code not in known]
    if faults:
        raise REGISTER.refusal(faults)


def _unknown_product(line: TariffLine, beleid: str, known: Set[str]) -> Fault:
    tariff = line.tariff
    there = sorted(each for each in known if each.startswith(tariff.categorie))
    choice = f"in categorie {tariff.categorie} kan {', '.join(there)}" if there else "laat de regel weg"
    melding = f'het beleid van {beleid} kent geen product "{tariff.code}", en het is nooit toegewezen; {choice}'
    return fault(line.place_of("code"), melding, tariff.code)


@dataclass(frozen=True, slots=True)
class Expectation:
    """The volume and the amount to expect of an assignment."""

    cents: int | None
    """None: it can't be said."""
    volume: int | None = None
    """Units over all its days; None: it can't be said."""
    eenheid: str | None = None
    """Of the volume, as the assignment has it."""
    reason: str = ""
    """Why the amount can't be said (Dutch); "" when it can, or when nobody asked."""


NOTHING_EXPECTED: Final = Expectation(None)


async def find_expected(tx: Connection, gateway: Gateway, assignment: Assignment) -> Expectation:
    """Return what to expect of the present version; nothing when it was removed.

    An assignment with a Budget is worth that.
    """
    terms = assignment.current.terms
    if assignment.current.verwijderd:
        return NOTHING_EXPECTED
    tariffs = await tarieven.list_for_provider(tx, assignment.gemeente, assignment.aanbieder)
    policy = await _policy_of(tx, gateway, assignment) if tariffs or terms.volume is None else None
    return Expectation(_amount(tariffs, policy, assignment.aanbieder, terms), _volume(policy, terms))


async def expect(
    tx: Connection, gemeente: str, aanbieder: str, terms: AssignmentTerms, policy: Policy | None
) -> Expectation:
    """Return what to expect of an assignment with these terms. `policy`: in force as it begins."""
    tariffs = await tarieven.list_for_provider(tx, gemeente, aanbieder)
    amount, volume = _amount(tariffs, policy, aanbieder, terms), _volume(policy, terms)
    if amount is not None:
        return Expectation(amount, volume, terms.eenheid)
    if not tariffs:
        return Expectation(
            None,
            volume,
            terms.eenheid,
            f"Er zijn geen tarieven geladen voor aanbieder {aanbieder}: er is geen bedrag te verwachten en er wordt "
            "niets op beoordeeld. Wie de contracten beheert, laadt ze.",
        )
    return Expectation(
        None,
        volume,
        terms.eenheid,
        "Er is geen bedrag te zeggen: voor een deel van de dagen is er geen tarief van dit product in deze "
        "eenheid, er is geen omvang, of een volume per dag, week of maand heeft geen einde.",
    )


def _amount(tariffs: Sequence[Tariff], policy: Policy | None, aanbieder: str, terms: AssignmentTerms) -> int | None:
    if terms.budget is not None:
        return terms.budget
    return expected_amount(
        tariffs,
        policy,
        code=terms.code,
        aanbieder=aanbieder,
        days=(terms.ingangsdatum, terms.einddatum),
        omvang=(terms.volume, terms.eenheid, terms.frequentie),
    )


def _volume(policy: Policy | None, terms: AssignmentTerms) -> int | None:
    return expected_volume(
        None if policy is None else policy.product(terms.code),
        days=(terms.ingangsdatum, terms.einddatum),
        omvang=(terms.volume, terms.eenheid, terms.frequentie),
    )


async def _policy_of(tx: Connection, gateway: Gateway, assignment: Assignment) -> Policy | None:
    """Return the policy in force as the assignment begins; None when there is none, or it can't be used."""
    party = await organisaties.find(tx, assignment.gemeente)
    if party is None or party.beleid is None:
        return None
    try:
        return load_chosen_region(gateway, party.beleid).policy_on(assignment.current.terms.ingangsdatum)
    except Conflict:
        return None
