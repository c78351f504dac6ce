"""Small numbers hidden, so that no figure, and no difference of figures that are shown, tells of a few people.

A figure is small when its denominator, its numerator or the rest is 1 up to and including 9. Figures form a tree: a
whole, divided in several ways, each part divided further. When a part is hidden while its whole is shown, the whole
minus the other parts would give it away: then more parts are hidden, the least ones first, until at least two are and
they are not small together. Below what is hidden all is hidden, or its parts would add up to it. When a small figure
still follows from two divisions of the whole together, the one by municipality is not shown.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from gateway.exchange.insight.inference import Atom, Node, follows

SMALLEST_SHOWN: Final = 10
"""The smallest number of cases, other than zero, that is shown."""

Count = tuple[int, int]
"""Denominator and numerator."""


def hidden_nodes(counts: Mapping[Node, Sequence[Count]], atoms: Collection[Atom]) -> frozenset[Node]:
    """Return the nodes whose figures have to be hidden.

    `counts`: by node the figures that are hidden together, equally many for each. () is the whole; ("gemeente", "x")
    is a part of it, ("soort", "x") a part in another way, and ("soort", "x", "y") a part of that. The parts that divide
    a node add up to it. `atoms`: the smallest parts that aren't empty.
    """
    hidden: set[Node] = set()
    if is_small(counts[()]):
        return frozenset(counts)
    _hide_below((), counts, hidden)
    shown = counts.keys() - hidden
    if any(is_small(counts[node]) and follows(node, atoms, shown) for node in hidden):
        hidden |= {node for node in counts if node[:1] == ("gemeente",)}
    return frozenset(hidden)


def is_small(figures: Iterable[Count]) -> bool:
    """Return True when one of these figures would tell of 1 up to and including 9 cases."""
    return any(
        0 < number < SMALLEST_SHOWN for among, counted in figures for number in (among, counted, among - counted)
    )


def _hide_below(node: Node, counts: Mapping[Node, Sequence[Count]], hidden: set[Node]) -> None:
    """Hide what has to be among the parts of a node that is shown."""
    for family in _families(node, counts):
        gone = _hidden_in(family, counts)
        for part in family:
            if part in gone:
                hidden |= {each for each in counts if each[: len(part)] == part}
            else:
                _hide_below(part, counts, hidden)


def _families(node: Node, counts: Mapping[Node, Sequence[Count]]) -> list[list[Node]]:
    """Return the parts of a node, by the way in which they divide it."""
    depth = len(node) + 1 if node else 2
    parts = sorted(each for each in counts if len(each) == depth and each[: len(node)] == node)
    if node:
        return [parts] if parts else []
    return [list(family) for _, family in groupby(parts, key=lambda part: part[0])]


def _hidden_in(family: Sequence[Node], counts: Mapping[Node, Sequence[Count]]) -> set[Node]:
    """Return the parts to hide: the small ones, and others until nothing small follows from the whole."""
    gone = [part for part in family if is_small(counts[part])]
    if not gone:
        return set()
    rest = [part for part in family if part not in gone and any(among for among, _ in counts[part])]
    rest.sort(key=lambda part: (sum(among for among, _ in counts[part]), part), reverse=True)
    while rest and (len(gone) == 1 or is_small(_together(gone, counts))):
        gone.append(rest.pop())
    return set(gone)


def _together(parts: Iterable[Node], counts: Mapping[Node, Sequence[Count]]) -> list[Count]:
    """Return the sums of the figures of these parts."""
    columns = zip(*(counts[part] for part in parts), strict=True)
    return [(sum(among for among, _ in column), sum(counted for _, counted in column)) for column in columns]
