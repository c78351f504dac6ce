"""No small number is shown, and none follows from what is shown, however it is added and subtracted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.insight.hiding import SMALLEST_SHOWN, Count, hidden_nodes, is_small
from gateway.exchange.insight.inference import Atom, Node, follows, nodes_of

_ATOMS = [(g, k, f"{k}{n}") for g in ("g1", "g2", "g3") for k in ("a", "b") for n in (1, 2)]
_NUMBERS = st.one_of(st.just(0), st.integers(0, 12), st.integers(20, 60))


def tree(atoms: Mapping[Atom, Sequence[Count]]) -> dict[Node, list[Count]]:
    found: dict[Node, list[Count]] = defaultdict(lambda: [(0, 0)] * 2)
    for atom, counts in atoms.items():
        for node in nodes_of(atom):
            found[node] = [(n + more, c + extra) for (n, c), (more, extra) in zip(found[node], counts, strict=True)]
    return dict(found)


def combines(wanted: Sequence[int], known: Iterable[Sequence[int]]) -> bool:
    """Return True when the sum that `wanted` says is a combination of the known sums."""
    rows = [[Fraction(value) for value in row] for row in known]
    goal = [Fraction(value) for value in wanted]
    for column in range(len(goal)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [[x - row[column] / pivot[column] * y for x, y in zip(row, pivot, strict=True)] for row in rows]
        goal = [x - goal[column] / pivot[column] * y for x, y in zip(goal, pivot, strict=True)]
    return not any(goal)


@st.composite
def _counts(draw: st.DrawFn) -> list[Count]:
    among = draw(_NUMBERS)
    return [(among, draw(st.integers(0, among))) for _ in range(2)]


@given(st.dictionaries(st.sampled_from(_ATOMS), _counts(), min_size=1))
def test_no_small_number_follows_from_what_is_shown(atoms: dict[Atom, list[Count]]) -> None:
    counts = tree(atoms)
    filled = [atom for atom, found in atoms.items() if found[0][0]]
    hidden = hidden_nodes(counts, filled)
    order = filled
    sums = {node: [int(node in nodes_of(atom)) for atom in order] for node in counts}
    shown = [sums[node] for node in counts if node not in hidden]
    for node, figures in counts.items():
        if node and not any(node in nodes_of(atom) for atom in filled):
            continue
        if is_small(figures):
            assert node in hidden
            assert not combines(sums[node], shown), node


@given(st.dictionaries(st.sampled_from(_ATOMS), _counts(), min_size=1))
def test_all_below_what_is_hidden_is_hidden(atoms: dict[Atom, list[Count]]) -> None:
    hidden = hidden_nodes(tree(atoms), list(atoms))
    for node in tree(atoms):
        if node[:2] in hidden or () in hidden:
            assert node in hidden


@pytest.mark.parametrize(
    ("count", "small"),
    [((0, 0), False), ((9, 9), True), ((10, 0), False), ((10, 1), True), ((19, 10), True), ((20, 10), False)],
)
def test_a_rest_is_a_number_too(count: Count, small: bool) -> None:
    assert is_small([count]) is small
    assert SMALLEST_SHOWN == 10


def test_one_small_part_takes_the_least_other_with_it() -> None:
    counts = {
        (): [(100, 40)],
        ("gemeente", "x"): [(4, 4)],
        ("gemeente", "y"): [(30, 10)],
        ("gemeente", "z"): [(66, 26)],
    }
    atoms = [(gemeente, "a", "a1") for gemeente in "xyz"]
    assert hidden_nodes(counts, atoms) == {("gemeente", "x"), ("gemeente", "y")}


def test_nothing_is_hidden_when_nothing_is_small() -> None:
    assert hidden_nodes({(): [(50, 20)], ("gemeente", "x"): [(50, 20)]}, _ATOMS) == frozenset()


def test_when_the_whole_is_small_all_is_hidden() -> None:
    counts = {(): [(40, 3)], ("gemeente", "x"): [(20, 0)], ("gemeente", "y"): [(20, 3)]}
    assert hidden_nodes(counts, _ATOMS) == set(counts)


@given(st.dictionaries(st.sampled_from(_ATOMS), _counts(), min_size=1), st.data())
def test_what_follows_is_what_linear_algebra_says(atoms: dict[Atom, list[Count]], data: st.DataObject) -> None:
    nodes = sorted({node for atom in atoms for node in nodes_of(atom)} - {()})
    hidden = {node for node in nodes if data.draw(st.booleans())}
    sums = {node: [int(node in nodes_of(atom)) for atom in atoms] for node in [(), *nodes]}
    shown = [found for node, found in sums.items() if node not in hidden]
    for node in hidden:
        assert follows(node, list(atoms), sums.keys() - hidden) is combines(sums[node], shown)
