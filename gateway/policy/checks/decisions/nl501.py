"""NL-501: a traject lasts at most as long as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import becomes_longer_than, length_text
from gateway.policy.care.months import last_day
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import EndDateUse, Policy, ProductKind
from gateway.policy.words import months_text, opening

card = Card(
    code="NL-501",
    subject="lengte",
    statement="Een traject duurt niet langer dan het beleid toestaat (1B: een jaar).",
    remedy=(
        "Kies een eerdere Einddatum. Is er langer zorg nodig, kijk dan of een ander product past, of leg met naam en "
        "reden vast waarom de consulent tot meer besluit."
    ),
    note=(
        "Het handboek geeft voor 1B alleen een gemiddelde; het jaar staat in de oudere perceelbeschrijvingen. Ook "
        "een traject zonder Einddatum is te lang, tenzij het beleid een Einddatum verplicht: dan zegt NL-503 het. "
        "Verlengingen en meerwerk hebben eigen grenzen (NL-303, NL-403)."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision makes the traject longer than `hoogstens` of its product."""
    care, product = decision.care, product_of(decision.care, policy)
    if product is None or product.hoogstens is None or product.soort in (ProductKind.VERLENGING, ProductKind.MEERWERK):
        return
    if care.einddatum is None and product.einddatum is EndDateUse.VERPLICHT:
        return
    if becomes_longer_than(decision, product.hoogstens):
        length = "heeft geen Einddatum" if care.einddatum is None else f"duurt {length_text(care)}"
        yield Objection(
            text=(
                f"{opening(care)} {length}; het meeste is {months_text(product.hoogstens)}, dus t/m "
                f"{last_day(care.ingangsdatum, product.hoogstens)}."
            ),
            path="einddatum",
            values={"Ingangsdatum": str(care.ingangsdatum), "Einddatum": str(care.einddatum or "")},
            bron=product.bron,
        )
