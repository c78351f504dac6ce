"""NL-502: a traject lasts at most its average length, which is a guide and no limit."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import becomes_longer_than, length_text
from gateway.policy.care.months import last_day
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import months_text, opening

card = Card(
    code="NL-502",
    subject="lengte",
    statement="Een traject duurt niet langer dan gemiddeld (1A: 12 maanden, 1B: 8 maanden).",
    remedy=(
        "Kijk of de duur bedoeld is. Het gemiddelde is een richtlijn: langer mag, en is geen verlenging of meerwerk."
    ),
    note="Zonder Einddatum is er niets te meten; dan zegt NL-501, NL-503 of NL-504 het.",
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision makes the traject longer than `gemiddeld` of its product."""
    care, product = decision.care, product_of(decision.care, policy)
    if product is None or product.gemiddeld is None or care.einddatum is None:
        return
    if becomes_longer_than(decision, product.gemiddeld):
        yield Objection(
            text=(
                f"{opening(care)} duurt {length_text(care)}; gemiddeld is {months_text(product.gemiddeld)}, dus t/m "
                f"{last_day(care.ingangsdatum, product.gemiddeld)}."
            ),
            path="einddatum",
            values={"Ingangsdatum": str(care.ingangsdatum), "Einddatum": str(care.einddatum)},
            bron=product.bron,
        )
