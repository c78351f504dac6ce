"""Time that policy takes over a decision: against a whole verdict on a message, and as the client's past grows."""

from collections.abc import Iterator
from datetime import date, timedelta

from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.engine import check_decision
from gateway.policy.model import Policy
from gateway.standard.xsd.schemas import Schemas
from tests.bench.messages import sample, verdict
from tests.bench.report import Row, at_most
from tests.bench.timing import Work, compare, spell
from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, care, contract, new, policy

_PAST = 50
_FIRST_DAY = date(2018, 1, 1)
_PRODUCTS = ("10B02", "10M01", "08V02", "02C02")
"""Of the kinds with the costliest checks: a carrier, extra work, vervoer, an extension."""


def of_a_decision(schemas: Schemas, turns: int) -> Iterator[Row]:
    """Measure the dearest of some decisions about a client with a long past, and the steepest as it grows."""
    by_policy = policy()
    data = sample("WMO301")
    dearest, code = max(
        (
            (compare(_judging(each, _PAST, by_policy), lambda: verdict(schemas, data), turns), each)
            for each in _PRODUCTS
        ),
        key=lambda found: found[0].ratio,
    )
    yield at_most(
        2,
        what=f"policy on a decision about a client with {_PAST} past assignments",
        against="verdict on the WMO301 sample",
        ratio=dearest.ratio,
        detail=f"{spell(dearest.seconds)} against {spell(dearest.floor)} for a new {code}; it may take 1 ms",
    )
    steepest, code = max(
        (
            (
                compare(_judging(each, 10 * _PAST, by_policy), _judging(each, _PAST, by_policy), max(turns // 10, 1)),
                each,
            )
            for each in _PRODUCTS
        ),
        key=lambda found: found[0].ratio,
    )
    yield at_most(
        11,
        what=f"policy on a decision about a client with {10 * _PAST} past assignments",
        against=f"one with {_PAST}",
        ratio=steepest.ratio,
        detail=f"{spell(steepest.seconds)} against {spell(steepest.floor)} for a new {code}",
    )


def _judging(code: str, number: int, by_policy: Policy) -> Work:
    decision, care_file = _decision(code, number, by_policy)
    return lambda: check_decision(decision, care_file, by_policy)


def _decision(code: str, number: int, by_policy: Policy) -> tuple[Decision, CareFile]:
    """Return the decision to assign this to a client with this many past assignments at two providers."""
    codes = sorted(by_policy.producten)
    past: list[Care] = []
    for each in range(number):
        begin = _FIRST_DAY + timedelta(days=5 * each)
        end = begin + timedelta(days=89)
        past.append(
            care(
                codes[each % len(codes)],
                begin,
                end,
                nummer=each + 1,
                aanbieder=PROVIDER if each % 2 else OTHER_PROVIDER,
                gestart_op=begin,
                gestopt_op=end if each % 3 else None,
            )
        )
    after = past[-1].last_day + timedelta(days=1)
    decision = new(code, after, after + timedelta(days=119), ground="levensgebeurtenis")
    return decision, CareFile(care=tuple(past), contracts=tuple(contract(segment) for segment in by_policy.segmenten))
