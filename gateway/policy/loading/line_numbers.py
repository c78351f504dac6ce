"""Where things stand in a TOML file: the line of every key, which tomllib doesn't tell."""

import tomllib
from collections.abc import Mapping
from typing import Any

Pad = tuple[str | int, ...]
"""Keys from the top down; a number is a place in a list, from 0."""


def regelnummers(tekst: str) -> Mapping[Pad, int]:
    """Return the line (from 1) on which the statement begins that each key of this valid TOML comes from; () is on line
    1.

    A table is on the line of its header. Lines belong to one statement as long as they are no TOML by themselves, so
    tomllib itself finds where each ends.
    """
    plaatsen: dict[Pad, int] = {(): 1}
    lijsten: dict[Pad, int] = {}
    tabel: Pad = ()
    stuk, begin = "", 1
    for nummer, regel in enumerate(tekst.split("\n"), 1):
        stuk, begin = (stuk + regel + "\n", begin) if stuk else (regel + "\n", nummer)
        try:
            inhoud = tomllib.loads(stuk)
        except tomllib.TOMLDecodeError:
            continue
        if stuk.lstrip(" \t").startswith("["):
            tabel = _tabel(inhoud, lijsten, plaatsen, begin)
        else:
            _vul(plaatsen, tabel, inhoud, begin)
        stuk = ""
    return plaatsen


def regel_van(plaatsen: Mapping[Pad, int], pad: Pad) -> int:
    """Return the line of this key; of a key that is not there, that of the nearest one above it."""
    while pad not in plaatsen:
        pad = pad[:-1]
    return plaatsen[pad]


def _tabel(inhoud: Mapping[str, Any], lijsten: dict[Pad, int], plaatsen: dict[Pad, int], regel: int) -> Pad:
    """Return the path of the table that this header opens, with its place where it is one of a list."""
    pad: Pad = ()
    waarde: Any = inhoud
    while waarde:
        if isinstance(waarde, list):
            lijsten[pad] = lijsten.get(pad, -1) + 1
            waarde = waarde[0]
        else:
            ((sleutel, waarde),) = waarde.items()
            pad = (*pad, sleutel)
            plaatsen.setdefault(pad, regel)
        if pad in lijsten and not isinstance(waarde, list):
            pad = (*pad, lijsten[pad])
            plaatsen.setdefault(pad, regel)
    return pad


def _vul(plaatsen: dict[Pad, int], pad: Pad, waarde: Any, regel: int) -> None:
    plaatsen.setdefault(pad, regel)
    if isinstance(waarde, dict):
        for sleutel, onder in waarde.items():
            _vul(plaatsen, (*pad, sleutel), onder, regel)
    elif isinstance(waarde, list):
        for plaats, onder in enumerate(waarde):
            _vul(plaatsen, (*pad, plaats), onder, regel)
