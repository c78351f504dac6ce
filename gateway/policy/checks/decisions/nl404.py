"""NL-404: extra work is asked for within some months after the traject started."""

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
        "Meerwerk is gevraagd binnen de maanden die het beleid na de start van het traject geeft (1B: 5); "
        "de laatste dag telt mee."
    ),
    remedy=(
        "Is het meerwerk eerder gevraagd, geef dan die dag bij het besluit; anders is meerwerk niet meer mogelijk, "
        "tenzij de consulent besluit dat het toch kan."
    ),
    note=(
        "De dag waarop de cliënt het vroeg telt; noemt het besluit die niet, dan telt de beslisdag. De start is de "
        "Begindatum die de aanbieder meldde. Meerwerk langer maken is ook meerwerk vragen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when request or else decision is over `aanvragen_binnen` months after the start."""
    extra_work = requested_meerwerk(decision, policy)
    basis = None if extra_work is None else base_of(decision.care, extra_work.base_code, care_file.care)
    if extra_work is None or basis is None or basis.gestart_op is None:
        return
    within = extra_work.rule.aanvragen_binnen
    uiterlijk = add_months(basis.gestart_op, within)
    asked_on = decision.requested_on or decision.decision_day
    if asked_on > uiterlijk:
        when = (
            f"het is gevraagd op {asked_on}" if decision.requested_on else f"het besluit is van {decision.decision_day}"
        )
        yield Objection(
            text=(
                f"{opening(decision.care)} komt te laat: {describe(basis)} is gestart op {basis.gestart_op} en "
                f"meerwerk kan tot {months_text(within)} daarna, dus uiterlijk {uiterlijk}; {when}."
            ),
            path="product/code",
            values={"Aanvraag" if decision.requested_on else "Beslisdag": str(asked_on), "Uiterlijk": str(uiterlijk)},
            other_assignments=() if basis.nummer is None else (basis.nummer,),
            bron=extra_work.rule.bron,
        )
