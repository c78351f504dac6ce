"""NL-804: a traject is near its end."""

from collections.abc import Iterator
from datetime import date, timedelta

from gateway.policy.card import Card
from gateway.policy.care_file import Care
from gateway.policy.checks.dates.term import signal_on, watched_care
from gateway.policy.model import Policy, ProductKind
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe

card = Card(
    code="NL-804",
    subject="einde traject",
    statement="Voor het einde van een traject is besloten wat erop volgt.",
    remedy="Evalueer het traject en besluit: verlengen, iets anders, of laten eindigen. Handel het signaal dan af.",
    note=(
        "Het signaal komt zoveel dagen voor Einddatum als het beleid zegt (termijn) en vervalt na Einddatum, bij een "
        "definitieve stop, en als er zorg in hetzelfde segment is toegewezen die langer doorloopt, zoals een "
        "verlenging. Een andere Einddatum is een ander signaal. Een traject zonder Einddatum heeft er geen."
    ),
    has_term=True,
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each traject that ends within `termijn` days, today and the last day inclusive."""
    for care, product, bewaking, in_force in watched_care(card.code, watch_file, policy_on):
        end = care.einddatum
        if (
            end is None
            or care.gestopt_op is not None
            or product.soort not in (ProductKind.TRAJECT, ProductKind.JAARTRAJECT)
        ):
            continue
        if today <= end <= today + timedelta(days=bewaking.termijn) and not _is_followed(care, watch_file, in_force):
            text = f"Het einde van {describe(care)} nadert: besluit voor {end} wat erop volgt."
            yield signal_on(card.code, care, end, text, bewaking.bron, str(end))


def _is_followed(care: Care, watch_file: WatchFile, policy: Policy) -> bool:
    """Return True when other care in the segment lasts longer than this."""
    segment = policy.segment_of(care.code)
    return any(
        other.nummer != care.nummer and policy.segment_of(other.code) == segment and other.last_day > care.last_day
        for other in watch_file.care
    )
