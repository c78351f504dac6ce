"""The regions with a policy, each with its texts by the day from which they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gateway.policy.loading.load import load_policy
from gateway.policy.model import Policy
from gateway.standard.os_reasons import reason

_DATA: Final = Path(__file__).parents[1] / "data"


class UnknownRegion(LookupError):
    """No region of this name, or no readable folder of regions; the text lists the known ones (Dutch)."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region and its policy through time."""

    naam: str
    """Name of its folder: "noord-limburg"."""
    versions: tuple[Policy, ...]
    """At least one, the oldest first; each holds until the next comes into force."""

    def policy_on(self, day: date) -> Policy | None:
        """Return the policy in force on this day; None before the first."""
        return next((each for each in reversed(self.versions) if each.geldig_vanaf <= day), None)


def region_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the regions in the package and in `folder`, sorted. Raises UnknownRegion."""
    return tuple(sorted(_folders(folder)))


def load_regions(folder: Path | None = None) -> tuple[Region, ...]:
    """Return all regions, so that faults show before a region is needed. Raises as `load_region`."""
    return tuple(load_region(naam, folder) for naam in region_names(folder))


@cache
def load_region(naam: str, folder: Path | None = None) -> Region:
    """Return the region of this name; a region in `folder` replaces the one of the same name in the package.

    A region is read once: a changed file counts from the next start of the process. Raises UnknownRegion, PolicyError
    or OSError.
    """
    folders = _folders(folder)
    if naam not in folders:
        raise UnknownRegion(f"Er is geen beleid van een regio {naam!r}; er is beleid van {', '.join(sorted(folders))}.")
    versions = sorted((load_policy(each) for each in folders[naam].glob("*.toml")), key=lambda each: each.geldig_vanaf)
    return Region(naam, tuple(_with_other_texts(each, versions) for each in versions))


def _with_other_texts(policy: Policy, versions: Iterable[Policy]) -> Policy:
    """Return the policy with the products that only other texts have, as the newest of those has them."""
    known = {code: product for each in versions for code, product in each.producten.items()}
    elders = {
        code: product
        for code, product in known.items()
        if code not in policy.producten and product.segment in policy.segmenten
    }
    return replace(policy, elders=MappingProxyType(elders))


def _folders(folder: Path | None) -> dict[str, Path]:
    """Return the folder of each region: those with a TOML file in them."""
    parents = [_DATA] if folder is None else [_DATA, folder]
    try:
        content = [each for directory in parents for each in directory.iterdir()]
    except OSError as error:
        raise UnknownRegion(f"De map met beleid {folder} is niet te lezen: {reason(error)}.") from None
    return {each.name: each for each in content if each.is_dir() and any(each.glob("*.toml"))}
