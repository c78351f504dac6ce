"""Signals on a start or stop about what a consulent let pass, with name and reason, when the care was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gateway.policy.care.days import DayRange, merge, subtract
from gateway.policy.words import join_words, periods
from gateway.standard.findings import Finding

_ABOUT_ONE: Final = frozenset({"NL-203", "NL-301"})
"""Checks that object to one assignment; others that they name are alternatives."""
_REMEDY: Final = "Er is niets te doen, tenzij er sinds dat besluit iets is veranderd."


@dataclass(frozen=True, slots=True, kw_only=True)
class OverruledBlock:
    """A block of policy on a decision, and the consulent who let it pass. Personal data: never in a log line."""

    nummer: int
    """Of the assignment that was decided on."""
    code: str
    """Of the check: "NL-201"."""
    others: frozenset[int]
    """Numbers of the other assignments concerned; one of the same decision had none yet."""
    beside: str
    """Product code in the values of the finding: of the other assignment, where there is one."""
    days: Sequence[DayRange]
    """The days concerned; (): it wasn't about certain days."""
    consulent: str
    reden: str


def tell_override(found: Finding, blocks: Iterable[OverruledBlock]) -> Finding:
    """Return the finding saying who let it pass and why, or else for which other days it was let pass.

    It is `overruled` when each assignment that it names was let pass beside the reported one, on all its days.
    """
    same = [each for each in blocks if each.code == found.judged_as]
    others = () if found.judged_as in _ABOUT_ONE else found.other_assignments
    by_pair = [[each for each in same if _is_about(each, found, other)] for other in others or (None,)]
    if not all(by_pair):
        return found
    let_pass = [each for blocks_of_pair in by_pair for each in blocks_of_pair]
    if all(_cover(blocks_of_pair, found.days) for blocks_of_pair in by_pair):
        text = " ".join((found.explanation, *dict.fromkeys(map(_who_and_why, let_pass))))
        return replace(found, explanation=text, remedy=_REMEDY, overruled=True)
    numbers = join_words([str(each) for each in sorted({each.nummer for each in let_pass})])
    days = periods(merge(day_range for each in let_pass for day_range in each.days))
    but = f"Bij het besluit over toewijzing {numbers} is dit doorgelaten, maar alleen {days}."
    return replace(found, explanation=f"{found.explanation} {but}") if days else found


def _who_and_why(block: OverruledBlock) -> str:
    return (
        f"Bij het besluit over toewijzing {block.nummer} liet {block.consulent} dit door, met als reden: "
        f"{block.reden.rstrip('.')}."
    )


def _is_about(block: OverruledBlock, found: Finding, other: int | None) -> bool:
    """Return True when the block concerned the reported assignment and this other one, whichever was decided on."""
    if other is None:
        return block.nummer == found.assignment
    if block.others:
        return {found.assignment, other} <= {block.nummer, *block.others}
    return block.nummer == found.assignment and block.beside != "" and block.beside == found.values.get("Code")


def _cover(blocks: Sequence[OverruledBlock], days: Sequence[DayRange]) -> bool:
    """Return True when the blocks together are about all these days."""
    let_pass = [day_range for each in blocks for day_range in each.days]
    return not any(subtract(each, let_pass) for each in days)
