"""A figure follows from others when they can be added and subtracted to it; see also test_hiding.py."""

import pytest

from gateway.exchange.insight.inference import Atom, Node, follows, nodes_of

ATOMS: list[Atom] = [("g1", "a", "a1"), ("g1", "b", "b2"), ("g3", "b", "b1")]


@pytest.mark.parametrize(
    ("figure", "hidden", "found"),
    [
        (("soort", "b", "b2"), {("soort", "b", "b2"), ("soort", "b", "b1")}, True),
        (
            ("soort", "b", "b2"),
            {("soort", "b", "b2"), ("soort", "b", "b1"), ("gemeente", "g3"), ("gemeente", "g1")},
            False,
        ),
        (("gemeente", "g1"), {("gemeente", "g1")}, True),
    ],
)
def test_two_divisions_together_tell_more_than_each(figure: Node, hidden: set[Node], found: bool) -> None:
    assert follows(figure, ATOMS, {node for atom in ATOMS for node in nodes_of(atom)} - hidden) is found


def test_an_atom_is_part_of_four_figures() -> None:
    assert nodes_of(ATOMS[0]) == ((), ("gemeente", "g1"), ("soort", "a"), ("soort", "a", "a1"))
