"""Items of a list on stdout as JSON: one object a line, with the keys that the API has."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = Annotated[bool, typer.Option("--json", help="Als JSON, een object per regel.")]


def print_json(items: "Iterable[DataclassInstance]") -> None:
    """Print each item as a line of JSON."""
    for each in items:
        sys.stdout.write(json.dumps(_as_json(asdict(each)), ensure_ascii=False) + "\n")


_NAMES = {"nummer": "toewijzingNummer"}


def _as_json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_key(key): _as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _key(name: str) -> str:
    first, *rest = _NAMES.get(name, name).split("_")
    return first + "".join(each.title() for each in rest)
