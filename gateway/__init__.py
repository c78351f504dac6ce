"""A message gateway for iWmo 3.2: builds, checks, keeps and delivers Wmo messages.

For programs that want only the judge, without a server or a database: docs/library.md. These names are stable.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.library.build import BuildError, build
    from gateway.library.report import Finding, Report, validate
    from gateway.standard.findings import Outcome, Severity

__all__ = ["BuildError", "Finding", "Outcome", "Report", "Severity", "build", "validate"]

if not TYPE_CHECKING:
    _HOMES = {
        "BuildError": "gateway.library.build",
        "Finding": "gateway.library.report",
        "Outcome": "gateway.standard.findings",
        "Report": "gateway.library.report",
        "Severity": "gateway.standard.findings",
        "build": "gateway.library.build",
        "validate": "gateway.library.report",
    }

    def __getattr__(name: str) -> object:
        """Return a public name, imported when it is first asked for, so that the command starts quickly."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__() -> list[str]:
        """Return the names of the module, with those that were not imported yet."""
        return sorted({*globals(), *__all__})
