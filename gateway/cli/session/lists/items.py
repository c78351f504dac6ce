"""Items of a list on stdout as JSON: one object a line, with the keys that the API has."""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from gateway.cli.session.exact import whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = Annotated[bool, typer.Option("--json", help="Als JSON, een object per regel.")]
Limit = Annotated[int, typer.Option("--aantal", parser=whole(1, 10_000), metavar="GETAL", help="Hoeveel ten hoogste.")]
Order = Annotated[Literal["oudste", "nieuwste"], typer.Option("--volgorde", help="Wat vooraan staat.")]


def print_json(
    items: "Iterable[DataclassInstance]",
    *,
    without: Collection[str] = (),
    also: Collection[str] = (),
    named: Mapping[str, str] = MappingProxyType({}),
    made: Mapping[str, Callable[[Any], Any]] = MappingProxyType({}),
) -> None:
    """Print each item as a line of JSON, without the fields of these names, and with these properties as well.

    `named`: by field what the API calls it, where that is another name. `made`: further fields, each made of the item.
    """
    for each in items:
        fields = {name: value for name, value in asdict(each).items() if name not in without}
        fields |= {name: getattr(each, name) for name in also}
        fields |= {name: make(each) for name, make in made.items()}
        fields = {named.get(name, name): value for name, value in fields.items()}
        sys.stdout.write(json.dumps(_as_json(fields), ensure_ascii=False) + "\n")


_NAMES = {"nummer": "toewijzingNummer"}


def _as_json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_key(key): _as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    if isinstance(value, Set):
        return sorted(map(_as_json, value))
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _key(name: str) -> str:
    first, *rest = _NAMES.get(name, name).split("_")
    return first + "".join(each.title() for each in rest)
