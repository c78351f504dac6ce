"""The end of all care of a client who died or moved away: everything that stands, at every provider, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.combined import IssuedDecision, decide_together
from gateway.exchange.assigning.decide import ChangeOf, ProviderItems
from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.assigning.policy import load_chosen_region
from gateway.exchange.assigning.preview import Preview, preview_decision
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.policy.care_file import Care
from gateway.policy.model import Policy, ProductKind
from gateway.store.care import policy_view, reports
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import DecisionRecord
from gateway.store.db.database import Connection

_ORDER: Final = {ProductKind.VERVOER: 0, ProductKind.VERLENGING: 1, ProductKind.MEERWERK: 2}
"""What leans on other care ends before it; a base, and a product that the policy doesn't know, end last."""


REASONS_TO_END: Final = ("02", "03", "05", "06", "07", "08", "09", "10", "11")
"""WMO002, as far as a municipality can end all care of a client with it."""


@dataclass(frozen=True, slots=True)
class EndOfCare:
    """What a back office asks for."""

    last_day: date
    """Of all care, inclusive."""
    reden_wijziging: str
    """WMO002; the provider's stop follows it. A removal has 13, whatever is asked."""
    record: DecisionRecord


@dataclass(frozen=True, slots=True)
class Ending:
    """How one assignment ends, or ended."""

    nummer: int
    aanbieder: str
    code: str | None
    einddatum: date | None
    verwijderd: bool
    last_day: date
    """The day by which all care should end."""
    stopped_on: date | None = None
    """Einddatum of the final stop that the provider reported."""

    @property
    def kind(self) -> Literal["verwijderd", "beeindigd", "later-beeindigd"]:
        """Return "verwijderd", "beeindigd" or "later-beeindigd"."""
        if self.verwijderd:
            return "verwijderd"
        return "beeindigd" if self.einddatum is not None and self.einddatum <= self.last_day else "later-beeindigd"

    @property
    def done(self) -> str:
        """Return what was done (Dutch)."""
        if self.verwijderd:
            return f"Verwijderd (RedenWijziging 13): deze zorg zou pas na {self.last_day} beginnen en is niet gemeld."
        if self.kind == "beeindigd":
            return f"Loopt tot en met {self.einddatum}."
        return (
            f"Loopt tot en met {self.einddatum} en niet tot {self.last_day}: de aanbieder meldde zorg die op "
            f"{self.einddatum} begint, en eerder kan de toewijzing niet eindigen zolang die melding er staat (OP362)."
        )

    @property
    def to_do(self) -> str | None:
        """Return what remains for a person (Dutch); None: nothing."""
        if self.kind == "beeindigd" and self.stopped_on is not None and self.stopped_on > self.last_day:
            return (
                f"Aanbieder {self.aanbieder} meldde een stop op {self.stopped_on}. Vraag of tot die dag zorg is "
                "geleverd. Zo nee: laat de aanbieder de stop verwijderen met StatusAanlevering 3, en een stop met "
                f"Einddatum {self.last_day} sturen. Zo ja: dan klopt de einddatum niet, of moet met de aanbieder "
                "worden afgesproken wat van na die dag wordt betaald."
            )
        if self.kind != "later-beeindigd":
            return None
        return (
            f"Vraag aanbieder {self.aanbieder} of die zorg echt is geleverd. Zo nee: laat de aanbieder de start (en de "
            "stop die erbij hoort) verwijderen met StatusAanlevering 3, en beëindig daarna nogmaals alle zorg met deze "
            f"einddatum; dan eindigt ook toewijzing {self.nummer}. Zo ja: dan klopt de einddatum niet, of moet met de "
            "aanbieder worden afgesproken wat van na die dag wordt betaald."
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    decided: Sequence[ProviderItems]
    endings: Sequence[Ending]


async def end_all_care(
    gateway: Gateway, gemeente: str, client_id: UUID, asked: EndOfCare, repeatable: RepeatableRequest | None
) -> tuple[IssuedDecision, list[Ending]]:
    """End all care by the last day in one transaction; return what was booked, and how each assignment ends.

    A repeated request gets the first result. Raises NotFound, Invalid or Conflict; then nothing is kept.
    """

    async def decide(tx: Connection, client: Client) -> Sequence[ProviderItems]:
        return (await _plan(tx, gateway, client, asked)).decided

    decided = await decide_together(gateway, gemeente, client_id, decide, repeatable, ending=True)
    made = [each.assignment for each in decided.issued]
    client = await find_client(gateway, gemeente, client_id)
    async with gateway.db.reading() as tx:
        rest, policy = await _load_standing(tx, gateway, client, asked.last_day)
        care = (await policy_view.load_care(tx, client.gemeente, [client.id])).get(client.id, ())
    stopped = {each.nummer: each.gestopt_op for each in care}
    known = {each.nummer for each in made}
    endings = [
        Ending(
            each.nummer,
            each.aanbieder,
            terms.code,
            terms.einddatum,
            each.current.verwijderd,
            asked.last_day,
            stopped.get(each.nummer),
        )
        for each, terms in ((each, each.current.terms) for each in made)
    ]
    endings += [
        Ending(each.nummer, each.aanbieder, each.code, each.einddatum, False, asked.last_day, each.gestopt_op)
        for each in rest
        if each.nummer is not None and each.nummer not in known
    ]
    return decided, sorted(endings, key=lambda each: (_rank(each.code, policy), each.nummer))


async def preview_end(
    gateway: Gateway, gemeente: str, client_id: UUID, asked: EndOfCare
) -> tuple[list[Preview], Sequence[Ending]]:
    """Return what `end_all_care` would do, at each provider and to each assignment. Raises as that does."""
    client = await find_client(gateway, gemeente, client_id)
    async with gateway.db.transaction() as tx:
        plan = await _plan(tx, gateway, client, asked)
        return await preview_decision(tx, gateway, client, plan.decided, overrule=False, ending=True), plan.endings


async def _plan(tx: Connection, gateway: Gateway, client: Client, asked: EndOfCare) -> _Plan:
    """Return for each provider the changes that end all care by the last day, vervoer first and bases last.

    Care that would begin after that day is removed. Care that was reported from a later day ends on that day, for
    an assignment may not end before (OP362). Raises Conflict when there is nothing to change.
    """
    standing, _ = await _load_standing(tx, gateway, client, asked.last_day)
    by_provider: dict[str, list[ChangeOf]] = {}
    endings = []
    for each in standing:
        assert each.nummer is not None, "care that stands has a number"
        reported = await reports.list_reported_begin_dates(tx, client.gemeente, each.nummer)
        ends, removed = max([asked.last_day, *reported]), each.ingangsdatum > asked.last_day and not reported
        endings.append(Ending(each.nummer, each.aanbieder, each.code, ends, removed, asked.last_day, each.gestopt_op))
        if removed:
            change = Change(remove=True, record=asked.record)
        elif ends == each.einddatum:
            continue
        else:
            change = Change(einddatum=ends, reden_wijziging=asked.reden_wijziging, record=asked.record)
        by_provider.setdefault(each.aanbieder, []).append(ChangeOf(each.nummer, change))
    if not by_provider:
        raise _nothing_to_end(asked.last_day, endings)
    return _Plan([ProviderItems(aanbieder, items) for aanbieder, items in by_provider.items()], endings)


async def _load_standing(
    tx: Connection, gateway: Gateway, client: Client, last_day: date
) -> tuple[list[Care], Policy | None]:
    """Return the care that stands after that day, vervoer first and bases last, and the policy that says which is."""
    [kept] = await policy_view.load(tx, [(client.gemeente, client.id, "")])
    care = (await policy_view.load_care(tx, client.gemeente, [client.id])).get(client.id, ())
    policy = None if kept is None else load_chosen_region(gateway, kept.beleid).policy_on(last_day)
    standing = [each for each in care if each.einddatum is None or each.einddatum > last_day]
    return sorted(standing, key=lambda each: (_rank(each.code, policy), each.nummer or 0)), policy


def _rank(code: str | None, policy: Policy | None) -> int:
    product = None if policy is None or code is None else policy.producten.get(code)
    return len(_ORDER) if product is None else _ORDER.get(product.soort, len(_ORDER))


def _nothing_to_end(last_day: date, endings: Sequence[Ending]) -> Conflict:
    if not endings:
        return Conflict(
            "niets-te-beeindigen",
            f"Na {last_day} staat er voor deze cliënt geen zorg meer. Er is niets gewijzigd.",
        )
    left = " ".join(f"Toewijzing {each.nummer}: {each.done} {each.to_do}" for each in endings)
    return Conflict(
        "niets-te-beeindigen", f"Er is niets gewijzigd: eerder dan zij nu eindigt, kan deze zorg niet eindigen. {left}"
    )
