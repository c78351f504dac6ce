"""NL-405: extra work belongs to a traject that started soon after its Ingangsdatum."""

from collections.abc import Iterator
from datetime import timedelta

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, requested_meerwerk
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import describe, opening

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
    extra_work = requested_meerwerk(decision, policy)
    basis = None if extra_work is None else base_of(decision.care, extra_work.base_code, care_file.care)
    if extra_work is None or basis is None or basis.gestart_op is None:
        return
    weeks = extra_work.rule.gestart_binnen
    if basis.gestart_op - basis.ingangsdatum > timedelta(weeks=weeks):
        yield Objection(
            text=(
                f"{opening(decision.care)} hoort bij {describe(basis)}, en die is pas gestart op {basis.gestart_op}: "
                f"meer dan {weeks} weken na de Ingangsdatum."
            ),
            path="product/code",
            values={"Ingangsdatum": str(basis.ingangsdatum), "Begindatum": str(basis.gestart_op)},
            betreft=() if basis.nummer is None else (basis.nummer,),
            bron=extra_work.rule.bron,
        )
