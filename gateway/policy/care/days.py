"""Ranges of days: what is in two of them, and what is left of one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from gateway.policy.care_file import Besluit, Zorg

Reeks = tuple[date, date]
"""A first and a last day, both inclusive; `date.max` as the last: without end. First after last: no day at all."""

_DAG: Final = timedelta(days=1)


def loopt(zorg: Zorg) -> Reeks:
    """Return the days on which the care may run."""
    return zorg.ingangsdatum, zorg.laatste_dag


def nieuwe_dagen(besluit: Besluit) -> Sequence[Reeks]:
    """Return the days that the decision adds: of a new assignment all, of a change those that it didn't have, else
    none.

    So what was decided before is not objected to when an assignment is made longer, shorter or removed.
    """
    if besluit.verwijderd:
        return ()
    had = () if besluit.was is None or nieuwe_opdracht(besluit) else (loopt(besluit.was),)
    return zonder(loopt(besluit.zorg), had)


def nieuwe_opdracht(besluit: Besluit) -> bool:
    """Return True when product and provider are decided on for the first time: of no removal, of hardly any change."""
    return not besluit.verwijderd and (besluit.was is None or not zelfde_opdracht(besluit.zorg, besluit.was))


def zelfde_opdracht(zorg: Zorg, was: Zorg) -> bool:
    """Return True when both are of one product at one provider: only the period or the volume may differ."""
    return (zorg.code, zorg.categorie, zorg.aanbieder) == (was.code, was.categorie, was.aanbieder)


def aaneen(reeksen: Iterable[Reeks]) -> list[Reeks]:
    """Return the same days as ranges in order, of which no two overlap or touch."""
    uit: list[Reeks] = []
    for eerste, laatste in sorted(reeksen):
        if eerste > laatste:
            continue
        if uit and (uit[-1][1] == date.max or eerste <= uit[-1][1] + _DAG):
            uit[-1] = (uit[-1][0], max(uit[-1][1], laatste))
        else:
            uit.append((eerste, laatste))
    return uit


def samen(reeks: Reeks, andere: Iterable[Reeks]) -> list[Reeks]:
    """Return the days of `reeks` that lie in one of the others too."""
    eerste, laatste = reeks
    delen = ((max(eerste, begin), min(laatste, eind)) for begin, eind in aaneen(andere))
    return [deel for deel in delen if deel[0] <= deel[1]]


def zonder(reeks: Reeks, andere: Iterable[Reeks]) -> list[Reeks]:
    """Return the days of `reeks` that lie in none of the others."""
    eerste, laatste = reeks
    over: list[Reeks] = []
    for begin, eind in samen(reeks, andere):
        if eerste < begin:
            over.append((eerste, begin - _DAG))
        if eind == laatste:
            return over
        eerste = eind + _DAG
    return [*over, (eerste, laatste)] if eerste <= laatste else over
