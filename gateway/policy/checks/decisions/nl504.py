"""NL-504: an assignment has an Einddatum where its product usually has one."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import reasons_for_end_date
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import EndDateUse, Policy
from gateway.policy.words import opening

card = Card(
    code="NL-504",
    subject="einddatum",
    statement="Een toewijzing van een product dat gewoonlijk een Einddatum heeft, heeft er een.",
    remedy="Vul de Einddatum in die de consulent heeft bepaald, of laat de toewijzing bewust open.",
    note=(
        "Is de Einddatum verplicht of heeft het product een grootste lengte, dan zeggen NL-503 en NL-501 het. Wat "
        "al zonder Einddatum liep, wordt bij een wijziging niet opnieuw gemeld."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the usual Einddatum is missing and neither NL-501 nor NL-503 says so."""
    care, was, product = decision.care, decision.was, product_of(decision.care, policy)
    if product is None or product.einddatum is not EndDateUse.GEBRUIKELIJK or product.hoogstens is not None:
        return
    was_open = was is not None and was.einddatum is None
    if care.einddatum is None and not was_open and not reasons_for_end_date(care, product):
        yield Objection(
            text=f"{opening(care)} heeft geen Einddatum; bij {product.code} ({product.naam}) is die gebruikelijk.",
            path="einddatum",
            values={"Code": product.code, "Einddatum": ""},
            bron=product.bron,
        )
