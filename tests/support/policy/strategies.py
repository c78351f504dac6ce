"""Hypothesis strategies for decisions and care: sensible ones, and any that the types allow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.policy.care.months import last_day
from gateway.policy.care_file import Care, CareFile, Contract, Decision
from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, care, policy

FIRST = date(2026, 1, 1)
CODES = sorted(policy().producten)
STANDALONE = ["02A02", "07A02", "10B01", "10B02", "10A06", "01B04", "04A01", "07A02", "10A06", "01B04"]
FOLLOWERS = {"02A02": "02C02", "07A02": "07C02", "10B01": "10M01"}
DRAGERS = ("07A02", "07C02", "10B02", "10A06")


def month(n: int) -> date:
    """Return the first day of the month n months after January 2026."""
    return date(2026 + n // 12, n % 12 + 1, 1)


def _sensible(code: str, begin: int, months: int, stop: int, aanbieder: str) -> Care:
    first = month(begin)
    return care(
        code,
        first,
        month(begin + months) - timedelta(days=1) if months else None,
        aanbieder=aanbieder,
        gestart_op=first,
        gestopt_op=first + timedelta(days=stop) if stop else None,
    )


def sensible_care(codes: Sequence[str] = CODES) -> SearchStrategy[Care]:
    """Generate assignments as a consulent asks for them: whole months or open-ended, started on the first day."""
    stops = st.sampled_from([0, 0, 0, 1, 31, 45])
    return st.builds(
        _sensible,
        st.sampled_from(codes),
        st.integers(0, 8),
        st.integers(0, 12),
        stops,
        st.sampled_from([PROVIDER, OTHER_PROVIDER]),
    )


@st.composite
def coherent_care(draw: st.DrawFn) -> list[Care]:
    """Generate assignments of one client, with extensions and extra work after them and vervoer beside them.

    Trajects and carriers come before the care that needs them.
    """
    all_care = draw(st.lists(sensible_care(STANDALONE), max_size=5))
    follows = [
        _following(each, draw(st.integers(1, 4))) for each in all_care if each.code in FOLLOWERS and draw(st.booleans())
    ]
    all_care += [each for each in follows if each is not None]
    rides = [_ride(each, draw(st.integers(0, 20))) for each in all_care if each.code in DRAGERS and draw(st.booleans())]
    return all_care + rides


def _following(basis: Care, months: int) -> Care | None:
    """Return an extension of or extra work on the traject from the day after its end; None without an end."""
    if basis.last_day == date.max:
        return None
    begin = basis.last_day + timedelta(days=1)
    return care(
        FOLLOWERS[basis.code or ""],
        begin,
        last_day(begin, months),
        aanbieder=basis.aanbieder,
        gestart_op=begin,
        besloten_op=basis.ingangsdatum,
    )


def _ride(drager: Care, later: int) -> Care:
    """Return vervoer by the same provider that begins this many days later and ends on the same day."""
    begin = min(drager.ingangsdatum + timedelta(days=later), drager.last_day)
    return replace(drager, code="08V02", categorie="08", ingangsdatum=begin, einddatum=drager.einddatum)


_EXTREME = st.sampled_from([date.min, date.min + timedelta(days=1), date.max - timedelta(days=1), date.max])
_DAY = st.one_of(_EXTREME, st.integers(-40, 1000).map(lambda n: FIRST + timedelta(days=n)), st.dates())
_NUMBER = st.none() | st.integers(0, 99999999)


def wild_care() -> SearchStrategy[Care]:
    """Generate any assignment that the types allow, also ended before it began, or without product."""
    fields_: dict[str, Any] = {
        "nummer": st.none() | st.integers(0, 999999999),
        "aanbieder": st.sampled_from([PROVIDER, OTHER_PROVIDER, ""]),
        "categorie": st.sampled_from([None, "01", "02", "10", "11", "99"]),
        "code": st.none() | st.sampled_from([*CODES, *CODES, "02A99", ""]),
        "ingangsdatum": _DAY,
        "einddatum": st.none() | _DAY,
        "besloten_op": _DAY,
        "volume": _NUMBER,
        "eenheid": st.sampled_from([None, "82", "14", "?"]),
        "frequentie": st.sampled_from([None, "2", "6", "?"]),
        "budget": _NUMBER,
        "gestart_op": st.none() | _DAY,
        "gestopt_op": st.none() | _DAY,
    }
    return st.builds(Care, **fields_)


def wild_care_files() -> SearchStrategy[CareFile]:
    contracts = st.builds(
        Contract,
        aanbieder=st.sampled_from([PROVIDER, OTHER_PROVIDER]),
        segment=st.sampled_from([*policy().segmenten, "?"]),
        soort=st.sampled_from([None, "basis-lokaal", "strategisch-regionaal", "?"]),
        vanaf=_DAY,
        tot=st.none() | _DAY,
    )
    code_list = st.lists(contracts, max_size=4).map(tuple)
    return st.builds(CareFile, care=st.lists(wild_care(), max_size=6).map(tuple), contracts=st.none() | code_list)


def wild_decisions() -> SearchStrategy[Decision]:
    """Generate any decision that the types allow."""
    return st.builds(
        Decision,
        gemeente=st.sampled_from(["0983", "0889", "1507", "0363", ""]),
        decision_day=_DAY,
        care=wild_care(),
        was=st.none() | wild_care(),
        verwijderd=st.booleans(),
        ground=st.sampled_from([None, "levensgebeurtenis", "?"]),
    )
