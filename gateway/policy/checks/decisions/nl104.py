"""NL-104: the category belongs to the product code."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.days import is_new_assignment
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-104",
    subject="product",
    statement="De productcategorie is die van de productcode.",
    remedy="Verander de categorie in die van de code.",
    note="Een wijziging verandert het product niet en wordt hierop niet opnieuw getoetst.",
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the category of a new assignment isn't that of its product."""
    care = decision.care
    product = product_of(care, policy)
    if not is_new_assignment(decision) or product is None or product.categorie == care.categorie:
        return
    found = "er is geen categorie" if care.categorie is None else f"de categorie is {care.categorie}"
    yield Objection(
        text=f"{opening(care)}: {product.code} hoort bij categorie {product.categorie}, maar {found}.",
        path="product/categorie",
        values={"Categorie": care.categorie or "", "Code": product.code},
    )
