"""Work that waits together: what shares a key is never done at once nor out of order, and nobody is forgotten."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.exchange.kernel.group_commit import MOST, Together

Piece = tuple[int, tuple[int, ...]]
"""Its number, and its keys."""


class Spoiled(Exception):
    """What went wrong with all of a group."""


@dataclass
class Work:
    """Takes down what happens, and does with each piece what was asked."""

    asked: dict[int, str] = field(default_factory=dict)
    """By number: "alone", "error", or "spoil" for a whole group."""
    begun: list[Piece] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    under_way: list[Piece] = field(default_factory=list)
    group_under_way: bool = False

    async def together(self, pieces: Sequence[Piece]) -> list[Any]:
        """The number of each, or what was asked."""
        assert not self.group_under_way
        self.group_under_way = True
        self.groups.append(len(pieces))
        with_alone = [each for each in pieces if self.asked.get(each[0]) == "alone"]
        await self._do([each for each in pieces if each not in with_alone])
        self.group_under_way = False
        if any(self.asked.get(number) == "spoil" for number, _ in pieces):
            raise Spoiled
        outcomes = {"alone": None, "error": KeyError()}
        return [outcomes.get(self.asked.get(number, ""), number) for number, _ in pieces]

    async def alone(self, piece: Piece) -> int:
        """Its number."""
        await self._do([piece])
        return piece[0]

    async def _do(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            assert all(set(piece[1]).isdisjoint(keys) for _, keys in self.under_way), piece
            self.under_way.append(piece)
            self.begun.append(piece)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for piece in pieces:
            self.under_way.remove(piece)


PIECES = st.lists(
    st.tuples(st.sets(st.integers(0, 5), min_size=1, max_size=2), st.sampled_from(["", "", "alone", "error", "large"])),
    max_size=90,
)


@given(PIECES, st.lists(st.booleans(), max_size=20))
@settings(deadline=None)
async def test_in_order_of_arrival_and_each_its_own_outcome(
    given_pieces: list[tuple[set[int], str]], pauses: list[bool]
) -> None:
    pieces = [(number, tuple(keys)) for number, (keys, _) in enumerate(given_pieces)]
    work = Work({number: how for number, (_, how) in enumerate(given_pieces)})
    together, tasks = Together(), []
    for number, piece in enumerate(pieces):
        group = None if work.asked[number] == "large" else work.together
        tasks.append(asyncio.create_task(together.do(piece, piece[1], group, work.alone)))
        if number < len(pauses) and pauses[number]:
            await asyncio.sleep(0)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for number, outcome in enumerate(outcomes):
        assert isinstance(outcome, KeyError) if work.asked[number] == "error" else outcome == number
    for key in range(6):
        done = [number for number, keys in work.begun if key in keys]
        assert done == sorted(done)


async def _all(work: Work, pieces: list[Piece]) -> list[Any]:
    together = Together()
    return await asyncio.gather(
        *(together.do(each, each[1], work.together, work.alone) for each in pieces), return_exceptions=True
    )


async def test_the_first_waits_for_nobody_and_the_others_share_a_turn() -> None:
    work = Work()
    number = 1 + 2 * MOST
    assert await _all(work, [(each, (each,)) for each in range(number)]) == list(range(number))
    assert work.groups == [1, MOST, MOST]


async def test_what_goes_wrong_with_a_group_is_told_to_all_of_it_and_to_nobody_else() -> None:
    work = Work({1: "spoil"})
    outcomes = await _all(work, [(each, (each,)) for each in range(MOST + 2)])
    assert [type(each) for each in outcomes] == [int] + [Spoiled] * MOST + [int]


@pytest.mark.parametrize("group", [True, False], ids=["together", "alone"])
async def test_who_goes_away_before_his_turn_is_passed_over(group: bool) -> None:
    work, together = Work(), Together()
    do: Callable[[int], Any] = lambda number: together.do(  # noqa: E731
        (number, (1,)), (1,), work.together if group else None, work.alone
    )
    first, second, third = (asyncio.create_task(do(number)) for number in range(3))
    await asyncio.sleep(0)
    second.cancel()
    assert (await first, await third) == (0, 2)
    assert [number for number, _ in work.begun] == [0, 2]


async def test_who_goes_away_during_his_turn_keeps_nobody_waiting() -> None:
    work, together = Work(), Together()
    first, second = (
        asyncio.create_task(together.do((number, (1,)), (1,), work.together, work.alone)) for number in range(2)
    )
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert work.begun
    first.cancel()
    assert await second == 1
    assert [number for number, _ in work.begun] == [0, 1]
