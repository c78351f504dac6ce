"""Measures the gateway against its own floor: `make bench`, or `make bench ARGS="--only traffic"`.

Every figure is a ratio of two things that were timed in turns in this one run, so that it means the same on another
machine or a busy one. To add a row: write a function that yields rows, and name it in MEASUREMENTS.

`--only volume` measures with two million messages in the ledger, or as many as `--messages` says.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from gateway.standard.xsd.schemas import Schemas  # noqa: E402
from tests.bench.books import MAX_WAITING_CLIENTS  # noqa: E402
from tests.bench.channels import through_the_ggk  # noqa: E402
from tests.bench.claims import of_a_large_claim  # noqa: E402
from tests.bench.indicators import of_a_region  # noqa: E402
from tests.bench.policy import of_a_decision  # noqa: E402
from tests.bench.report import Row, as_data, machine, shown  # noqa: E402
from tests.bench.traffic import over_http  # noqa: E402
from tests.bench.verdict import against_the_floor, as_it_grows, of_a_fault, steepest_rule  # noqa: E402
from tests.bench.volume import at_volume  # noqa: E402

Measurement = Callable[[Schemas, argparse.Namespace], Iterable[Row]]

MEASUREMENTS: Mapping[str, Measurement] = {
    "verdict": lambda schemas, asked: against_the_floor(schemas, 5 if asked.quick else 2000),
    "faults": lambda schemas, asked: of_a_fault(schemas, 5 if asked.quick else 2000),
    "growth": lambda schemas, asked: as_it_grows(schemas, *((1, 10) if asked.quick else (15, 1000))),
    "rules": lambda _, asked: [steepest_rule(*((1, 5) if asked.quick else (6, 400)))],
    "policy": lambda schemas, asked: of_a_decision(schemas, 5 if asked.quick else 2000),
    "indicators": lambda schemas, asked: of_a_region(schemas, 150 if asked.quick else asked.assignments),
    "channels": lambda schemas, asked: through_the_ggk(schemas, *((1, 10) if asked.quick else (4, 400))),
    "claims": lambda schemas, asked: of_a_large_claim(
        schemas, *(((100, 200), 10) if asked.quick else ((2_500, 5_000, 10_000), 400))
    ),
    "traffic": lambda schemas, asked: over_http(schemas, *((1, 20) if asked.quick else (4, 190))),
}
WHEN_ASKED: Mapping[str, Measurement] = {
    "volume": lambda schemas, asked: at_volume(
        schemas, *((2000, 60, 1, 1) if asked.quick else (asked.messages, MAX_WAITING_CLIENTS, 9, 2))
    ),
}
"""Measurements that take long: volume a quarter of an hour, and 20 GB of disk."""


def main(arguments: list[str] | None = None) -> int:
    """Print the machine, and then each row as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only",
        choices=[*MEASUREMENTS, *WHEN_ASKED],
        action="append",
        help=f"leave out the others; {', '.join(WHEN_ASKED)} is measured only when it is asked for",
    )
    parser.add_argument("--messages", type=int, default=2_000_000, help="how many are in the ledger for volume")
    parser.add_argument(
        "--assignments", type=int, default=100_000, help="how many are in the region for indicators, at least"
    )
    parser.add_argument("--quick", action="store_true", help="too few turns to mean anything: only to see it work")
    parser.add_argument("--json", action="store_true", help="one JSON object at the end instead of text")
    asked = parser.parse_args(arguments)
    schemas = Schemas()
    where = machine()
    if not asked.json:
        print(f"{where}\n")
    rows = []
    for name in asked.only or MEASUREMENTS:
        for row in {**MEASUREMENTS, **WHEN_ASKED}[name](schemas, asked):
            rows.append(row)
            if not asked.json:
                print(shown(row), flush=True)
    if asked.json:
        print(json.dumps(as_data(where, rows), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
