"""Read and check a policy file: an immutable `Policy`, or a PolicyError with all faults."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from pydantic import ValidationError

from gateway.policy.insight.targets import IndicatorRules, Target
from gateway.policy.loading import consistency
from gateway.policy.loading.shape import CheckShape, Effect, IndicatorShape, InflowShape, PolicyShape
from gateway.policy.model import (
    CheckSetting,
    ExtensionRule,
    InflowRule,
    MeerwerkRule,
    Policy,
    Product,
    ProviderKindRule,
    Segment,
    Stapeling,
    WatchSetting,
)
from gateway.standard.findings import Severity
from gateway.standard.toml.lines import KeyPath, find_lines, line_of
from gateway.standard.toml.shape import fault_text

MAX_FAULTS_SHOWN: Final = 50
"""Faults in the text of the error; it counts the rest."""
_POSITION: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a policy file."""

    line: int
    """Line, from 1; for a missing key, the line of the table it belongs to."""
    text: str
    """The path of the key, what is wrong and what is expected (Dutch)."""


class PolicyError(Exception):
    """A policy file with faults; the text has a line for each of the first ones, with file and line."""

    def __init__(self, file: Path, faults: tuple[Fault, ...]) -> None:
        self.file = file
        self.faults = faults
        lines = [f"{file}:{each.line}: {each.text}" for each in faults[:MAX_FAULTS_SHOWN]]
        more = len(faults) - MAX_FAULTS_SHOWN
        if more > 0:
            lines.append(f"{file}: en nog {more} {'fout' if more == 1 else 'fouten'}")
        super().__init__("\n".join(lines))


def load_policy(file: Path) -> Policy:
    """Return the policy in this file. Raises PolicyError or OSError.

    The folder of the file is the name of the region, and the file is named after the first day of the policy:
    noord-limburg/2024-01-01.toml.
    """
    text, content = _read(file)
    try:
        shape = PolicyShape.model_validate(content)
    except ValidationError as error:
        found = [(_key_path(each["loc"]), fault_text(each)) for each in error.errors()]
        raise _policy_error(file, text, found) from None
    found = list(consistency.faults(shape))
    if file.stem != shape.geldig_vanaf.isoformat():
        found.append((("geldig_vanaf",), f"is {shape.geldig_vanaf}, maar het bestand heet {file.name}"))
    if found:
        raise _policy_error(file, text, found)
    return _policy(file.absolute().parent.name, shape)


def _read(file: Path) -> tuple[str, dict[str, object]]:
    """Return the text of the file, and its content as TOML. Raises PolicyError or OSError."""
    data = file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PolicyError(file, (Fault(line, "hier staat iets dat geen UTF-8 is"),)) from None
    try:
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = _POSITION.search(str(error))
        end = text.count("\n") + 1
        line = int(at[1]) if at and at[1] else end
        message = str(error)[: at.start()] if at else "onleesbaar"
        raise PolicyError(file, (Fault(line, f"is geen geldige TOML ({message})"),)) from None


def _key_path(loc: tuple[str | int, ...]) -> KeyPath:
    """Return the path that pydantic means, without its mark for a fault in the key itself."""
    return tuple(each for each in loc if each != "[key]")


def _policy_error(file: Path, text: str, found: list[tuple[KeyPath, str]]) -> PolicyError:
    lines_by_path = find_lines(text)
    faults = [Fault(line_of(lines_by_path, key_path), f"{_dotted(key_path)} {what}") for key_path, what in found]
    return PolicyError(file, tuple(sorted(faults, key=lambda each: each.line)))


def _dotted(key_path: KeyPath) -> str:
    """Return the path as a person writes it; positions in a list count from 1."""
    parts = [str(each + 1) if isinstance(each, int) else each for each in key_path]
    return ".".join(each if re.fullmatch(r"[\w-]+", each) else f'"{each}"' for each in parts)


def _policy(regio: str, shape: PolicyShape) -> Policy:
    return Policy(
        regio=regio,
        naam=shape.naam,
        geldig_vanaf=shape.geldig_vanaf,
        bron=shape.bron,
        gemeenten=_frozen(shape.gemeenten),
        segmenten=_frozen({id: Segment(id=id, **dict(each)) for id, each in shape.segmenten.items()}),
        producten=_frozen({code: Product(code=code, **dict(each)) for code, each in shape.producten.items()}),
        stapeling=_frozen(
            {frozenset(consistency.pair(each)): Stapeling(**dict(value)) for each, value in shape.stapeling.items()}
        ),
        meerwerk=_frozen(
            {
                code: MeerwerkRule(**{**dict(each), "gronden": _frozen(each.gronden)})
                for code, each in shape.meerwerk.items()
            }
        ),
        verlenging=_frozen(
            {
                code: ExtensionRule(**{**dict(each), "gronden": _frozen(each.gronden)})
                for code, each in shape.verlenging.items()
            }
        ),
        instroom=_frozen({segment: _inflow_rule(each) for segment, each in shape.instroom.items()}),
        soorten=_frozen(shape.soorten),
        aanbiedersoorten=tuple(
            ProviderKindRule(
                gemeenten=frozenset(each.gemeenten),
                segmenten=frozenset(each.segmenten),
                toegestaan=frozenset(each.toegestaan),
                bron=each.bron,
            )
            for each in shape.aanbiedersoorten
        ),
        bewaking=_frozen(
            {
                code: WatchSetting(segmenten=frozenset(each.segmenten), termijn=each.termijn, bron=each.bron)
                for code, each in shape.bewaking.items()
            }
        ),
        toetsen=_frozen({code: _check_setting(each) for code, each in shape.toetsen.items()}),
        indicatoren=None if shape.indicatoren is None else _indicator_rules(shape.indicatoren),
    )


def _indicator_rules(shape: IndicatorShape) -> IndicatorRules:
    return IndicatorRules(
        doorstroom=shape.doorstroom,
        vervolg=frozenset(shape.vervolg),
        aansluitend=shape.aansluitend,
        terugkeer=shape.terugkeer,
        start=shape.start,
        gebonden=frozenset(shape.gebonden),
        bron=shape.bron,
        streefwaarden=tuple(Target(**dict(each)) for each in shape.streefwaarden),
    )


def _inflow_rule(shape: InflowShape) -> InflowRule:
    return InflowRule(
        van=frozenset(shape.van),
        wel_na=frozenset(shape.wel_na),
        niet_na=frozenset(shape.niet_na),
        binnen=shape.binnen,
        bron=shape.bron,
    )


def _check_setting(shape: CheckShape) -> CheckSetting:
    return CheckSetting(
        gevolg=None if shape.gevolg is Effect.UIT else Severity(shape.gevolg),
        overrulebaar=shape.overrulebaar,
        bron=shape.bron,
        open_vraag=shape.open_vraag,
    )


def _frozen(values: dict[_K, _V]) -> Mapping[_K, _V]:
    return MappingProxyType(dict(values))
