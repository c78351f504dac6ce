"""A municipality sees itself in full and its region with small numbers hidden; a provider sees its own work."""

from collections.abc import Iterable
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.insight.figures import Figure, Level, Tally, municipality_figures, provider_figures
from gateway.store.insight.cells import Cell

REGION = ("0983", "0984", "1894")
KINDS = ("basis-lokaal", "strategisch-regionaal")


def cell(gemeente: str, aanbieder: str, among: int, counted: int, **changes: str) -> Cell:
    fields = {"measure": "doorstroom", "segment": "1A1", "kind": KINDS[0], "ground": "", **changes}
    return Cell(gemeente=gemeente, aanbieder=aanbieder, among=among, counted=counted, total=0, valued=0, **fields)


def at(figures: Iterable[Figure], level: Level, **fields: str) -> list[Tally | None]:
    return [
        each.tally
        for each in figures
        if each.level is level and all(getattr(each, name) == value for name, value in fields.items())
    ]


def test_its_own_small_numbers_a_municipality_sees() -> None:
    figures = municipality_figures([cell("0983", "99990001", 3, 1)], "0983", ["0983"])
    assert at(figures, Level.GEMEENTE) == at(figures, Level.SOORT) == at(figures, Level.AANBIEDER) == [Tally(3, 1)]
    assert not at(figures, Level.REGIO)


def test_of_another_municipality_it_does_not_and_not_by_subtracting() -> None:
    cells = [
        cell("0983", "99990001", 3, 1),
        cell("0984", "99990001", 40, 20),
        cell("1894", "99990001", 30, 4),
        cell("1894", "99990002", 30, 20),
    ]
    figures = municipality_figures(cells, "0983", REGION)
    assert at(figures, Level.REGIO) == [Tally(103, 45)]
    assert at(figures, Level.ANDERE_GEMEENTE) == [Tally(40, 20), Tally(60, 24)]
    assert at(figures, Level.REGIO_AANBIEDER, aanbieder="99990001") == [Tally(73, 25)]
    cells[2] = cell("1894", "99990001", 4, 2)
    figures = municipality_figures(cells, "0983", ("0983", "0984", "1894"))
    assert at(figures, Level.ANDERE_GEMEENTE) == [Tally(40, 20), Tally(34, 22)]


def test_what_shares_a_denominator_is_hidden_together() -> None:
    cells = [
        cell("0984", "99990001", 40, 20),
        cell("1894", "99990001", 60, 30),
        cell("0984", "99990001", 40, 2, measure="uitstroom"),
        cell("1894", "99990001", 60, 30, measure="uitstroom"),
    ]
    figures = municipality_figures(cells, "0983", REGION)
    assert at(figures, Level.ANDERE_GEMEENTE) == [None] * 4
    assert at(figures, Level.REGIO) == [Tally(100, 50), Tally(100, 32)]


def test_with_one_other_municipality_the_region_may_tell_all_of_it() -> None:
    cells = [cell("0983", "99990001", 100, 50), cell("0984", "99990001", 12, 3)]
    figures = municipality_figures(cells, "0983", ("0983", "0984"))
    assert at(figures, Level.REGIO) == at(figures, Level.ANDERE_GEMEENTE) == [None]
    assert at(figures, Level.GEMEENTE) == [Tally(100, 50)]


@given(
    st.lists(
        st.builds(
            lambda place, n, share: cell(*place[:2], n, n * share // 100, kind=place[2]),
            st.sampled_from([*product(REGION, ("99990001", "99990002"), KINDS)]),
            st.integers(0, 60),
            st.integers(0, 100),
        ),
        max_size=12,
    )
)
def test_of_the_others_together_no_small_number_is_shown(cells: list[Cell]) -> None:
    figures = municipality_figures(cells, "0983", REGION)
    ours = {(each.level, each.kind, each.aanbieder): each.tally for each in figures if each.gemeente == "0983"}
    inner = {Level.REGIO: Level.GEMEENTE, Level.REGIO_SOORT: Level.SOORT, Level.REGIO_AANBIEDER: Level.AANBIEDER}
    for each in figures:
        if each.level in inner and each.tally is not None:
            mine = ours.get((inner[each.level], each.kind, each.aanbieder)) or Tally()
            among, counted = each.tally.among - mine.among, each.tally.counted - mine.counted
            assert all(number == 0 or number >= 10 for number in (among, counted, among - counted))


def test_a_provider_sees_its_own_work_but_not_where_few_clients_went() -> None:
    cells = [
        cell("0983", "99990001", 30, 15),
        cell("0984", "99990001", 12, 3),
        cell("0983", "99990002", 50, 20),
        cell("0983", "99990001", 4, 4, measure="start"),
        cell("0984", "99990001", 1, 0, measure="start"),
    ]
    figures = provider_figures(cells, "99990001")
    assert {each.aanbieder for each in figures} == {"99990001"}
    assert at(figures, Level.AANBIEDER) == [Tally(42, 18), Tally(5, 4)]
    assert at(figures, Level.GEMEENTE) == [None, None, Tally(4, 4), Tally(1, 0)]
