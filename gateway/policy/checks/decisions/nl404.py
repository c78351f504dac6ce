"""NL-404: extra work is decided on within some months after the traject started."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, requested_meerwerk
from gateway.policy.care.months import add_months
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import describe, months_text, opening

card = Card(
    code="NL-404",
    subject="meerwerk",
    statement=(
        "Tot meerwerk wordt besloten binnen de maanden die het beleid na de start van het traject geeft (1B: 5); "
        "de laatste dag telt mee."
    ),
    remedy=(
        "Is het meerwerk eerder gevraagd, laat de consulent dat dan vastleggen; anders is meerwerk niet meer mogelijk."
    ),
    note=(
        "Het beleid noemt de dag van de aanvraag; die staat in geen bericht, dus telt de beslisdag. De start is de "
        "Begindatum die de aanbieder meldde. Meerwerk langer maken is ook meerwerk vragen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision is later than `aanvragen_binnen` months after the start."""
    extra_work = requested_meerwerk(decision, policy)
    basis = None if extra_work is None else base_of(decision.care, extra_work.base_code, care_file.care)
    if extra_work is None or basis is None or basis.gestart_op is None:
        return
    within = extra_work.rule.aanvragen_binnen
    uiterlijk = add_months(basis.gestart_op, within)
    if decision.decision_day > uiterlijk:
        yield Objection(
            text=(
                f"{opening(decision.care)} komt te laat: {describe(basis)} is gestart op {basis.gestart_op} en "
                f"meerwerk kan tot {months_text(within)} daarna, dus uiterlijk {uiterlijk}; het besluit is van "
                f"{decision.decision_day}."
            ),
            path="product/code",
            values={"Beslisdag": str(decision.decision_day), "Uiterlijk": str(uiterlijk)},
            betreft=() if basis.nummer is None else (basis.nummer,),
            bron=extra_work.rule.bron,
        )
