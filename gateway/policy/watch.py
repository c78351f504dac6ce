"""The watch on dates: which checks there are, and which signals stand for a client on a day."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gateway.policy.card import Kaart
from gateway.policy.codes import DATES, toetsmodules
from gateway.policy.model import Beleid
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.standard import calendar

Check = Callable[[Zaken, BeleidOp, date], Iterable[Signaal]]


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
    """Return every check on dates, in the order of their codes."""
    return tuple(
        Wacht(each.kaart, each.check, getattr(each, "LANDELIJK", False), getattr(each, "BRON", ""))
        for each in toetsmodules(DATES)
    )


def signalen(zaken: Zaken, beleid: BeleidOp, vandaag: date) -> tuple[Signaal, ...]:
    """Return every signal that stands on this day, each cause once, in the order of the codes."""
    return tuple(each for wacht in wachten() for each in wacht.check(zaken, beleid, vandaag))


def maatstaf(versies: Iterable[Beleid], worked: frozenset[str] = frozenset()) -> bytes:
    """Return a hash that is another one when all clients may differ: by policy texts, checks, calendar or working days.

    `worked`: the holidays that the municipality counts as working days.
    """
    here = Path(__file__).parent
    bronnen = sorted(
        [
            *here.glob("checks/dates/*.py"),
            here / "watch.py",
            here / "watch_file.py",
            here / "care" / "months.py",
            Path(calendar.__file__),
        ]
    )
    inhoud = [each.read_bytes() for each in bronnen if each.is_file()]
    return hashlib.blake2b(
        repr((inhoud, _in_order(tuple(versies)), calendar.SOURCE, sorted(worked))).encode(), digest_size=16
    ).digest()


def _in_order(waarde: Any) -> Any:
    """Return the value in a form that is written the same in every process: sets have no order of their own."""
    if is_dataclass(waarde):
        return [(each.name, _in_order(getattr(waarde, each.name))) for each in fields(waarde)]
    if isinstance(waarde, Mapping):
        return sorted(((_in_order(key), _in_order(value)) for key, value in waarde.items()), key=repr)
    if isinstance(waarde, frozenset):
        return sorted((_in_order(each) for each in waarde), key=repr)
    if isinstance(waarde, tuple):
        return [_in_order(each) for each in waarde]
    return waarde
