"""Hypothesis strategies: decisions as the API can bring them, with any care file around them.

Days lie around the two texts of Noord-Limburg, now and then on the first or last day of the calendar.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.policy.care_file import Care, CareFile, Contract, Decision
from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, VENLO, policy

PRODUCTS = sorted(policy().producten)
_FROM = date(2023, 10, 1)
DAYS = st.integers(0, 1000).map(lambda n: _FROM + timedelta(n)) | st.sampled_from(
    [date(2024, 1, 31), date(2024, 2, 29), date(2025, 2, 28), date(2024, 12, 31), date(2025, 1, 1)]
)
ALL_DAYS = DAYS | st.sampled_from([date.min, date.max, date(9999, 12, 30)])
CODES = st.sampled_from([*PRODUCTS, "99Z99", None])


@cache
def cares(days: SearchStrategy[date] = ALL_DAYS, codes: SearchStrategy[str | None] = CODES) -> SearchStrategy[Care]:
    """Generate care that ends on or after its first day, or never, or was stopped on any day."""
    return st.builds(
        _care,
        code=codes,
        begin=days,
        length=st.none() | st.integers(0, 500) | st.sampled_from([30, 58, 89, 364, 365]),
        aanbieder=st.sampled_from([PROVIDER, OTHER_PROVIDER]),
        besloten_op=days,
        volume=st.none() | st.integers(0, 9),
        frequentie=st.sampled_from([None, "1", "2", "4", "6"]),
        budget=st.none() | st.integers(0, 900),
        gestart_op=st.none() | days,
        gestopt_op=st.none() | st.none() | days,
    )


@cache
def care_files(days: SearchStrategy[date] = ALL_DAYS, at_most: int = 4) -> SearchStrategy[CareFile]:
    """Generate care files with at most this many numbered assignments; with contracts, or None."""
    contracts = st.builds(
        Contract,
        aanbieder=st.sampled_from([PROVIDER, OTHER_PROVIDER]),
        segment=st.sampled_from(sorted(policy().segmenten)),
        soort=st.sampled_from(["strategisch-regionaal", "basis-lokaal", None]),
        vanaf=days,
        tot=st.none() | days,
    )
    return st.builds(
        lambda care, contracts: CareFile(
            care=tuple(replace(each, nummer=nummer) for nummer, each in enumerate(care, start=1)),
            contracts=contracts,
        ),
        st.lists(cares(days), max_size=at_most),
        st.none() | st.lists(contracts, max_size=5).map(tuple),
    )


@cache
def new_decisions(days: SearchStrategy[date] = ALL_DAYS) -> SearchStrategy[Decision]:
    """Generate decisions on a new assignment, on any day."""
    return st.builds(Decision, care=cares(days), **_rest(days))


@cache
def changed_decisions(days: SearchStrategy[date] = ALL_DAYS) -> SearchStrategy[Decision]:
    """Generate changes of the last day, the volume, the Budget, all of them or none."""
    changes = {"einddatum": st.none() | days, "volume": st.integers(0, 9), "budget": st.integers(0, 900)}
    return st.builds(_change, cares(days), st.fixed_dictionaries({}, optional=changes), **_rest(days))


@cache
def shortenings(days: SearchStrategy[date] = ALL_DAYS) -> SearchStrategy[Decision]:
    """Generate changes to an earlier or the same last day, and of nothing else."""

    def shorter(decision: Decision, day: date) -> Decision:
        was = decision.was or decision.care
        end = max(was.ingangsdatum, min(day, was.einddatum or date.max))
        return replace(decision, care=replace(was, einddatum=end))

    return st.builds(shorter, changed_decisions(days), days)


@cache
def decisions(days: SearchStrategy[date] = ALL_DAYS) -> SearchStrategy[Decision]:
    """Generate new assignments, changes and removals."""
    return new_decisions(days) | changed_decisions(days) | changed_decisions(days).map(verwijderd)


def verwijderd(decision: Decision) -> Decision:
    """Return the removal of the assignment that this decision is about."""
    was = decision.was or decision.care
    return replace(decision, was=was, care=replace(was, einddatum=was.ingangsdatum), verwijderd=True)


def _rest(days: SearchStrategy[date]) -> dict[str, SearchStrategy[Any]]:
    return {
        "decision_day": days,
        "ground": st.sampled_from([None, "levensgebeurtenis", "iets anders"]),
        "gemeente": st.sampled_from([VENLO, "0889", "1507"]),
    }


def _change(was: Care, changes: dict[str, Any], **fields_: Any) -> Decision:
    was = replace(was, nummer=99)
    return Decision(care=replace(was, **changes), was=was, **fields_)


def _care(*, code: str | None, begin: date, length: int | None, volume: int | None, **changes: Any) -> Care:
    end = None if length is None else date.fromordinal(min(begin.toordinal() + length, date.max.toordinal()))
    eenheid = None if volume is None else "01"
    fields_ = {"nummer": None, "categorie": code and code[:2], "volume": volume, "eenheid": eenheid, **changes}
    return Care(code=code, ingangsdatum=begin, einddatum=end, **fields_)
