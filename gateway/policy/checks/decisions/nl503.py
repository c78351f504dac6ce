"""NL-503: an assignment has an Einddatum where the standard or the policy requires one."""

from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.duration import reasons_for_end_date
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, Product
from gateway.policy.words import join_words, opening

card = Card(
    code="NL-503",
    subject="einddatum",
    statement=(
        "Een toewijzing met een Budget, met Frequentie 2 (per week) of van een product dat volgens het beleid een "
        "Einddatum heeft, heeft een Einddatum."
    ),
    remedy="Vul de Einddatum in.",
    note=(
        "Zonder Einddatum zou het bericht op CD075 of CD076 worden afgekeurd. Bij verlengingen en meerwerk in hele "
        "maanden zeggen NL-302 en NL-403 dat de Einddatum ontbreekt. Een wijziging wordt alleen getoetst op wat "
        "zij zelf weglaat of toevoegt."
    ),
)


_REASONS: Final = {
    "CD075": "er is een Budget (CD075)",
    "CD076": "de Frequentie is 2, per week (CD076)",
    "beleid": "het beleid verplicht hem bij dit product",
}
_STANDARD: Final = "iWmo 3.2, {}"


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection with all reasons for an Einddatum; of a change only those that it brings about."""
    if decision.verwijderd:
        return
    product = product_of(decision.care, policy)
    already = frozenset[str]() if decision.was is None else reasons_for_end_date(decision.was, product)
    reasons = sorted(reasons_for_end_date(decision.care, product) - already)
    if reasons:
        why = join_words([_REASONS[each] for each in reasons])
        yield Objection(
            text=f"{opening(decision.care)} heeft geen Einddatum, maar {why}.",
            path="einddatum",
            values={"Einddatum": ""},
            bron="; ".join(_source(each, product) for each in reasons),
        )


def _source(reason: str, product: Product | None) -> str:
    """Return where this reason stands; what the policy requires rests on the text about the product."""
    return product.bron if reason == "beleid" and product is not None else _STANDARD.format(reason)
