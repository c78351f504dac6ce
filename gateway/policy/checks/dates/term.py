"""Helpers of the checks on dates: the assignments to watch, terms in working days, and signals."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.care_file import Care
from gateway.policy.model import Policy, Product, WatchSetting
from gateway.policy.watch_file import PolicyOn, ReportFinding, Signal, TroubledMessage, Unanswered, WatchFile
from gateway.standard.calendar import add_working_days
from gateway.standard.releases import IWMO_3_2

LEAD_TIME: Final = timedelta(days=14)
"""Time between the signal and the date of a plan or an evaluation, to leave time to act."""
LEAD_TIME_OF_CONTRACTS: Final = timedelta(days=90)
"""Time between the signal and the last day of a contract or tariff."""


def watched_care(
    code: str, watch_file: WatchFile, policy_on: PolicyOn
) -> Iterator[tuple[Care, Product, WatchSetting, Policy]]:
    """Yield the assignments that this check watches under the policy in force on their Ingangsdatum.

    Each with its product, the term of the check, and that policy.
    """
    for care in watch_file.care:
        in_force = policy_on(care.ingangsdatum)
        if in_force is None or not is_on(code, in_force) or care.code is None:
            continue
        product, bewaking = in_force.producten.get(care.code), in_force.bewaking.get(code)
        if product is None or bewaking is None:
            continue
        if not bewaking.segmenten or product.segment in bewaking.segmenten:
            yield care, product, bewaking, in_force


def is_on(code: str, policy: Policy | None) -> bool:
    """Return True unless this policy switches the check off."""
    setting = None if policy is None else policy.toetsen.get(code)
    return setting is None or setting.gevolg is not None


def allowed_working_days(code: str, product: str | None, policy: Policy | None, default: int) -> int | None:
    """Return the term of this national check for a product, in working days; None when the policy doesn't watch it.

    `default`: the term of the standard, which holds without a policy or without an entry there.
    """
    if not is_on(code, policy):
        return None
    bewaking = None if policy is None else policy.bewaking.get(code)
    if policy is None or bewaking is None:
        return default
    return bewaking.termijn if not bewaking.segmenten or policy.segment_of(product) in bewaking.segmenten else None


def missed_day(day: date, working_days: int, today: date, worked: frozenset[str]) -> date | None:
    """Return the last day of a term that is over, in working days after `day`; None while there is time left.

    `worked`: the holidays that count as working days. A day of rest after the last working day is too late (as OP271
    and OP272 judge the reports themselves).
    """
    if today <= day:
        return None
    last = add_working_days(day, working_days, worked)
    return last if last < today else None


def signal_on(code: str, care: Care, uiterlijk: date, text: str, bron: str, part: str = "") -> Signal:
    """Return a signal about this assignment; `part` keeps several causes of one assignment apart."""
    return Signal(
        code=code,
        sleutel=f"{care.nummer}:{part}" if part else str(care.nummer),
        uiterlijk=uiterlijk,
        text=text,
        bron=bron,
        aanbieder=care.aanbieder,
        toewijzing_nummer=care.nummer,
    )


def signal_about(
    code: str,
    message: Unanswered | TroubledMessage | ReportFinding,
    uiterlijk: date,
    text: str,
    bron: str,
    *,
    part: str = "",
    toewijzing_nummer: int | None = None,
) -> Signal:
    """Return a signal about this message; `part` keeps several causes of one message apart."""
    return Signal(
        code=code,
        sleutel=f"{message.bericht}:{part}" if part else message.bericht,
        uiterlijk=uiterlijk,
        text=text,
        bron=bron,
        aanbieder=message.aanbieder,
        toewijzing_nummer=toewijzing_nummer,
        bericht=message.bericht,
    )


def ends_soon(tot: date | None, today: date) -> bool:
    """Return True when this last day of a contract or tariff is within its lead time, today and then inclusive."""
    return tot is not None and today <= tot <= today + LEAD_TIME_OF_CONTRACTS


def is_parked(message: Unanswered) -> bool:
    """Return True when this message came in and was parked; False when the municipality sent it."""
    return IWMO_3_2.kinds[message.soort].sender != "gemeente"
