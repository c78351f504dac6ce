"""NL-809: the time in which extra work can be asked for is nearly over."""

from collections.abc import Iterator
from datetime import date, timedelta

from gateway.policy.card import Card
from gateway.policy.care.base_traject import base_of
from gateway.policy.care.months import add_months
from gateway.policy.care_file import Care
from gateway.policy.checks.dates.term import signal_on, watched_care
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe, months_text

card = Card(
    code="NL-809",
    subject="meerwerk nog mogelijk",
    statement="Is meerwerk nodig, dan wordt het gevraagd voordat dat niet meer kan.",
    remedy="Ga na of meerwerk nodig is. Zo ja, neem het besluit voor die dag; zo nee, handel het signaal af.",
    note=(
        "De termijn telt in dagen voor de laatste dag waarop meerwerk gevraagd kan worden; die telt vanaf de gemelde "
        "start. Het signaal vervalt na die dag, als er meerwerk is, of als het traject voorbij is."
    ),
    has_term=True,
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each running traject without extra work whose time for it is nearly over."""
    for care, _, watched, policy in watched_care(card.code, watch_file, policy_on):
        for code, rule in policy.meerwerk.items():
            product = policy.product(code)
            if product is None or product.basis != care.code or care.gestart_op is None:
                continue
            last = add_months(care.gestart_op, rule.aanvragen_binnen)
            running = care.ingangsdatum <= today <= care.last_day
            in_time = timedelta(0) <= last - today <= timedelta(days=watched.termijn)
            if running and in_time and not _has_extra_work(care, code, watch_file):
                text = (
                    f"Meerwerk bij {describe(care)} kan tot en met {last} worden gevraagd: "
                    f"{months_text(rule.aanvragen_binnen)} na de start op {care.gestart_op}."
                )
                yield signal_on(card.code, care, last, text, watched.bron)


def _has_extra_work(care: Care, code: str, watch_file: WatchFile) -> bool:
    all_care = watch_file.care
    return any(each.code == code and base_of(each, care.code or "", all_care) == care for each in all_care)
