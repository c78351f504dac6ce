"""Shapes as rows of a table: a column for each value, named by the keys that lead to it (`product.code`)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from types import UnionType
from typing import Any, Union, get_args, get_origin

from gateway.api.shapes.base import Shape
from gateway.exchange.kernel.sheets import Value
from gateway.standard.exact import write_instant

_YES_NO = {True: "ja", False: "nee"}


def columns_of(shape: type[Shape]) -> list[str]:
    """Return the names of the columns of this shape."""
    return list(_columns(shape))


def _columns(shape: type[Shape]) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        key = field.serialization_alias or field.alias or name
        inner = _inner(field.annotation)
        yield from (key,) if inner is None else (f"{key}.{each}" for each in _columns(inner))


def _inner(annotation: Any) -> type[Shape] | None:
    """Return the shape that a field holds one of, or None."""
    kinds = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return next((each for each in kinds if isinstance(each, type) and issubclass(each, Shape)), None)


def row_of(item: Shape) -> list[Value]:
    """Return the values of this item, one for each of the columns of its shape."""
    return list(_values(type(item), item))


def _values(shape: type[Shape], item: Shape | None) -> Iterator[Value]:
    for name, field in shape.model_fields.items():
        value = None if item is None else getattr(item, name)
        inner = _inner(field.annotation)
        yield from (_value(value),) if inner is None else _values(inner, value)


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
