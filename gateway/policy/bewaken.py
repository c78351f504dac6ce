"""The watch on dates: which checks there are, and which signals stand for a client on a day."""

import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Final

import gateway.policy.bewaking
from gateway.policy.kaart import Kaart
from gateway.policy.zaken import BeleidOp, Signaal, Zaken

Check = Callable[[Zaken, BeleidOp, date], Iterable[Signaal]]

_MODULE: Final = re.compile(r"nl[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Wacht:
    """A check on dates: its card, how it is done, and whether it holds without a policy too."""

    kaart: Kaart
    check: Check
    landelijk: bool
    bron: str
    """The national text it rests on; "" when that is the policy's."""


@cache
def wachten() -> tuple[Wacht, ...]:
    """Every check on dates, in the order of their codes."""
    pakket = gateway.policy.bewaking
    namen = sorted(each.name for each in pkgutil.iter_modules(pakket.__path__) if _MODULE.fullmatch(each.name))
    modules = [import_module(f"{pakket.__name__}.{naam}") for naam in namen]
    return tuple(
        Wacht(each.kaart, each.check, getattr(each, "LANDELIJK", False), getattr(each, "BRON", "")) for each in modules
    )


def signalen(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> tuple[Signaal, ...]:
    """Every signal that stands on this day, each cause once, in the order of the codes."""
    return tuple(each for wacht in wachten() for each in wacht.check(zaken, beleid, vandaag))
