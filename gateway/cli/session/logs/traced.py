"""An unexpected error as an operator may read it: where it was raised, and its type.

Its text is left out, since it may hold anything: a value that could not be converted, a row that broke a constraint.
"""

import traceback
from collections.abc import Iterator
from typing import Any, Final

_FACTS: Final = ("sqlstate", "table_name", "column_name", "constraint_name", "errno")
"""Attributes of errors of the database and the system that hold no personal data."""


def traced(error: BaseException) -> str:
    """Return the frames and the type of the error, after those of its causes."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield "and then:"
    yield "".join(traceback.format_tb(error.__traceback__)) + _kind(error)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield "one of which:"
            yield from _lines(each, seen)


def _kind(error: Any) -> str:
    facts = {name: value for name in _FACTS if isinstance(value := getattr(error, name, None), str | int)}
    text = ", ".join(f"{name} {value}" for name, value in facts.items())
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({text})" if text else "")
