"""NL-803: long-term care is evaluated every year."""

from collections.abc import Iterator
from datetime import date

from gateway.policy.card import Card
from gateway.policy.care.months import last_day
from gateway.policy.care_file import Care
from gateway.policy.checks.dates.term import LEAD_TIME, signal_on, watched_care
from gateway.policy.model import WatchSetting
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe

card = Card(
    code="NL-803",
    subject="jaarlijkse evaluatie",
    statement="Een cliënt in segment 2A wordt elk jaar geëvalueerd.",
    remedy="Plan de evaluatie, of handel het signaal af als zij is geweest.",
    note=(
        "Een jaar (termijn: maanden) telt vanaf de Ingangsdatum van de zorg in het segment, ook over toewijzingen en "
        "aanbieders heen die zonder een dag ertussen op elkaar volgen. De evaluatie is er uiterlijk op de laatste dag "
        "van elk jaar dat de zorg dan loopt; het signaal komt veertien dagen eerder. Elk jaar heeft een eigen signaal; "
        "het vervalt als de zorg voorbij is, of als dat van het volgende jaar er is."
    ),
    has_term=True,
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for the latest evaluation of each run of care that is due within `LEAD_TIME`, or overdue.

    Only while the care runs. `termijn`: months.
    """
    by_segment: dict[str, list[tuple[Care, WatchSetting]]] = {}
    for care, product, bewaking, _ in watched_care(card.code, watch_file, policy_on):
        if care.ingangsdatum <= care.last_day:
            by_segment.setdefault(product.segment, []).append((care, bewaking))
    for watched in by_segment.values():
        for run in _runs(watched):
            yield from _last_evaluation(run, today)


def _runs(watched: list[tuple[Care, WatchSetting]]) -> Iterator[list[tuple[Care, WatchSetting]]]:
    """Yield runs of assignments, by Ingangsdatum; within a run there is no day without care."""
    run: list[tuple[Care, WatchSetting]] = []
    end = date.min
    for care, bewaking in sorted(watched, key=lambda each: (each[0].ingangsdatum, each[0].nummer or 0)):
        if run and (care.ingangsdatum - end).days > 1:
            yield run
            run = []
        run.append((care, bewaking))
        end = max(end, care.last_day)
    if run:
        yield run


def _last_evaluation(run: list[tuple[Care, WatchSetting]], today: date) -> Iterator[Signal]:
    begin, bewaking = run[0][0].ingangsdatum, run[0][1]
    end = max(care.last_day for care, _ in run)
    limit = min(end, today + LEAD_TIME)
    if not begin <= today <= end:
        return
    years, uiterlijk = 0, date.min
    while (due := last_day(begin, bewaking.termijn * (years + 1))) <= limit:
        years, uiterlijk = years + 1, due
    if years:
        care = next(each for each, _ in reversed(run) if each.ingangsdatum <= uiterlijk <= each.last_day)
        text = f"Evalueer {describe(care)} uiterlijk op {uiterlijk}: de zorg in dit segment loopt sinds {begin}."
        yield signal_on(card.code, care, uiterlijk, text, bewaking.bron, str(uiterlijk))
