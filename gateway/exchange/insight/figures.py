"""Figures out of cells: totals of a municipality, its providers and the region around it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.exchange.insight.hiding import Count, hidden_nodes
from gateway.exchange.insight.inference import Atom, Node
from gateway.policy.insight.measure import Measure
from gateway.policy.insight.measures import BY_CODE, MEASURES
from gateway.store.insight.cells import Cell


class Level(StrEnum):
    """Whose figure it is, in the words of the API."""

    GEMEENTE = "gemeente"
    """The municipality that asks; of a provider, one municipality that it works for."""
    SOORT = "soort"
    """One kind of provider there."""
    AANBIEDER = "aanbieder"
    """One provider there; of a provider, all its work."""
    ANDERE_GEMEENTE = "andere-gemeente"
    REGIO = "regio"
    """The whole region, the municipality that asks included."""
    REGIO_SOORT = "regio-soort"
    REGIO_AANBIEDER = "regio-aanbieder"


@dataclass(frozen=True, slots=True)
class Tally:
    """Cases that were looked at and counted, and the values that they have."""

    among: int = 0
    counted: int = 0
    total: int = 0
    valued: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.among + other.among,
            self.counted + other.counted,
            self.total + other.total,
            self.valued + other.valued,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one measure, or the place of one that is hidden."""

    measure: Measure
    segment: str
    """"" for measures of messages."""
    level: Level
    gemeente: str = ""
    """"" for the region, or all municipalities of a provider."""
    kind: str = ""
    aanbieder: str = ""
    tally: Tally | None
    """None: hidden, as it or another would show a small number."""
    parts: tuple[tuple[str, int], ...] = ()
    """Counted cases by ground, code, check or consulent, most first; one case may be under several."""


Place = tuple[str, str]
"""Measure and segment."""
_WHOLE: Final[Node] = ()


def municipality_figures(cells: Iterable[Cell], own: str, others: Iterable[str]) -> list[Figure]:
    """Return all figures that the municipality `own` may see, of itself and of the region with these `others`.

    Outside the municipality small numbers are hidden. Without others there are no figures of a region.
    """
    cells = list(cells)
    ours: dict[Place, dict[Node, Tally]] = defaultdict(lambda: defaultdict(Tally))
    theirs: dict[Place, dict[Node, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for cell in cells:
        side = ours if cell.gemeente == own else theirs
        nodes = [_WHOLE, ("soort", cell.kind), ("soort", cell.kind, cell.aanbieder)]
        if side is theirs:
            nodes.append(("gemeente", cell.gemeente))
        _add(side[cell.measure, cell.segment], nodes, cell)
    region = bool(set(others) - {own})
    hidden = _hidden_together(theirs, (each for each in cells if each.gemeente != own)) if region else {}
    found: list[Figure] = []
    for place in _places(ours, theirs):
        mine, rest = ours.get(place, {}), theirs.get(place, {})
        found += (_own_figure(place, own, node, mine[node]) for node in sorted(mine))
        if region:
            for node in sorted(mine.keys() | rest.keys()):
                shown = mine.get(node, Tally()) + rest.get(node, Tally())
                out_of_sight = node in hidden[place] or _WHOLE in hidden[place]
                found.append(_region_figure(place, node, None if out_of_sight else shown))
    return found


def provider_figures(cells: Iterable[Cell], aanbieder: str) -> list[Figure]:
    """Return all figures that this provider may see: of its own work, whole and by municipality.

    Small numbers are hidden where a measure looks at care by others, for they would tell of one client's care there.
    """
    work: dict[Place, dict[Node, Tally]] = defaultdict(lambda: defaultdict(Tally))
    own = [each for each in cells if each.aanbieder == aanbieder]
    for cell in own:
        _add(work[cell.measure, cell.segment], [_WHOLE, ("gemeente", cell.gemeente)], cell)
    hidden = _hidden_together({place: found for place, found in work.items() if BY_CODE[place[0]].elsewhere}, own)
    figures: list[Figure] = []
    for place in _places(work):
        for node, tally in sorted(work[place].items()):
            figures.append(
                Figure(
                    measure=BY_CODE[place[0]],
                    segment=place[1],
                    level=Level.GEMEENTE if node else Level.AANBIEDER,
                    gemeente=node[1] if node else "",
                    aanbieder=aanbieder,
                    tally=None if node in hidden.get(place, ()) else tally,
                )
            )
    return figures


def _add(tallies: dict[Node, Tally], nodes: Iterable[Node], cell: Cell) -> None:
    for node in nodes:
        tallies[node] += Tally(cell.among, cell.counted, cell.total, cell.valued)


def _places(*sides: Mapping[Place, object]) -> list[Place]:
    """Return every measure and segment that has a figure: care by segment, and messages after it."""
    order = {each.code: number for number, each in enumerate(MEASURES)}
    return sorted({place for side in sides for place in side}, key=lambda place: (order[place[0]], place[1]))


def _hidden_together(
    sides: Mapping[Place, Mapping[Node, Tally]], cells: Iterable[Cell]
) -> dict[Place, frozenset[Node]]:
    """Return the nodes to hide by place: the same ones for measures whose denominators follow from each other."""
    atoms: dict[tuple[str, str], set[Atom]] = defaultdict(set)
    for cell in cells:
        if (cell.measure, cell.segment) in sides and cell.among:
            atoms[BY_CODE[cell.measure].together, cell.segment].add((cell.gemeente, cell.kind, cell.aanbieder))
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for measure, segment in sides:
        groups[BY_CODE[measure].together, segment].append((measure, segment))
    hidden: dict[Place, frozenset[Node]] = defaultdict(frozenset)
    for group, places in groups.items():
        nodes = {node for place in places for node in sides[place]}
        counts = {node: tuple(_count(sides[place].get(node, Tally())) for place in places) for node in nodes}
        found = hidden_nodes(counts, atoms[group])
        hidden |= dict.fromkeys(places, found)
    return hidden


def _count(tally: Tally) -> Count:
    return tally.among, tally.counted


def _own_figure(place: Place, own: str, node: Node, tally: Tally) -> Figure:
    level = (Level.GEMEENTE, Level.SOORT, Level.SOORT, Level.AANBIEDER)[len(node)]
    kind, aanbieder = (*node[1:], "", "")[:2]
    return Figure(
        measure=BY_CODE[place[0]],
        segment=place[1],
        level=level,
        gemeente=own,
        kind=kind,
        aanbieder=aanbieder,
        tally=tally,
    )


def _region_figure(place: Place, node: Node, tally: Tally | None) -> Figure:
    measure, segment = BY_CODE[place[0]], place[1]
    if node[:1] == ("gemeente",):
        return Figure(measure=measure, segment=segment, level=Level.ANDERE_GEMEENTE, gemeente=node[1], tally=tally)
    level = (Level.REGIO, Level.REGIO_SOORT, Level.REGIO_SOORT, Level.REGIO_AANBIEDER)[len(node)]
    kind, aanbieder = (*node[1:], "", "")[:2]
    return Figure(measure=measure, segment=segment, level=level, kind=kind, aanbieder=aanbieder, tally=tally)
