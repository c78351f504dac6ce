"""A decision as the advice on it says: what the checks propose instead, as a request that can be sent as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from uuid import UUID

from gateway.exchange.assigning.changes import EXTENDED, Change
from gateway.exchange.assigning.decide import ChangeOf, Item, ProviderItems
from gateway.exchange.assigning.versions import NewAssignment
from gateway.standard.findings import Finding, Proposal


@dataclass(frozen=True, slots=True)
class ProposedDecision:
    """A decision that would be taken, in the place of one that was asked for."""

    client: UUID
    decided: ProviderItems


def propose(decided: ProviderItems, findings_by_step: Sequence[Sequence[Finding]]) -> ProviderItems | None:
    """Return the decision with each part as the findings on it propose; None when they propose nothing.

    A part that would stretch an assignment which another part changes goes into that part.
    """
    items: list[Item] = []
    for item, findings in zip(decided.items, findings_by_step, strict=True):
        found = [each.proposal for each in findings if each.proposal is not None]
        items.append(reduce(_apply, found, item))
    if items == list(decided.items):
        return None
    return replace(decided, items=_merged(items))


def _apply(item: Item, proposal: Proposal) -> Item:
    if isinstance(item, ChangeOf):
        if proposal.einddatum is None:
            return item
        return replace(item, change=replace(item.change, einddatum=proposal.einddatum, open_ended=False))
    if proposal.stretch is not None:
        return ChangeOf(proposal.stretch, _stretch(item, proposal))
    terms = item.terms
    begins = max(terms.ingangsdatum, proposal.ingangsdatum or terms.ingangsdatum)
    ends = min((each for each in (terms.einddatum, proposal.einddatum) if each is not None), default=None)
    reference = None if proposal.without_reference else terms.referentie_aanbieder
    return replace(item, terms=replace(terms, ingangsdatum=begins, einddatum=ends, referentie_aanbieder=reference))


def _stretch(asked: NewAssignment, proposal: Proposal) -> Change:
    """Return the change that lets the running assignment go on as long as the new one would; its facts come along."""
    return Change(
        einddatum=proposal.einddatum,
        open_ended=proposal.open_ended,
        budget=proposal.budget,
        reden_wijziging=None if proposal.budget is None else EXTENDED,
        record=asked.record,
    )


def _merged(items: Sequence[Item]) -> list[Item]:
    """Return the parts with one for each assignment that changes: the last end and Budget, the other values kept."""
    parts: dict[int, Item] = {}
    for place, item in enumerate(items):
        if not isinstance(item, ChangeOf):
            parts[-1 - place] = item
            continue
        former = parts.get(item.nummer)
        parts[item.nummer] = item if not isinstance(former, ChangeOf) else _both(former, item)
    return list(parts.values())


def _both(one: ChangeOf, other: ChangeOf) -> ChangeOf:
    """Return one change with the period of the later one, which stretches, and what else either of them says."""
    first, second = one.change, other.change
    stretch, rest = (second, first) if _is_later(second, first) else (first, second)
    return replace(
        one,
        change=replace(
            stretch,
            volume=stretch.volume if stretch.volume is not None else rest.volume,
            budget=stretch.budget if stretch.budget is not None else rest.budget,
        ),
    )


def _is_later(one: Change, other: Change) -> bool:
    if one.open_ended or other.open_ended:
        return one.open_ended
    return one.einddatum is not None and (other.einddatum is None or one.einddatum > other.einddatum)
