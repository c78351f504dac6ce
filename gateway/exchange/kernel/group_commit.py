"""Group commit: run items that wait at the same moment in one transaction.

Items that share a lock key never share a transaction and keep their order of arrival. Nobody waits for company: work
begins at once unless a group is under way. What comes in meanwhile shares the next one, so that the busier it is, the
less each item costs.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar, cast

MAX_ITEMS_PER_TRANSACTION: Final = 32

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Queue = TypeVar("Queue")


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Item, Outcome]):
    """An item in the queue, and the future its submitter waits for."""

    item: Item
    keys: tuple[int, ...]
    alone: bool
    """It doesn't go with others."""
    done: "asyncio.Future[Outcome]"
    context: Context = field(default_factory=copy_context)

    def end(self, outcome: Outcome | Exception) -> None:
        """Hand the outcome to the submitter, unless it went away."""
        if self.done.done():
            return
        if isinstance(outcome, Exception):
            self.done.set_exception(outcome)
        else:
            self.done.set_result(outcome)


class GroupCommit(ABC, Generic[Item, Outcome]):
    """A queue of items for the transactions of one event loop. A subclass says how they are committed."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting[Item, Outcome]] = []
        self._busy: set[int] = set()
        self._group_under_way = False
        self._tasks: set[asyncio.Task[None]] = set()

    @abstractmethod
    async def commit_group(self, items: Sequence[Item]) -> Sequence[Outcome | Exception | None]:
        """Commit these items in one transaction.

        Return for each its outcome, an exception for its submitter, or None: then it is committed alone, without
        keeping the others waiting. What this raises is raised to every submitter.
        """

    @abstractmethod
    async def commit_alone(self, item: Item) -> Outcome:
        """Commit this item in a transaction of its own."""

    async def submit(self, item: Item, keys: tuple[int, ...], *, alone: bool = False) -> Outcome:
        """Return the outcome of the item once it is committed; raise what it was refused with.

        No other item with one of its `keys` overtakes it or goes in its transaction. An item whose submitter went
        away before it began is dropped; one that has begun is finished.
        """
        waiting: _Waiting[Item, Outcome] = _Waiting(item, keys, alone, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if alone or not self._group_under_way:
            self._start_what_can()
        return await waiting.done

    def _start_what_can(self) -> None:
        if group := self._next_group():
            self._group_under_way = True
            self._start(self._run_group(group), Context())

    def _next_group(self) -> list[_Waiting[Item, Outcome]]:
        """Return the items that can go together now; start those that go alone and can."""
        room = 0 if self._group_under_way else MAX_ITEMS_PER_TRANSACTION
        taken = set(self._busy)
        group: list[_Waiting[Item, Outcome]] = []
        left: list[_Waiting[Item, Outcome]] = []
        for waiting in self._waiting:
            free = taken.isdisjoint(waiting.keys)
            if waiting.done.cancelled():
                continue
            taken.update(waiting.keys)
            if not free or (not waiting.alone and len(group) == room):
                left.append(waiting)
                continue
            self._busy.update(waiting.keys)
            if waiting.alone:
                self._start(self._run_alone(waiting), waiting.context)
            else:
                group.append(waiting)
        self._waiting = left
        return group

    def _start(self, work: Coroutine[object, object, None], context: Context) -> None:
        task = asyncio.create_task(work, context=context)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_group(self, group: Sequence[_Waiting[Item, Outcome]]) -> None:
        outcomes: Sequence[Outcome | Exception | None]
        try:
            outcomes = await self.commit_group([waiting.item for waiting in group])
        except Exception as error:  # noqa: BLE001 - whatever it is, each submitter gets it
            outcomes = [error] * len(group)
        finally:
            self._group_under_way = False
        for waiting, outcome in zip(group, outcomes, strict=True):
            if outcome is None:
                self._start(self._run_alone(waiting), waiting.context)
            else:
                self._busy.difference_update(waiting.keys)
                waiting.end(outcome)
        self._start_what_can()

    async def _run_alone(self, waiting: _Waiting[Item, Outcome]) -> None:
        outcome: Outcome | Exception
        try:
            outcome = await self.commit_alone(waiting.item)
        except Exception as error:  # noqa: BLE001 - it is for the submitter
            outcome = error
        self._busy.difference_update(waiting.keys)
        waiting.end(outcome)
        self._start_what_can()


class Queues:
    """The group commits of one gateway, one of each kind, made when first asked for."""

    def __init__(self) -> None:
        self._queues: dict[type, object] = {}

    def of(self, kind: type[Queue]) -> Queue:
        """Return the queue of this kind."""
        if kind not in self._queues:
            self._queues[kind] = kind()
        return cast(Queue, self._queues[kind])
