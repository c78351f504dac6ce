"""The report of the bench: the machine, and a line a row."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from tests.bench.host import processor


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing measured against another in the same run."""

    what: str
    against: str
    ratio: float
    wanted: str
    """"at most 1.5", or "" when there is no mark to reach."""
    reached: bool
    detail: str
    """The figures behind the ratio."""


def at_most(mark: float, *, what: str, against: str, ratio: float, detail: str) -> Row:
    """Return a row whose ratio should be low."""
    return Row(
        what=what,
        against=against,
        ratio=ratio,
        wanted=f"at most {mark:,g}",
        reached=ratio <= mark,
        detail=detail,
    )


def at_least(mark: float, *, what: str, against: str, ratio: float, detail: str) -> Row:
    """Return a row whose ratio should be high."""
    return Row(
        what=what,
        against=against,
        ratio=ratio,
        wanted=f"at least {mark:,g}",
        reached=ratio >= mark,
        detail=detail,
    )


def machine() -> str:
    """Return where this is measured: processor, cores, load, and the versions that matter for speed."""
    parts = [
        processor() or platform.machine(),
        f"{os.cpu_count()} cores",
        f"load {os.getloadavg()[0]:.1f}",
        f"{platform.system()} {platform.release()}",
        f"{platform.python_implementation()} {platform.python_version()}",
        f"lxml {etree.__version__} on libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))}",
    ]
    return ", ".join(parts)


def shown(row: Row) -> str:
    """Return the row as two lines of text."""
    mark = f"  ({row.wanted}: {'yes' if row.reached else 'NO'})" if row.wanted else ""
    return f"{row.ratio:10,.2f}  {row.what} / {row.against}{mark}\n{'':12}{row.detail}"


def as_data(machine: str, rows: Sequence[Row]) -> dict[str, object]:
    """Return the report as data for a program."""
    names = ("what", "against", "ratio", "wanted", "reached", "detail")
    return {"machine": machine, "rows": [{name: getattr(row, name) for name in names} for row in rows]}
