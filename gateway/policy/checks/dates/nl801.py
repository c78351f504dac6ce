"""NL-801: the provider's plan of approach is due some months after the care began."""

from collections.abc import Iterator
from datetime import date

from gateway.policy.card import Card
from gateway.policy.care.months import add_months
from gateway.policy.checks.dates.term import LEAD_TIME, signal_on, watched_care
from gateway.policy.model import ProductKind
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import describe

card = Card(
    code="NL-801",
    subject="plan van aanpak",
    statement="De gemeente heeft het plan van aanpak uiterlijk drie maanden na de start van een traject.",
    remedy="Vraag de aanbieder om het plan, of handel het signaal af als het er is.",
    note=(
        "De maanden (termijn) tellen vanaf de Begindatum van de eerste start die staat; de laatste dag telt mee. Een "
        "tijdelijke stop of een herstart verandert daar niets aan. Het signaal komt veertien dagen eerder. Het vervalt "
        "als de start is teruggenomen of de toewijzing verwijderd, en als de zorg voorbij is; eindigt zij voor die "
        "dag, dan komt er geen. Een verlenging of meerwerk vraagt geen eigen plan. Dat het plan er is staat in geen "
        "bericht: wie het afhandelt zegt dat."
    ),
    has_term=True,
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each running traject whose plan is due within `LEAD_TIME`, or overdue. `termijn`: months."""
    for care, product, bewaking, _ in watched_care(card.code, watch_file, policy_on):
        if care.gestart_op is None or product.soort not in (ProductKind.TRAJECT, ProductKind.JAARTRAJECT):
            continue
        uiterlijk = add_months(care.gestart_op, bewaking.termijn)
        if uiterlijk <= min(care.last_day, today + LEAD_TIME) and today <= care.last_day:
            text = (
                f"Het plan van aanpak bij {describe(care)} hoort er uiterlijk op {uiterlijk} te zijn: de zorg is "
                f"gestart op {care.gestart_op}."
            )
            yield signal_on(card.code, care, uiterlijk, text, bewaking.bron)
