"""The watch on dates: which checks there are, and which signals stand for a client on a day."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gateway.policy.card import Card
from gateway.policy.codes import DATES, check_modules
from gateway.policy.model import Policy
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.standard import calendar

Check = Callable[[WatchFile, PolicyOn, date], Iterable[Signal]]


@dataclass(frozen=True, slots=True)
class DateCheck:
    """A check on dates: its card, how it is done, and whether it holds without a policy too."""

    card: Card
    check: Check
    national: bool
    bron: str
    """The national text it rests on; "" when that is the policy's."""


@cache
def date_checks() -> tuple[DateCheck, ...]:
    """Return every check on dates, in the order of their codes."""
    return tuple(
        DateCheck(each.card, each.check, getattr(each, "NATIONAL", False), getattr(each, "SOURCE", ""))
        for each in check_modules(DATES)
    )


def find_signals(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> tuple[Signal, ...]:
    """Return every signal that stands on this day, each cause once, in the order of the codes."""
    return tuple(each for date_check in date_checks() for each in date_check.check(watch_file, policy_on, today))


def watch_fingerprint(policies: Iterable[Policy], worked: frozenset[str] = frozenset()) -> bytes:
    """Return a hash that is another one when all clients may differ: by policy texts, checks, calendar or working days.

    `worked`: the holidays that the municipality counts as working days.
    """
    here = Path(__file__).parent
    sources = sorted(
        [
            *here.glob("checks/dates/*.py"),
            here / "watch.py",
            here / "watch_file.py",
            here / "care" / "months.py",
            Path(calendar.__file__),
        ]
    )
    contents = [each.read_bytes() for each in sources if each.is_file()]
    return hashlib.blake2b(
        repr((contents, _in_order(tuple(policies)), calendar.SOURCE, sorted(worked))).encode(), digest_size=16
    ).digest()


def _in_order(item: Any) -> Any:
    """Return the value in a form that is written the same in every process: sets have no order of their own."""
    if is_dataclass(item):
        return [(each.name, _in_order(getattr(item, each.name))) for each in fields(item)]
    if isinstance(item, Mapping):
        return sorted(((_in_order(key), _in_order(value)) for key, value in item.items()), key=repr)
    if isinstance(item, frozenset):
        return sorted((_in_order(each) for each in item), key=repr)
    if isinstance(item, tuple):
        return [_in_order(each) for each in item]
    return item
