"""The regions whose policy is known, each with the texts that came into force one after another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gateway.policy.loading.load import laad
from gateway.policy.model import Beleid
from gateway.standard.os_reasons import reason

_DATA: Final = Path(__file__).parents[1] / "data"


class UnknownRegion(LookupError):
    """There is no region of this name, or no folder with regions; the text says what there is (Dutch)."""


@dataclass(frozen=True, slots=True)
class Regio:
    """A region and its policy through time."""

    naam: str
    """Name of its folder: "noord-limburg"."""
    versies: tuple[Beleid, ...]
    """At least one, the oldest first; each holds until the next comes into force."""

    def op(self, dag: date) -> Beleid | None:
        """Return the policy in force on this day; None before the first."""
        return next((each for each in reversed(self.versies) if each.geldig_vanaf <= dag), None)


def regios(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the regions, of our own and those in `folder`, in order of the alphabet. Raises
    UnknownRegion.
    """
    return tuple(sorted(_mappen(folder)))


def alle(folder: Path | None = None) -> tuple[Regio, ...]:
    """Return every region, so that what is wrong with one shows before it is needed. Raises as `regio`."""
    return tuple(regio(naam, folder) for naam in regios(folder))


@cache
def regio(naam: str, folder: Path | None = None) -> Regio:
    """Return the region of this name; one in `folder` takes the place of our own of the same name.

    Read once: a file that changes counts from the next start of the process. Raises UnknownRegion, PolicyError or
    OSError.
    """
    mappen = _mappen(folder)
    if naam not in mappen:
        raise UnknownRegion(f"Er is geen beleid van een regio {naam!r}; er is beleid van {', '.join(sorted(mappen))}.")
    versies = sorted((laad(each) for each in mappen[naam].glob("*.toml")), key=lambda each: each.geldig_vanaf)
    return Regio(naam, tuple(_met_elders(each, versies) for each in versies))


def _met_elders(beleid: Beleid, versies: Iterable[Beleid]) -> Beleid:
    """Return the text with what the other texts know besides; of two that know a product the newest is taken at its
    word.
    """
    alle = {code: product for each in versies for code, product in each.producten.items()}
    elders = {
        code: product
        for code, product in alle.items()
        if code not in beleid.producten and product.segment in beleid.segmenten
    }
    return replace(beleid, elders=MappingProxyType(elders))


def _mappen(folder: Path | None) -> dict[str, Path]:
    """Return the folder of each region: one that holds a TOML file."""
    boven = [_DATA] if folder is None else [_DATA, folder]
    try:
        inhoud = [each for map_ in boven for each in map_.iterdir()]
    except OSError as error:
        raise UnknownRegion(f"De map met beleid {folder} is niet te lezen: {reason(error)}.") from None
    return {each.name: each for each in inhoud if each.is_dir() and any(each.glob("*.toml"))}
