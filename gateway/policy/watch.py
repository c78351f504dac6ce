"""The engine for dates: it runs the checks on dates for a client on a day."""

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
    """A check on dates: its card and its function."""

    card: Card
    check: Check
    national: bool
    """True for a check that also runs without a policy."""
    bron: str
    """The national text behind the check; "" when the policy has it."""


@cache
def date_checks() -> tuple[DateCheck, ...]:
    """Return every check on dates, in the order of their codes."""
    return tuple(
        DateCheck(each.card, each.check, getattr(each, "NATIONAL", False), getattr(each, "SOURCE", ""))
        for each in check_modules(DATES)
    )


def watch_fingerprint(policies: Iterable[Policy], worked: frozenset[str] = frozenset()) -> bytes:
    """Return a hash of all that decides the signals of all clients: policy texts, checks, calendar and working days.

    When it changes, all clients have to be looked at. `worked`: the holidays that the municipality counts as working
    days.
    """
    here = Path(__file__).parent
    sources = sorted(
        [
            *here.glob("checks/dates/*.py"),
            *here.glob("checks/reports/*.py"),
            *here.glob("care/*.py"),
            here / "report.py",
            here / "watch.py",
            here / "watch_file.py",
            Path(calendar.__file__),
        ]
    )
    contents = [each.read_bytes() for each in sources if each.is_file()]
    return hashlib.blake2b(
        repr((contents, _in_order(tuple(policies)), calendar.SOURCE, sorted(worked))).encode(), digest_size=16
    ).digest()


def _in_order(item: Any) -> Any:
    """Return the value with sets and mappings sorted, so that its `repr` is the same in every process."""
    if is_dataclass(item):
        return [(each.name, _in_order(getattr(item, each.name))) for each in fields(item)]
    if isinstance(item, Mapping):
        return sorted(((_in_order(key), _in_order(value)) for key, value in item.items()), key=repr)
    if isinstance(item, frozenset):
        return sorted((_in_order(each) for each in item), key=repr)
    if isinstance(item, tuple):
        return [_in_order(each) for each in item]
    return item
