"""Items of a list on stdout as JSON: one object a line, with the keys that the API has."""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from gateway.cli.session.exact import whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = Annotated[bool, typer.Option("--json", help="Als JSON, een object per regel.")]
Limit = Annotated[int, typer.Option("--aantal", parser=whole(1, 10_000), metavar="GETAL", help="Hoeveel ten hoogste.")]
Order = Annotated[Literal["oudste", "nieuwste"], typer.Option("--volgorde", help="Wat vooraan staat.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of an item as JSON: its fields, but for what is said here."""

    without: Collection[str] = ()
    """Fields that are left out."""
    also: Collection[str] = ()
    """Properties that come along."""
    named: Mapping[str, str] = field(default_factory=dict)
    """By field what the API calls it, where that is another name."""
    made: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    """Further keys, each with what makes its value of the item."""

    def of(self, item: "DataclassInstance") -> dict[str, Any]:
        """Return the values of this item by key, as Python names them."""
        fields = {name: value for name, value in asdict(item).items() if name not in self.without}
        fields |= {name: getattr(item, name) for name in self.also}
        fields |= {name: make(item) for name, make in self.made.items()}
        return {self.named.get(name, name): value for name, value in fields.items()}


AS_IT_IS: Final = Keys()


def print_json(items: "Iterable[DataclassInstance]", keys: Keys = AS_IT_IS) -> None:
    """Print each item as a line of JSON with these keys."""
    for each in items:
        sys.stdout.write(json.dumps(_as_json(keys.of(each)), ensure_ascii=False) + "\n")


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
