"""Shapes as rows of a table: a column for each value, named by the keys that lead to it (`product.code`)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from gateway.api.shapes.base import Shape
from gateway.exchange.kernel.sheets import Value
from gateway.standard.exact import write_instant

_YES_NO = {True: "ja", False: "nee"}


def columns_of(shape: type[Shape]) -> list[str]:
    """Return the names of the columns of this shape."""
    return list(_columns(shape))


def _columns(shape: type[Shape]) -> Iterator[str]:
    for each in _fields(shape):
        yield from (each.key,) if each.inner is None else (f"{each.key}.{column}" for column in _columns(each.inner))


class _Field(NamedTuple):
    name: str
    key: str
    inner: type[Shape] | None
    """The shape that it holds one of."""


@cache
def _fields(shape: type[Shape]) -> tuple[_Field, ...]:
    return tuple(
        _Field(name, field.serialization_alias or field.alias or name, _inner(field.annotation))
        for name, field in shape.model_fields.items()
    )


def _inner(annotation: Any) -> type[Shape] | None:
    """Return the shape that a field holds one of, or None."""
    kinds = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return next((each for each in kinds if isinstance(each, type) and issubclass(each, Shape)), None)


def row_of(item: Shape) -> list[Value]:
    """Return the values of this item, one for each of the columns of its shape."""
    return list(_values(type(item), item))


def _values(shape: type[Shape], item: Shape | None) -> Iterator[Value]:
    for each in _fields(shape):
        value = None if item is None else getattr(item, each.name)
        yield from (_value(value),) if each.inner is None else _values(each.inner, value)


def _value(value: Any) -> Value:
    if value is None or (isinstance(value, int | float | str) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, datetime):
        return write_instant(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return " ".join(str(getattr(each, "code", each)) for each in value)
    return str(value.get("code", value)) if isinstance(value, Mapping) else str(value)
