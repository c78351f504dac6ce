"""Group commit: items that share a key never overlap or change order, and every submitter gets an outcome."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.exchange.kernel.group_commit import MAX_ITEMS_PER_TRANSACTION, GroupCommit, Queues

Item = tuple[int, tuple[int, ...]]
"""Its number, and its keys."""


class SpoiledError(Exception):
    """The error of a whole group."""


class Recorder(GroupCommit[Item, int]):
    """Writes down what is committed, and gives each item the outcome that was asked for it."""

    def __init__(self, asked: dict[int, str] | None = None) -> None:
        super().__init__()
        self.asked = asked or {}
        """By number: "alone", "error", or "spoil" for a whole group."""
        self.begun: list[Item] = []
        self.groups: list[int] = []
        self.under_way: list[Item] = []
        self.group_under_way = False

    async def commit_group(self, items: Sequence[Item]) -> Sequence[int | Exception | None]:
        assert not self.group_under_way
        self.group_under_way = True
        self.groups.append(len(items))
        await self._commit([item for item in items if self.asked.get(item[0]) != "alone"])
        self.group_under_way = False
        if any(self.asked.get(number) == "spoil" for number, _ in items):
            raise SpoiledError
        outcomes = {"alone": None, "error": KeyError()}
        return [outcomes.get(self.asked.get(number, ""), number) for number, _ in items]

    async def commit_alone(self, item: Item) -> int:
        await self._commit([item])
        return item[0]

    async def _commit(self, items: Sequence[Item]) -> None:
        for item in items:
            assert all(set(item[1]).isdisjoint(keys) for _, keys in self.under_way), item
            self.under_way.append(item)
            self.begun.append(item)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for item in items:
            self.under_way.remove(item)


ITEMS = st.lists(
    st.tuples(st.sets(st.integers(0, 5), min_size=1, max_size=2), st.sampled_from(["", "", "alone", "error", "large"])),
    max_size=90,
)


@given(ITEMS, st.lists(st.booleans(), max_size=20))
@settings(deadline=None)
async def test_items_keep_their_order_and_each_has_its_own_outcome(
    given_items: list[tuple[set[int], str]], pauses: list[bool]
) -> None:
    items = [(number, tuple(keys)) for number, (keys, _) in enumerate(given_items)]
    queue, tasks = Recorder({number: how for number, (_, how) in enumerate(given_items)}), []
    for number, item in enumerate(items):
        alone = queue.asked[number] == "large"
        tasks.append(asyncio.create_task(queue.submit(item, item[1], alone=alone)))
        if number < len(pauses) and pauses[number]:
            await asyncio.sleep(0)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for number, outcome in enumerate(outcomes):
        assert isinstance(outcome, KeyError) if queue.asked[number] == "error" else outcome == number
    for key in range(6):
        done = [number for number, keys in queue.begun if key in keys]
        assert done == sorted(done)


async def submit_all(queue: Recorder, items: int) -> list[int | BaseException]:
    return await asyncio.gather(
        *(queue.submit((number, (number,)), (number,)) for number in range(items)), return_exceptions=True
    )


async def test_the_first_item_does_not_wait_and_the_others_share_transactions() -> None:
    queue = Recorder()
    number = 1 + 2 * MAX_ITEMS_PER_TRANSACTION
    assert await submit_all(queue, number) == list(range(number))
    assert queue.groups == [1, MAX_ITEMS_PER_TRANSACTION, MAX_ITEMS_PER_TRANSACTION]


async def test_an_error_of_a_group_is_raised_to_its_submitters_only() -> None:
    outcomes = await submit_all(Recorder({1: "spoil"}), MAX_ITEMS_PER_TRANSACTION + 2)
    assert [type(each) for each in outcomes] == [int] + [SpoiledError] * MAX_ITEMS_PER_TRANSACTION + [int]


@pytest.mark.parametrize("alone", [False, True], ids=["group", "alone"])
async def test_an_item_whose_submitter_leaves_before_it_began_is_dropped(alone: bool) -> None:
    queue = Recorder()
    first, second, third = (asyncio.create_task(queue.submit((number, (1,)), (1,), alone=alone)) for number in range(3))
    await asyncio.sleep(0)
    second.cancel()
    assert (await first, await third) == (0, 2)
    assert [number for number, _ in queue.begun] == [0, 2]


async def test_a_submitter_that_leaves_while_its_item_is_committed_holds_up_nobody() -> None:
    queue = Recorder()
    first, second = (asyncio.create_task(queue.submit((number, (1,)), (1,))) for number in range(2))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert queue.begun
    first.cancel()
    assert await second == 1
    assert [number for number, _ in queue.begun] == [0, 1]


def test_a_gateway_has_one_queue_of_each_kind() -> None:
    queues = Queues()
    assert queues.of(Recorder) is queues.of(Recorder)
    assert queues.of(Recorder) is not Queues().of(Recorder)
