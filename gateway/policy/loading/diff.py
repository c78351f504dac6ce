"""The differences between two policies, key by key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Final

from gateway.policy.model import CheckSetting, Policy

_TABLES: Final = tuple(each.name for each in fields(Policy))
_SKIPPED_FIELDS: Final = ("regio", "id", "code", "gevolg")
"""Fields that are in the path already, or are written in another way."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A key with another value."""

    key: str
    """The path as in the file: "producten.02C02.hoogstens"."""
    old: str | None
    """None: the key is new."""
    new: str | None
    """None: the key is gone."""


def differences(old: Policy, new: Policy) -> Iterator[Difference]:
    """Yield the keys that only one policy has or that differ, by table in the order of the file, then by name."""
    before, after = dict(_flatten(old)), dict(_flatten(new))
    for key_path in sorted(before | after, key=lambda key_path: (_TABLES.index(key_path[0]), key_path[1:2])):
        if before.get(key_path) != after.get(key_path):
            yield Difference(".".join(key_path), before.get(key_path), after.get(key_path))


def _flatten(value: Any, key_path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path and the text of each value below; a value that is not set is left out."""
    if isinstance(value, CheckSetting):
        yield (*key_path, "gevolg"), value.gevolg or "uit"
    if is_dataclass(value):
        for item in fields(value):
            if item.name not in _SKIPPED_FIELDS:
                yield from _flatten(getattr(value, item.name), (*key_path, item.name))
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flatten(below, (*key_path, pair_key(key) if isinstance(key, frozenset) else key))
    elif isinstance(value, tuple) and any(is_dataclass(each) for each in value):
        for position, below in enumerate(value, 1):
            yield from _flatten(below, (*key_path, str(position)))
    elif (text := _text(value)) is not None:
        yield key_path, text


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, tuple):
        return "; ".join(value)
    return str(value.value if isinstance(value, Enum) else value)


def pair_key(pair: frozenset[str]) -> str:
    """Return the pair of segments as a key of the file: "1A1 + 1B"; a set of one is that segment twice."""
    one, *other = sorted(pair)
    return f"{one} + {other[0] if other else one}"
