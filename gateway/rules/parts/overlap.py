"""No product twice for the same days: what TR302, TR386 and TR410 say, each of products of its own."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from math import inf, isnan
from typing import Final, TypeVar

from gateway.messages.common import whole
from gateway.rules.fault import Fault, together
from gateway.rules.kit import day_number, one_of, quote
from gateway.rules.parts.care import WithProduct, begin, end
from gateway.standard.lexical import collapsed

T = TypeVar("T", bound=WithProduct)

_EXEMPT: Final = ("11", "12", "13", "14")
_MAX_TOLD: Final = 3

_Pool = tuple[str, ...]
"""A set of products by name: ("code", categorie, code), ("categorie", c), ("aspecifiek", c), ("generiek",) or
("alle",)."""


def overlaps(products: Sequence[T], what: str, element: str, name: Callable[[T], str | None]) -> Iterator[Fault]:
    """Yield each group of equal products that overlap each other; exempt categories are left out.

    `what`: the Dutch plural by which a finding names them. `element`: the element by which a person knows each of
    them; `name`: its value.
    """
    if len(products) < 2:
        return
    counted = [each for each in products if each.product is None or not one_of(each.product.categorie, _EXEMPT)]
    if _of_different_categories(counted):
        return
    for indices in _overlapping(counted):
        group = [counted[index] for index in indices]
        told = "; ".join(_told(each, name(each)) for each in group[:_MAX_TOLD])
        rest = f" en {len(group) - _MAX_TOLD} andere" if len(group) > _MAX_TOLD else ""
        text = f"{len(group)} {what} overlappen elkaar: {told}{rest}."
        yield together([*group], text, {element: name(group[-1])})


def _of_different_categories(products: Sequence[WithProduct]) -> bool:
    """Return True when no two can be of one kind, as in most messages."""
    categories = {collapsed(whole(each.product).categorie) for each in products if each.product is not None}
    return len(categories) == len(products) and "" not in categories


def _told(care: WithProduct, name: str | None) -> str:
    care = whole(care)
    last = end(care)
    until = "zonder einde" if last is None else f"tot en met {quote(last)}"
    return f"{'een' if name is None else quote(name)} van {quote(begin(care))} {until}"


def _overlapping(products: Sequence[WithProduct]) -> list[list[int]]:
    """Return the groups of products that overlap another of the same kind, by index, in n log n steps.

    Per product it is enough to find one other that overlaps it. Those of one kind form one group.
    """
    begins = [_begin(product) for product in products]
    ends = [_end(product) for product in products]
    pools: dict[_Pool, list[int]] = defaultdict(list)
    asked: list[tuple[_Pool, ...]] = []
    for index, product in enumerate(products):
        joined, asks = _pools(product)
        for pool in joined:
            pools[pool].append(index)
        asked.append(asks)
    periods: dict[_Pool, _Periods] = {}
    groups = _Groups(len(products))
    for index, asks in enumerate(asked):
        for pool in asks:
            members = pools.get(pool)
            if members is None or members == [index]:
                continue
            if pool not in periods:
                periods[pool] = _Periods(members, begins, ends)
            other = periods[pool].overlapping(index)
            if other is not None:
                groups.unite(asks[0], index, other)
    return groups.found()


def _begin(product: WithProduct) -> float:
    number = day_number(begin(whole(product)))
    return inf if isnan(number) else number


def _end(product: WithProduct) -> float:
    last = end(whole(product))
    if last is None:
        return inf
    number = day_number(last)
    return -inf if isnan(number) else number


def _pools(care: WithProduct) -> tuple[tuple[_Pool, ...], tuple[_Pool, ...]]:
    """Return the pools that a product belongs to, and the pools of which every member counts as the same product."""
    product = None if care.product is None else whole(care.product)
    categorie = collapsed(product.categorie) if product is not None else ""
    code = collapsed(product.code or "") if product is not None else ""
    within = ("categorie", categorie)
    if code:
        exact = ("code", categorie, code)
        return (exact, within, ("alle",)), (exact, ("aspecifiek", categorie), ("generiek",))
    if categorie:
        return (("aspecifiek", categorie), within, ("alle",)), (within, ("generiek",))
    return (("generiek",), ("alle",)), (("alle",),)


class _Periods:
    """A set of products, ordered so that one that overlaps a given one is found without trying all."""

    def __init__(self, members: Sequence[int], begins: Sequence[float], ends: Sequence[float]) -> None:
        ordered = sorted(members, key=begins.__getitem__)
        self._ordered_begins = [begins[member] for member in ordered]
        self._begins = begins
        self._ends = ends

        def later(one: int, other: int) -> int:
            return other if ends[other] > ends[one] else one

        self._latest = list(accumulate(ordered, later))
        """For each of them the one that ends last among itself and those before it."""

    def overlapping(self, index: int) -> int | None:
        """Return the one that ends last of all that begin no later than this one ends, if it overlaps this one.

        That may be this one itself; any that overlaps it then finds this one when its own turn comes, because
        none that ends later begins in time for either.
        """
        begun = bisect_right(self._ordered_begins, self._ends[index])
        latest = self._latest[begun - 1] if begun else index
        return latest if latest != index and self._ends[latest] >= self._begins[index] else None


class _Groups:
    """Groups of products, by index, joined two at a time."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))
        self._first: dict[_Pool, int] = {}
        self._members: set[int] = set()

    def unite(self, kind: _Pool, one: int, other: int) -> None:
        """Join the groups of both, and that of all others of this kind."""
        self._members |= {one, other}
        for member in (other, self._first.setdefault(kind, one)):
            self._leader[self._find(member)] = self._find(one)

    def found(self) -> list[list[int]]:
        """Return the groups, each in order, in the order of their last members."""
        groups: dict[int, list[int]] = defaultdict(list)
        for member in sorted(self._members):
            groups[self._find(member)].append(member)
        return sorted(groups.values(), key=lambda group: group[-1])

    def _find(self, member: int) -> int:
        while self._leader[member] != member:
            self._leader[member] = member = self._leader[self._leader[member]]
        return member
