"""The checks of policy by what they look at: their codes, without importing one, and their modules."""

import pkgutil
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

DECISIONS: Final = "decisions"
REPORTS: Final = "reports"
DATES: Final = "dates"
CODES_WITH_TERM: Final = frozenset({"NL-701", "NL-801", "NL-802", "NL-803", "NL-804"})
"""The checks that a policy gives a term and segments ([bewaking]); the terms of the others are the standard's."""

_MODULE: Final = re.compile(r"nl([0-9]{3})")


def code_of_module(naam: str) -> str | None:
    """Return the code of the check in the module of this name: of nl201 "NL-201"; None: it holds no check."""
    found = _MODULE.fullmatch(naam)
    return None if found is None else f"NL-{found[1]}"


@cache
def check_codes(package: str) -> frozenset[str]:
    """Return the code of every check in this package: of the file nl201.py "NL-201"."""
    modules = pkgutil.iter_modules([str(Path(__file__).with_name("checks") / package)])
    return frozenset(code for each in modules if (code := code_of_module(each.name)) is not None)


@cache
def check_modules(package: str) -> tuple[ModuleType, ...]:
    """Return the module of every check in this package, imported, in the order of their codes."""
    codes = sorted(check_codes(package))
    return tuple(import_module(f"gateway.policy.checks.{package}.{code.lower().replace('-', '')}") for code in codes)
