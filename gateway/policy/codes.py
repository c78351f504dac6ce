"""The checks of policy by kind: their codes and their modules, found in the files of gateway/policy/checks."""

import pkgutil
import re
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Final

DECISIONS: Final = "decisions"
REPORTS: Final = "reports"
DATES: Final = "dates"

_CHECKS: Final = "gateway.policy.checks"
_MODULE: Final = re.compile(r"nl([0-9]{3})")


@cache
def check_codes(kind: str) -> frozenset[str]:
    """Return the codes of all checks of this kind, without importing a check: "NL-201" for the file nl201.py."""
    names = (each.name for each in pkgutil.iter_modules(import_module(f"{_CHECKS}.{kind}").__path__))
    return frozenset(f"NL-{found[1]}" for name in names if (found := _MODULE.fullmatch(name)))


@cache
def check_modules(kind: str) -> tuple[ModuleType, ...]:
    """Return the modules of all checks of this kind, imported, in the order of their codes."""
    names = (code.lower().replace("-", "") for code in sorted(check_codes(kind)))
    return tuple(import_module(f"{_CHECKS}.{kind}.{name}") for name in names)


@cache
def codes_with_term() -> frozenset[str]:
    """Return the codes of the checks to which a policy gives a term and segments, in [bewaking]."""
    modules = (module for kind in (DECISIONS, REPORTS, DATES) for module in check_modules(kind))
    return frozenset(module.card.code for module in modules if module.card.has_term)
