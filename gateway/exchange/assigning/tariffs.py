"""The tariffs of a municipality, replaced as a whole and on record; and what an assignment costs by them."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.exchange.assigning.policy import load_chosen_region
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.policy.care.amounts import expected_amount
from gateway.policy.model import Policy
from gateway.policy.tariffs import Tariff
from gateway.store.care import tarieven
from gateway.store.care.toewijzingen import Assignment
from gateway.store.db.database import Connection
from gateway.store.parties import operator_log, organisaties


@dataclass(frozen=True, slots=True)
class TariffChanges:
    """How tariffs differ from those that stand; of one product, provider, unit and first day they are the same one."""

    nieuw: tuple[Tariff, ...]
    gewijzigd: tuple[tuple[Tariff, Tariff], ...]
    """As it stands, and as it will be: another amount, or a last day that is later or taken away."""
    eindigend: tuple[tuple[Tariff, Tariff], ...]
    """The same amount, with an earlier last day."""
    vervallen: tuple[Tariff, ...]
    """No longer there at all."""
    ongewijzigd: int

    def counts(self) -> dict[str, int]:
        """Return how many there are of each kind."""
        return {
            "nieuw": len(self.nieuw),
            "gewijzigd": len(self.gewijzigd),
            "eindigend": len(self.eindigend),
            "vervallen": len(self.vervallen),
            "ongewijzigd": self.ongewijzigd,
        }


def compare_tariffs(before: Sequence[Tariff], after: Sequence[Tariff]) -> TariffChanges:
    """Return how the tariffs after differ from those before."""
    old = {(each.key, each.vanaf): each for each in before}
    new = {(each.key, each.vanaf): each for each in after}
    both = [(old[place], new[place]) for place in new if place in old]
    ended = [(was, now) for was, now in both if was.bedrag == now.bedrag and _ends_earlier(was, now)]
    return TariffChanges(
        nieuw=tuple(each for place, each in new.items() if place not in old),
        gewijzigd=tuple((was, now) for was, now in both if was != now and (was, now) not in ended),
        eindigend=tuple(ended),
        vervallen=tuple(each for place, each in old.items() if place not in new),
        ongewijzigd=sum(was == now for was, now in both),
    )


def _ends_earlier(was: Tariff, now: Tariff) -> bool:
    return now.tot is not None and (was.tot is None or now.tot < was.tot)


async def preview_tariffs(gateway: Gateway, gemeente: str, tariffs: Sequence[Tariff]) -> TariffChanges:
    """Return what would change if these tariffs replaced the municipality's. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await _check_municipality(tx, gemeente)
        return compare_tariffs(await tarieven.list_tariffs(tx, gemeente), tariffs)


async def replace_tariffs(gateway: Gateway, gemeente: str, tariffs: Sequence[Tariff], sha256: str) -> TariffChanges:
    """Replace all tariffs of the municipality by these, and return what changed.

    The operator log keeps who loaded them and when, how many of each kind, and `sha256` of the file. Raises NotFound.
    """
    async with gateway.db.transaction() as tx:
        await _check_municipality(tx, gemeente)
        await tarieven.lock(tx, gemeente)
        changes = compare_tariffs(await tarieven.list_tariffs(tx, gemeente), tariffs)
        await tarieven.replace(tx, gemeente, tariffs)
        await operator_log.record_action(
            tx, gemeente, "tarieven_geladen", gateway.actor, **changes.counts(), sha256=sha256
        )
        return changes


async def list_tariffs(gateway: Gateway, gemeente: str) -> list[Tariff]:
    """Return the municipality's tariffs, by product, provider (all first), unit and first day. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await _check_municipality(tx, gemeente)
        return await tarieven.list_tariffs(tx, gemeente)


async def _check_municipality(tx: Connection, gemeente: str) -> None:
    party = await organisaties.find(tx, gemeente)
    if party is None or party.soort != "gemeente":
        raise NotFound(
            "organisatie-onbekend",
            f"{gemeente} is geen gemeente op deze gateway. Controleer de gemeentecode ('gateway accounts list').",
        )


async def find_expected(tx: Connection, gateway: Gateway, assignment: Assignment) -> int | None:
    """Return the cents to expect of the present version; None when it was removed or no tariff is known.

    An assignment with a Budget is worth that.
    """
    terms = assignment.current.terms
    if assignment.current.verwijderd:
        return None
    if terms.budget is not None:
        return terms.budget
    tariffs = await tarieven.list_for_provider(tx, assignment.gemeente, assignment.aanbieder)
    if not tariffs:
        return None
    return expected_amount(
        tariffs,
        await _policy_of(tx, gateway, assignment),
        code=terms.code,
        aanbieder=assignment.aanbieder,
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
