"""Judgements of extra work: its base, how often, its length. The checks on decisions and on reports share them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from gateway.policy.card import Objection
from gateway.policy.care.base_traject import (
    base_of,
    earlier_of_same_base,
    follows_directly,
    product_of,
    requested_meerwerk,
)
from gateway.policy.care.duration import becomes_longer_than, length_text, whole_month_fault
from gateway.policy.care.judgement import Judgement
from gateway.policy.care.months import last_day
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import describe, join_words, months_text, opening

_ONE_DAY: Final = timedelta(days=1)


def extra_work_without_started_traject(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the extra work has no base, one without a start, or one with a gap after it (NL-401)."""
    extra_work = requested_meerwerk(decision, policy)
    if extra_work is None:
        return
    basis = base_of(decision.care, extra_work.base_code, care_file.care)
    used_up = len(earlier_of_same_base(decision, extra_work.base_code, care_file)) >= extra_work.rule.per_traject
    fault = _fault(decision.care, basis, decision.decision_day, used_up=used_up)
    if fault is not None:
        yield Objection(
            text=f"{opening(decision.care)} hoort bij een gestart traject {extra_work.base_code}, maar {fault}.",
            path="product/code",
            values={"Code": decision.care.code or "", "Basis": extra_work.base_code},
            other_assignments=() if basis is None or basis.nummer is None else (basis.nummer,),
            bron=extra_work.rule.bron,
        )


def _fault(meerwerk: Care, basis: Care | None, decision_day: date, *, used_up: bool) -> str | None:
    """Return what is wrong (Dutch); without a day to begin on when no more extra work may come (NL-402)."""
    if basis is None:
        return f"de cliënt heeft er op {meerwerk.ingangsdatum} geen"
    if basis.gestart_op is None:
        return f"van {describe(basis)} is geen start gemeld"
    if basis.gestart_op > decision_day:
        return f"{describe(basis)} start pas op {basis.gestart_op}, na de beslisdag {decision_day}"
    if follows_directly(meerwerk, basis):
        return None
    end = basis.last_day
    hint = "" if used_up else f": het kan beginnen op {end + _ONE_DAY}"
    return f"{describe(basis)} eindigt op {end} en het meerwerk sluit er niet op aan{hint}"


def extra_work_again(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists the earlier extra work, when there is `per_traject` of it (NL-402)."""
    extra_work = requested_meerwerk(decision, policy)
    if extra_work is None:
        return
    earlier = earlier_of_same_base(decision, extra_work.base_code, care_file)
    if len(earlier) >= extra_work.rule.per_traject:
        basis = base_of(decision.care, extra_work.base_code, care_file.care)
        of_base = "" if basis is None else f" bij {describe(basis)}"
        yield Objection(
            text=(
                f"{opening(decision.care)} is te veel{of_base}: er is al {join_words([*map(describe, earlier)])}, en "
                f"het meeste is {extra_work.rule.per_traject} keer."
            ),
            path="product/code",
            values={"Code": decision.care.code or ""},
            other_assignments=tuple(
                each.nummer for each in (*earlier, basis) if each is not None and each.nummer is not None
            ),
            bron=extra_work.rule.bron,
        )


def extra_work_of_wrong_length(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the length of the extra work is no whole number of months, or too many (NL-403)."""
    care, product = decision.care, product_of(decision.care, policy)
    if product is None or product.soort is not ProductKind.MEERWERK:
        return
    fault = whole_month_fault(decision, product)
    hoogstens = product.hoogstens
    if (
        fault is None
        and care.einddatum is not None
        and hoogstens is not None
        and becomes_longer_than(decision, hoogstens)
    ):
        fault = (
            f"{opening(care)} duurt {length_text(care)}; het meeste is {months_text(hoogstens)}, dus t/m "
            f"{last_day(care.ingangsdatum, hoogstens)}."
        )
    if fault is not None:
        yield Objection(
            text=fault,
            path="einddatum",
            values={"Ingangsdatum": str(care.ingangsdatum), "Einddatum": str(care.einddatum or "")},
            bron=product.bron,
        )


def extra_work_on_late_traject(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the traject started later than `gestart_binnen` weeks after its Ingangsdatum (NL-405)."""
    extra_work = requested_meerwerk(decision, policy)
    basis = None if extra_work is None else base_of(decision.care, extra_work.base_code, care_file.care)
    if extra_work is None or basis is None or basis.gestart_op is None:
        return
    weeks = extra_work.rule.gestart_binnen
    if basis.gestart_op - basis.assigned_days[0] > timedelta(weeks=weeks):
        yield Objection(
            text=(
                f"{opening(decision.care)} hoort bij {describe(basis)}, en die is pas gestart op {basis.gestart_op}: "
                f"meer dan {weeks} weken na de Ingangsdatum."
            ),
            path="product/code",
            values={"Ingangsdatum": str(basis.assigned_days[0]), "Begindatum": str(basis.gestart_op)},
            other_assignments=() if basis.nummer is None else (basis.nummer,),
            bron=extra_work.rule.bron,
        )


EXTRA_WORK_PLACE: Final[Mapping[str, Judgement]] = MappingProxyType(
    {
        "NL-401": extra_work_without_started_traject,
        "NL-402": extra_work_again,
        "NL-405": extra_work_on_late_traject,
    }
)
"""The judgements of the base of extra work and how often, by the code of the check on decisions."""

EXTRA_WORK_LENGTH: Final[Mapping[str, Judgement]] = MappingProxyType({"NL-403": extra_work_of_wrong_length})
"""The judgement of the length of extra work, by the code of the check on decisions."""
