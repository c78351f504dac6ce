"""NL-603: a change leaves no vervoer without a carrier, and no extension or extra work without its base."""

from collections.abc import Iterator, Sequence

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, follows_directly, product_of
from gateway.policy.care.concurrent_care import carriers_in, is_vervoer
from gateway.policy.care.days import DayRange, intersect, running_days, same_product_and_provider, subtract
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import describe, opening, periods

card = Card(
    code="NL-603",
    subject="wijzigen",
    statement=(
        "Wie een toewijzing verkort of verwijdert, laat geen vervoer zonder drager achter en geen verlenging of "
        "meerwerk zonder traject."
    ),
    remedy=(
        "Verkort of verwijder eerst de toewijzing die ervan afhangt (de laatst genoemde), of ken eerst een andere "
        "drager of een ander traject toe."
    ),
    note=(
        "Van vervoer tellen de dagen die door deze wijziging zonder drager komen; wat al zonder was, telt niet. Was de "
        "drager van de aanbieder van het vervoer, dan vervangt alleen een drager van die aanbieder hem. Een verlenging "
        "of meerwerk komt zonder traject door verwijderen als er dan geen eerder traject is. Meerwerk ook door "
        "verkorten, als het daarna niet meer op zijn traject aansluit; een verlenging niet, want tussen traject en "
        "verlenging mag tijd liggen (NL-301)."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection for each other assignment that loses its carrier or its traject."""
    was = decision.was
    if was is None:
        return
    remaining = None if decision.verwijderd or not same_product_and_provider(decision.care, was) else decision.care
    lost = subtract(running_days(was), () if remaining is None else (running_days(remaining),))
    if not lost:
        return
    what = f"{opening(was)} wordt {'verwijderd' if remaining is None else f'verkort t/m {remaining.last_day}'}"
    path = "verwijderd" if decision.verwijderd else "einddatum"
    for other in care_file.care:
        loss = _without_carrier(other, was, lost, care_file, policy) or _without_traject(
            other, was, remaining, care_file, policy
        )
        if loss is not None:
            yield Objection(
                text=f"{what}; {describe(other)} {loss}.",
                path=path,
                values={"Einddatum": "" if remaining is None else str(remaining.einddatum or "")},
                other_assignments=() if other.nummer is None else (other.nummer,),
            )


def _without_carrier(
    vervoer: Care, was: Care, lost: Sequence[DayRange], care_file: CareFile, policy: Policy
) -> str | None:
    """Return the loss (Dutch) when `vervoer` keeps days that only this assignment carried; None: no loss."""
    if not is_vervoer(vervoer, policy) or not carriers_in((was,), policy):
        return None
    same_provider = was.aanbieder == vervoer.aanbieder
    others = [
        running_days(each)
        for each in carriers_in(care_file.care, policy)
        if not same_provider or each.aanbieder == vervoer.aanbieder
    ]
    days = [part for day_range in intersect(running_days(vervoer), lost) for part in subtract(day_range, others)]
    return (
        f"heeft dan geen drager{' van dezelfde aanbieder' if same_provider else ''} {periods(days)}" if days else None
    )


def _without_traject(
    follower: Care, was: Care, remaining: Care | None, care_file: CareFile, policy: Policy
) -> str | None:
    """Return the loss (Dutch) when `follower` is an extension of or extra work on this traject; None: no loss."""
    product = product_of(follower, policy)
    if product is None or product.basis is None or product.basis != was.code:
        return None
    if follower.last_day < follower.ingangsdatum or base_of(follower, product.basis, (*care_file.care, was)) is not was:
        return None
    if remaining is None:
        another = base_of(follower, product.basis, care_file.care)
        return f"volgt dan op geen traject {product.basis}" if another is None else None
    detached = (
        product.soort is ProductKind.MEERWERK
        and follows_directly(follower, was)
        and not follows_directly(follower, remaining)
    )
    return "sluit dan niet meer op zijn traject aan" if detached else None
