"""What changed from one policy to another, key by key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Final

from gateway.policy.model import Beleid, Toets

_TABELLEN: Final = tuple(each.name for each in fields(Beleid))
_ELDERS: Final = ("regio", "id", "code", "gevolg")
"""Fields that are told by a key already, or in a way of their own."""


@dataclass(frozen=True, slots=True)
class Verschil:
    """One key that is not the same."""

    sleutel: str
    """As in the file: "producten.02C02.hoogstens"."""
    oud: str | None
    """None: the key is new."""
    nieuw: str | None
    """None: the key is gone."""


def verschillen(oud: Beleid, nieuw: Beleid) -> Iterator[Verschil]:
    """Yield each key that is there once only or has another value: by table in the order of the file, then by name."""
    was, wordt = dict(_plat(oud)), dict(_plat(nieuw))
    for pad in sorted(was | wordt, key=lambda pad: (_TABELLEN.index(pad[0]), pad[1:2])):
        if was.get(pad) != wordt.get(pad):
            yield Verschil(".".join(pad), was.get(pad), wordt.get(pad))


def _plat(waarde: Any, pad: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return each value below, with its keys; what is not set is not there."""
    if isinstance(waarde, Toets):
        yield (*pad, "gevolg"), waarde.gevolg or "uit"
    if is_dataclass(waarde):
        for veld in fields(waarde):
            if veld.name not in _ELDERS:
                yield from _plat(getattr(waarde, veld.name), (*pad, veld.name))
    elif isinstance(waarde, Mapping):
        for sleutel, onder in waarde.items():
            yield from _plat(onder, (*pad, paarnaam(sleutel) if isinstance(sleutel, frozenset) else sleutel))
    elif isinstance(waarde, tuple) and any(is_dataclass(each) for each in waarde):
        for plaats, onder in enumerate(waarde, 1):
            yield from _plat(onder, (*pad, str(plaats)))
    elif (tekst := _tekst(waarde)) is not None:
        yield pad, tekst


def _tekst(waarde: Any) -> str | None:
    if waarde is None or waarde == "":
        return None
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, frozenset):
        return ", ".join(sorted(waarde))
    if isinstance(waarde, tuple):
        return "; ".join(waarde)
    return str(waarde.value if isinstance(waarde, Enum) else waarde)


def paarnaam(paar: frozenset[str]) -> str:
    """Return a pair of segments as the file writes it: "1A1 + 1B"; a set of one is that segment twice."""
    een, *ander = sorted(paar)
    return f"{een} + {ander[0] if ander else een}"
