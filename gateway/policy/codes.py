"""The codes of all checks of policy, by what they look at, without running or importing one."""

import pkgutil
import re
from functools import cache
from pathlib import Path
from typing import Final

BESLUITEN: Final = "besluiten"
MELDINGEN: Final = "meldingen"
BEWAKING: Final = "bewaking"

_MODULE: Final = re.compile(r"nl([0-9]{3})")


@cache
def toetscodes(pakket: str) -> frozenset[str]:
    """The code of every check in this package: of the file nl201.py "NL-201"."""
    modules = pkgutil.iter_modules([str(Path(__file__).with_name(pakket))])
    return frozenset(f"NL-{found[1]}" for each in modules if (found := _MODULE.fullmatch(each.name)))
