"""NL-101: the product is one that the policy knows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.days import is_new_assignment
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import join_words, opening

card = Card(
    code="NL-101",
    subject="product",
    statement="De productcode staat in het beleid dat geldt op de Ingangsdatum.",
    remedy="Gebruik een productcode uit het beleid, of leg vast waarom dit product toch wordt toegewezen.",
    note=(
        "Over een product dat in geen tekst van het beleid staat, zegt geen andere toets iets: niet over stapeling, "
        "lengte of contract, ook niet later bij het besluit over een andere toewijzing. Een product dat alleen in een "
        "eerdere of latere tekst staat, telt wel als zijn segment mee. Een wijziging verandert het product niet en "
        "wordt hierop niet opnieuw getoetst."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the code of a new assignment isn't in the policy."""
    care = decision.care
    if not is_new_assignment(decision) or care.code is None or care.code in policy.producten:
        return
    known = [
        each.code
        for each in policy.producten.values()
        if each.categorie == care.categorie and (each.nieuw_tot is None or decision.decision_day < each.nieuw_tot)
    ]
    choice = f" In categorie {care.categorie} kan wel {join_words(sorted(known), 'of')}." if known else ""
    elsewhere = " Een eerdere of latere tekst kent het wel." if care.code in policy.elders else ""
    yield Objection(
        text=(
            f"{opening(care)}: product {care.code} staat niet in het beleid {policy.naam} "
            f"dat vanaf {policy.geldig_vanaf} geldt.{elsewhere}{choice}"
        ),
        path="product/code",
        values={"Code": care.code},
    )
