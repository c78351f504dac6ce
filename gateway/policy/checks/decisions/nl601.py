"""NL-601: care that goes on unchanged is a stretch of the running assignment, not a new one."""

from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import follows_directly
from gateway.policy.care.days import same_product_and_provider
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import describe, opening
from gateway.standard.findings import Proposal

card = Card(
    code="NL-601",
    subject="wijzigen",
    statement=(
        "Gaat een lopende toewijzing ongewijzigd door (zelfde product, aanbieder en omvang), dan wordt haar "
        "Einddatum verlengd en komt er geen nieuwe."
    ),
    remedy=(
        "Verleng de genoemde toewijzing met de genoemde wijziging: dan is ook geen stop en geen nieuwe start nodig."
    ),
    note=(
        "OP380 geldt als het volume gelijk blijft of leeg is, de Frequentie gelijk blijft en geen 6 is of leeg is, "
        "en de Einddatum op de beslisdag nog niet voorbij is. Ongewijzigd doorgaan is beginnen op de dag na de "
        "Einddatum. Hebben beide een Budget, dan is verlengen met de som ervan het voorstel. Een definitief "
        "gestopte toewijzing hoeft niet te worden verlengd: zij kan niet opnieuw starten."
    ),
)


_IN_TOTAL: Final = "6"


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each running assignment that the new one continues, with the change to send instead."""
    new = decision.care
    if decision.was is not None or decision.verwijderd:
        return
    for running in care_file.care:
        if running.einddatum is None or running.einddatum < decision.decision_day or not _continues(new, running):
            continue
        budget = _budget(new, running)
        yield Objection(
            text=(
                f"{opening(new)} zet {describe(running)} ongewijzigd voort, en die is op de beslisdag "
                f"{decision.decision_day} nog niet voorbij. Verleng {_stretch(new, running, budget)}."
            ),
            path="ingangsdatum",
            values={
                "Ingangsdatum": str(new.ingangsdatum),
                "Einddatum": str(new.einddatum or ""),
                **({} if budget is None else {"Budget": str(budget)}),
            },
            other_assignments=() if running.nummer is None else (running.nummer,),
            proposal=None
            if running.nummer is None
            else Proposal(
                stretch=running.nummer, einddatum=new.einddatum, open_ended=new.einddatum is None, budget=budget
            ),
        )


def _continues(new: Care, running: Care) -> bool:
    omvang = (new.volume, new.eenheid, new.frequentie, new.budget is None)
    return (
        same_product_and_provider(new, running)
        and omvang == (running.volume, running.eenheid, running.frequentie, running.budget is None)
        and new.frequentie != _IN_TOTAL
        and running.gestopt_op is None
        and running.ingangsdatum <= running.last_day < new.ingangsdatum
        and follows_directly(new, running)
    )


def _stretch(new: Care, running: Care, budget: int | None) -> str:
    """Return what to do instead (Dutch): "toewijzing 9 tot en met 2026-12-31"."""
    which = "die" if running.nummer is None else f"toewijzing {running.nummer}"
    until = "tot nader order" if new.einddatum is None else f"tot en met {new.einddatum}"
    euros = "" if budget is None else f", met een Budget van {budget // 100},{budget % 100:02} euro"
    return f"{which} {until}{euros}"


def _budget(new: Care, running: Care) -> int | None:
    """Return the sum of both Budgets in eurocents; None when one of them has none."""
    if new.budget is None or running.budget is None:
        return None
    return new.budget + running.budget
