"""The files that make pages look as they do, each at an address that changes with its content."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

_TYPES: Final[Mapping[str, str]] = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
_HASH_CHARS: Final = 12
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
PATH: Final = "/console/bestand"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file."""

    content: bytes
    media_type: str
    version: str


@cache
def assets() -> Mapping[str, Asset]:
    """Return the files, by name."""
    found: dict[str, Asset] = {}
    for each in files("gateway.console").joinpath("static").iterdir():
        media_type = _TYPES.get(each.name.rpartition(".")[2])
        if media_type is not None:
            content = each.read_bytes()
            version = sha256(content).hexdigest()[:_HASH_CHARS].translate(_LETTERS)
            found[each.name] = Asset(content, media_type, version)
    return found


def address_of(name: str) -> str:
    """Return where a page finds this file."""
    return f"{PATH}/{name}?v={assets()[name].version}"
