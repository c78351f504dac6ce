"""A policy file, read and checked: a `Beleid` that nobody can change, or a PolicyError that says all that is wrong."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from pydantic import ValidationError

from gateway.policy.loading import consistency
from gateway.policy.loading.line_numbers import Pad, regel_van, regelnummers
from gateway.policy.loading.shape import BeleidVorm, Gevolg, ToetsVorm, melding
from gateway.policy.model import Aanbiedersoort, Beleid, Bewaking, MeerwerkRegel, Product, Segment, Stapeling, Toets
from gateway.standard.findings import Severity

MOST_FAULTS: Final = 50
"""Faults that are written out; the rest is counted."""
_WAAR: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing that is wrong in a policy file."""

    regel: int
    """Line, from 1; of something that is missing, where it should have been."""
    tekst: str
    """What, where by its keys, and what is expected (Dutch)."""


class PolicyError(Exception):
    """A policy file can't be used; the text has a line for each of the first faults, with file and line."""

    def __init__(self, bestand: Path, fouten: tuple[Fout, ...]) -> None:
        self.bestand = bestand
        self.fouten = fouten
        regels = [f"{bestand}:{each.regel}: {each.tekst}" for each in fouten[:MOST_FAULTS]]
        meer = len(fouten) - MOST_FAULTS
        if meer > 0:
            regels.append(f"{bestand}: en nog {meer} {'fout' if meer == 1 else 'fouten'}")
        super().__init__("\n".join(regels))


def laad(bestand: Path) -> Beleid:
    """Return the policy in this file, whose folder names the region. Raises PolicyError, FileNotFoundError or another
    OSError.

    The file is named for the day from which it holds: 2024-01-01.toml.
    """
    tekst, inhoud = _gelezen(bestand)
    try:
        vorm = BeleidVorm.model_validate(inhoud)
    except ValidationError as error:
        gevonden = [(_pad(each["loc"]), melding(each)) for each in error.errors()]
        raise _policy_error(bestand, tekst, gevonden) from None
    gevonden = list(consistency.fouten(vorm))
    if bestand.stem != vorm.geldig_vanaf.isoformat():
        gevonden.append((("geldig_vanaf",), f"is {vorm.geldig_vanaf}, maar het bestand heet {bestand.name}"))
    if gevonden:
        raise _policy_error(bestand, tekst, gevonden)
    return _beleid(bestand.absolute().parent.name, vorm)


def _gelezen(bestand: Path) -> tuple[str, dict[str, object]]:
    """Return the text of the file and what it holds as TOML."""
    data = bestand.read_bytes()
    try:
        tekst = data.decode("utf-8")
    except UnicodeDecodeError as error:
        regel = data.count(b"\n", 0, error.start) + 1
        raise PolicyError(bestand, (Fout(regel, "hier staat iets dat geen UTF-8 is"),)) from None
    try:
        return tekst, tomllib.loads(tekst)
    except (ValueError, RecursionError) as error:
        waar = _WAAR.search(str(error))
        einde = tekst.count("\n") + 1
        regel = int(waar[1]) if waar and waar[1] else einde
        zegt = str(error)[: waar.start()] if waar else "onleesbaar"
        raise PolicyError(bestand, (Fout(regel, f"is geen geldige TOML ({zegt})"),)) from None


def _pad(loc: tuple[str | int, ...]) -> Pad:
    """Return the keys that pydantic means; it says apart that a key itself is wrong."""
    return tuple(each for each in loc if each != "[key]")


def _policy_error(bestand: Path, tekst: str, gevonden: list[tuple[Pad, str]]) -> PolicyError:
    plaatsen = regelnummers(tekst)
    fouten = [Fout(regel_van(plaatsen, pad), f"{_genoemd(pad)} {wat}") for pad, wat in gevonden]
    return PolicyError(bestand, tuple(sorted(fouten, key=lambda each: each.regel)))


def _genoemd(pad: Pad) -> str:
    """Return the path as one would write it; places in a list count from 1."""
    delen = [str(each + 1) if isinstance(each, int) else each for each in pad]
    return ".".join(each if re.fullmatch(r"[\w-]+", each) else f'"{each}"' for each in delen)


def _beleid(regio: str, vorm: BeleidVorm) -> Beleid:
    return Beleid(
        regio=regio,
        naam=vorm.naam,
        geldig_vanaf=vorm.geldig_vanaf,
        bron=vorm.bron,
        gemeenten=_vast(vorm.gemeenten),
        segmenten=_vast({id: Segment(id=id, **dict(each)) for id, each in vorm.segmenten.items()}),
        producten=_vast({code: Product(code=code, **dict(each)) for code, each in vorm.producten.items()}),
        stapeling=_vast(
            {frozenset(consistency.paar(each)): Stapeling(**dict(waarde)) for each, waarde in vorm.stapeling.items()}
        ),
        meerwerk=_vast(
            {
                code: MeerwerkRegel(**{**dict(each), "gronden": _vast(each.gronden)})
                for code, each in vorm.meerwerk.items()
            }
        ),
        soorten=_vast(vorm.soorten),
        aanbiedersoorten=tuple(
            Aanbiedersoort(
                gemeenten=frozenset(each.gemeenten),
                segmenten=frozenset(each.segmenten),
                toegestaan=frozenset(each.toegestaan),
                bron=each.bron,
            )
            for each in vorm.aanbiedersoorten
        ),
        bewaking=_vast(
            {
                code: Bewaking(segmenten=frozenset(each.segmenten), termijn=each.termijn, bron=each.bron)
                for code, each in vorm.bewaking.items()
            }
        ),
        toetsen=_vast({code: _toets(each) for code, each in vorm.toetsen.items()}),
    )


def _toets(vorm: ToetsVorm) -> Toets:
    return Toets(
        gevolg=None if vorm.gevolg is Gevolg.UIT else Severity(vorm.gevolg),
        overrulebaar=vorm.overrulebaar,
        bron=vorm.bron,
        open_vraag=vorm.open_vraag,
    )


def _vast(waarden: dict[_K, _V]) -> Mapping[_K, _V]:
    return MappingProxyType(dict(waarden))
