"""How care that was stopped began again: what TR326, OP155 and OP289 hold a start or stop against."""

from collections.abc import Hashable, Iterable, Mapping

from gateway.rules.case import Start, Stop


def care_key(start: Start | Stop) -> Hashable:
    """Return the key of which one start at most may run: the assignment, or without a number the product."""
    if start.toewijzing_nummer is None:
        return (start.categorie, start.code)
    return start.toewijzing_nummer


def latest_starts(starts: Iterable[Start]) -> Mapping[Hashable, Start]:
    """Return of all care the start with the latest Begindatum, by `care_key`."""
    latest: dict[Hashable, Start] = {}
    for start in starts:
        key = care_key(start)
        if key not in latest or start.begindatum > latest[key].begindatum:
            latest[key] = start
    return latest


def restart_after(stop: Stop, latest: Mapping[Hashable, Start]) -> Start | None:
    """Return the latest start of this care when that begins after the one that the stop ends; else None."""
    start = latest.get(care_key(stop))
    return start if start is not None and start.begindatum > stop.begindatum else None
