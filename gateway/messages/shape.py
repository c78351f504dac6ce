"""The form of a message class, derived from its dataclass once: which child fills which field."""

from dataclasses import MISSING, dataclass, fields
from types import NoneType
from typing import get_args, get_origin

from gateway.messages.common import Knoop

_EIGEN = frozenset({"bron", "pad", "lines", "uncut"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Veld:
    """One field of a message class and the child element it stands for."""

    naam: str
    """Name of the field: "toewijzing_nummer"."""
    element: str
    """Name of the element: "ToewijzingNummer"; of a list: its wrapper."""
    key: str
    """Name in JSON: "toewijzingNummer"."""
    verplicht: bool
    klasse: type[Knoop] | None
    """Class of the child, or of each item of a list; None for text."""
    item: str | None
    """Element name of the items of a list; None when the field is no list."""


_VELDEN: dict[type[Knoop], tuple[Veld, ...]] = {}


def velden(klasse: type[Knoop]) -> tuple[Veld, ...]:
    """Return the fields of a message class in the order of the schema."""
    bekend = _VELDEN.get(klasse)
    if bekend is None:
        bekend = _VELDEN[klasse] = tuple(
            _veld(veld.name, veld.type, verplicht=veld.default is MISSING)
            for veld in fields(klasse)
            if veld.name not in _EIGEN
        )
    return bekend


def _veld(naam: str, soort: object, *, verplicht: bool) -> Veld:
    element = "".join(deel[0].upper() + deel[1:] for deel in naam.split("_"))
    delen = [deel for deel in get_args(soort) if deel not in (NoneType, Ellipsis)] or [soort]
    inhoud = delen[0]
    klasse = inhoud if isinstance(inhoud, type) and issubclass(inhoud, Knoop) else None
    item = None
    if get_origin(soort) is tuple:
        item = klasse.__name__ if klasse else element.removesuffix("s")
    return Veld(
        naam=naam,
        element=element,
        key=element[0].lower() + element[1:],
        verplicht=verplicht,
        klasse=klasse,
        item=item,
    )
