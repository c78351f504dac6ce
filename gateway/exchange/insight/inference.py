"""Inference from sums: does a hidden figure follow from the figures that are shown, however added and subtracted?

The region is divided twice: by municipality, and by kind of provider and then by provider. An atom is one provider of
one kind in one municipality; which atoms there are is no secret, as contracts are public. A figure is the sum of its
atoms, and it follows from others when there are weights for those (of municipality g, kind s, provider p and the whole)
whose sum is 1 on each atom of the figure and 0 on each other atom.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

Node = tuple[str, ...]
Atom = tuple[str, str, str]
"""Municipality, kind and provider."""


def nodes_of(atom: Atom) -> tuple[Node, ...]:
    """Return the figures that this atom is part of."""
    gemeente, kind, provider = atom
    return (), ("gemeente", gemeente), ("soort", kind), ("soort", kind, provider)


def follows(figure: Node, atoms: Iterable[Atom], shown: Collection[Node]) -> bool:
    """Return True when this figure follows from those that are shown; the whole is, whether it is among them or not."""
    atoms = list(atoms)
    unknown = [("gemeente", each) for each in sorted({gemeente for gemeente, _, _ in atoms})]
    unknown += [("soort", each) for each in sorted({kind for _, kind, _ in atoms})]
    weights = [node for node in unknown if node in shown]
    by_provider: dict[Node, list[tuple[list[int], int]]] = defaultdict(list)
    for atom in atoms:
        _, municipality, kind, provider = nodes_of(atom)
        row = [int(node in (municipality, kind)) for node in weights]
        by_provider[provider].append(([*row, 1], int(figure in nodes_of(atom))))
    equations: set[tuple[int, ...]] = set()
    for provider, rows in by_provider.items():
        if provider not in shown:
            equations |= {(*row, wanted) for row, wanted in rows}
        else:  # its own weight makes up for any sum, so long as that is the same in each municipality
            first, wanted_first = rows[0]
            for row, wanted in rows[1:]:
                less = (a - b for a, b in zip(row, first, strict=True))
                equations.add((*less, wanted - wanted_first))
    return _have_solution(sorted(equations))


def _have_solution(equations: Iterable[Sequence[int]]) -> bool:
    """Return True when some values satisfy these equations, each of which ends with its right-hand side."""
    rows = [[Fraction(value) for value in each] for each in equations]
    for column in range(len(rows[0]) - 1 if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is not None:
            rows.remove(pivot)
            rows = [
                [x - row[column] / pivot[column] * y for x, y in zip(row, pivot, strict=True)] if row[column] else row
                for row in rows
            ]
    return not any(row[-1] for row in rows)
