"""Work that waits at the same moment is done together, and what is about the same thing in order of arrival.

Nobody waits for company: work begins at once unless a group is under way. What comes in meanwhile shares the next turn,
so that the busier it is, the less each piece costs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, Final

MOST: Final = 32
"""Pieces of work in one group."""

_Together = Callable[[Sequence[Any]], Awaitable[Sequence[Any]]]
_Alone = Callable[[Any], Coroutine[Any, Any, Any]]


@dataclass(slots=True, eq=False)
class _Piece:
    item: Any
    keys: tuple[int, ...]
    together: _Together | None
    alone: _Alone
    done: "asyncio.Future[Any]"
    context: Context = field(default_factory=copy_context)

    def end(self, outcome: Any) -> None:
        """Who waits for it has the outcome, unless he went away."""
        if self.done.done():
            return
        if isinstance(outcome, BaseException):
            self.done.set_exception(outcome)
        else:
            self.done.set_result(outcome)


class Together:
    """A row of waiting work, of one event loop."""

    def __init__(self) -> None:
        self._waiting: list[_Piece] = []
        self._busy: set[int] = set()
        self._group_under_way = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def do(self, item: Any, keys: tuple[int, ...], together: _Together | None, alone: _Alone) -> Any:
        """Return the outcome of this piece of work, which no other with one of its keys overtakes or goes along with.

        `together` does several and gives for each the outcome, an exception to raise, or None: then that one is done
        `alone`, and doesn't keep others waiting. What it raises is everybody's. None: this piece goes alone anyway.
        Work whose caller went away before it began is left; what has begun is finished.
        """
        piece = _Piece(item, keys, together, alone, asyncio.get_running_loop().create_future())
        self._waiting.append(piece)
        if together is None or not self._group_under_way:
            self._go()
        return await piece.done

    def _go(self) -> None:
        """Everything that can begin has begun."""
        if group := self._next_group():
            self._group_under_way = True
            self._start(self._together(group), Context())

    def _next_group(self) -> list[_Piece]:
        """What can go together now; what goes by itself and can has begun."""
        room = 0 if self._group_under_way else MOST
        taken, group, left = set(self._busy), list[_Piece](), list[_Piece]()
        for piece in self._waiting:
            free = taken.isdisjoint(piece.keys)
            if piece.done.cancelled():
                continue
            taken.update(piece.keys)
            if not free or (piece.together is not None and len(group) == room):
                left.append(piece)
                continue
            self._busy.update(piece.keys)
            if piece.together is None:
                self._start(self._by_itself(piece), piece.context)
            else:
                group.append(piece)
        self._waiting = left
        return group

    def _start(self, work: Coroutine[Any, Any, None], context: Context) -> None:
        task = asyncio.create_task(work, context=context)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _together(self, group: list[_Piece]) -> None:
        together = group[0].together
        assert together is not None
        outcomes: Sequence[Any]
        try:
            outcomes = await together([piece.item for piece in group])
        except Exception as error:  # noqa: BLE001 - whatever it is, each of those who wait gets it
            outcomes = [error] * len(group)
        finally:
            self._group_under_way = False
        for piece, outcome in zip(group, outcomes, strict=True):
            if outcome is None:
                self._start(self._by_itself(piece), piece.context)
            else:
                self._busy.difference_update(piece.keys)
                piece.end(outcome)
        self._go()

    async def _by_itself(self, piece: _Piece) -> None:
        try:
            outcome = await piece.alone(piece.item)
        except Exception as error:  # noqa: BLE001 - it is for who waits
            outcome = error
        self._busy.difference_update(piece.keys)
        piece.end(outcome)
        self._go()
