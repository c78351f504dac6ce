"""TR302: one product isn't assigned twice for the same days."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf, isnan
from typing import Final

from gateway.messages.toewijzing import ToegewezenProduct, Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, together
from gateway.rules.kit import day_number, one_of, shown
from gateway.standard.lexical import collapsed, filled

card = Card(
    code="TR302",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct",
    source="iWmo 3.2, technische regel TR302 (en OP259)",
    statement=(
        "Hetzelfde product is niet twee keer toegewezen voor dezelfde dagen. Hetzelfde product is: dezelfde "
        "categorie en code; heeft een van de twee geen code, dan dezelfde categorie; heeft een van de twee "
        "geen product, dan elk product. Begin- en einddag tellen mee."
    ),
    remedy=("Laat de ene toewijzing eindigen voordat de andere begint, of verwijder er een (RedenWijziging 13)."),
    note=(
        "Categorieën 11 tot en met 14 zijn vrijgesteld, en een toewijzing die met RedenWijziging 01 of 13 op "
        "haar Ingangsdatum eindigt, telt niet mee. Twee toewijzingen zonder Einddatum overlappen altijd. De "
        "officiële controle meldt elk paar; wij melden elke groep één keer, op de laatste ervan."
    ),
)

_EXEMPT: Final = ("11", "12", "13", "14")
_WITHDRAWN: Final = ("01", "13")
_TOLD: Final = 3

_Pool = tuple[str, ...]
"""A set of assignments by name: ("code", categorie, code), ("categorie", c), ("aspecifiek", c), ("generiek",)
or ("alle",)."""


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every group of assignments of one product that overlap each other."""
    products = message.client.toegewezen_producten
    if len(products) > 1:
        counted = [product for product in products if _counts(product)]
        for group in _overlapping(counted):
            yield _fault([counted[index] for index in group])


def _counts(product: ToegewezenProduct) -> bool:
    if product.product is not None and one_of(product.product.categorie, _EXEMPT):
        return False
    withdrawn = filled(product.einddatum) and product.einddatum == product.ingangsdatum
    return not (withdrawn and one_of(product.reden_wijziging, _WITHDRAWN))


def _fault(group: Sequence[ToegewezenProduct]) -> Fault:
    told = "; ".join(_told(product) for product in group[:_TOLD])
    rest = f" en {len(group) - _TOLD} andere" if len(group) > _TOLD else ""
    return together(
        [*group],
        f"{len(group)} toewijzingen van hetzelfde product overlappen elkaar: {told}{rest}.",
        {"ToewijzingNummer": group[-1].toewijzing_nummer},
    )


def _told(product: ToegewezenProduct) -> str:
    end = "zonder einde" if product.einddatum is None else f"tot en met {shown(product.einddatum)}"
    return f"{product.toewijzing_nummer} van {shown(product.ingangsdatum)} {end}"


def _overlapping(products: Sequence[ToegewezenProduct]) -> list[list[int]]:
    """Groups of assignments that overlap another of the same product, by index, in n log n steps.

    Per assignment it is enough to find one other that overlaps it. Those of one product form one group.
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


def _begin(product: ToegewezenProduct) -> float:
    number = day_number(product.ingangsdatum)
    return inf if isnan(number) else number


def _end(product: ToegewezenProduct) -> float:
    if product.einddatum is None:
        return inf
    number = day_number(product.einddatum)
    return -inf if isnan(number) else number


def _pools(toegewezen: ToegewezenProduct) -> tuple[tuple[_Pool, ...], tuple[_Pool, ...]]:
    """The sets an assignment belongs to, and those that hold what counts as the same product."""
    product = toegewezen.product
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
    """A set of assignments, ordered so that one that overlaps a given one is found without trying all."""

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
        """The one that ends last of all that begin no later than this one ends, if it overlaps this one.

        That may be this one itself; any that overlaps it then finds this one when its own turn comes, because
        none that ends later begins in time for either.
        """
        begun = bisect_right(self._ordered_begins, self._ends[index])
        latest = self._latest[begun - 1] if begun else index
        return latest if latest != index and self._ends[latest] >= self._begins[index] else None


class _Groups:
    """Which of a number of things belong together."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))
        self._first: dict[_Pool, int] = {}
        self._members: set[int] = set()

    def unite(self, kind: _Pool, one: int, other: int) -> None:
        """From now on both belong together, and with all others of this kind."""
        self._members |= {one, other}
        for member in (other, self._first.setdefault(kind, one)):
            self._leader[self._find(member)] = self._find(one)

    def found(self) -> list[list[int]]:
        """The groups, each in order, in the order of their last members."""
        groups: dict[int, list[int]] = defaultdict(list)
        for member in sorted(self._members):
            groups[self._find(member)].append(member)
        return sorted(groups.values(), key=lambda group: group[-1])

    def _find(self, member: int) -> int:
        while self._leader[member] != member:
            self._leader[member] = member = self._leader[self._leader[member]]
        return member
