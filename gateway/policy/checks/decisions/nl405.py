"""NL-405: extra work belongs to a traject that started soon after its Ingangsdatum."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extra_work import extra_work_on_late_traject
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-405",
    subject="meerwerk",
    statement=(
        "Het traject waar het meerwerk bij hoort, is gestart binnen de weken die het beleid geeft (1B: 4); de "
        "laatste dag telt mee."
    ),
    remedy=(
        "Duurt het traject langer doordat het laat begon, pas dan zijn Einddatum aan in plaats van meerwerk toe te "
        "kennen."
    ),
    note=(
        "De weken tellen van de Ingangsdatum van het traject tot de Begindatum van de start. Eerder starten dan de "
        "Ingangsdatum is niet te laat. Een traject zonder gemelde start valt onder NL-401."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the traject started later than `gestart_binnen` weeks after its Ingangsdatum."""
    yield from extra_work_on_late_traject(decision, care_file, policy)
