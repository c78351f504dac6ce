"""NL-107: the volume is in the usual Eenheid of the product."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-107",
    subject="product",
    statement="De Eenheid is de gebruikelijke van het product.",
    remedy="Ga na of de Eenheid klopt met het contract.",
    note=(
        "Alleen als het beleid voor het product een Eenheid noemt en de toewijzing er een heeft. Een wijziging wordt "
        "hierop alleen getoetst als de Eenheid verandert."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the Eenheid is new and not that of the product."""
    care, was = decision.care, decision.was
    product = product_of(care, policy)
    if decision.verwijderd or product is None or product.eenheid is None or care.eenheid is None:
        return
    if care.eenheid == product.eenheid or (was is not None and was.eenheid == care.eenheid):
        return
    yield Objection(
        text=(
            f"{opening(care)}: de Eenheid is {care.eenheid}; voor {product.code} ({product.naam}) is "
            f"{product.eenheid} gebruikelijk."
        ),
        path="omvang/eenheid",
        values={"Eenheid": care.eenheid, "Code": product.code},
    )
