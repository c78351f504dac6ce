"""NL-710: an extension or extra work keeps its traject when that stops."""

from collections.abc import Iterator
from dataclasses import replace

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, follows_directly, product_of
from gateway.policy.care.judgement import as_reported
from gateway.policy.care_file import Care, CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report
from gateway.policy.words import describe_with_provider, opening
from gateway.rules.case import TEMPORARY

card = Card(
    code="NL-710",
    subject="zorg zonder traject",
    statement="Als een traject stopt, volgt een verlenging of meerwerk ervan er nog zonder gat op.",
    remedy=(
        "Besluit of de verlenging of het meerwerk nog nodig is. Zo niet, verwijder of beëindig die toewijzing; zo ja, "
        "laat haar eerder beginnen of leg vast waarom er tijd tussen ligt."
    ),
    note=(
        "De verlenging of het meerwerk volgde zonder de stop wel op dit traject, bij welke aanbieder ook. De dagen "
        "tellen als bij NL-706. Een tijdelijke stop (reden 20) laat het traject staan."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each extension or extra work that doesn't follow on this traject any more."""
    if report.einddatum is None or report.reden == TEMPORARY or report.care.gestopt_op is None:
        return
    stopped, running = as_reported(report.care), as_reported(replace(report.care, gestopt_op=None))
    others = [as_reported(each) for each in care_file.care if each.nummer != report.care.nummer]
    for follower in others:
        loss = _loss(follower, running, stopped, others, policy)
        if loss is not None and follower.nummer is not None:
            yield Objection(
                text=f"{opening(report.care)} stopte; {describe_with_provider(follower, report.care)} {loss}.",
                path="Einddatum",
                values={"Einddatum": str(report.einddatum), "ToewijzingNummer": str(follower.nummer)},
                other_assignments=(follower.nummer,),
            )


def _loss(follower: Care, running: Care, stopped: Care, others: list[Care], policy: Policy) -> str | None:
    """Return how `follower` stands after the stop (Dutch); None when it stands as it did."""
    product = product_of(follower, policy)
    if product is None or product.basis is None or product.basis != running.code:
        return None
    if follower.last_day < follower.ingangsdatum or not follows_directly(follower, running):
        return None
    if base_of(follower, product.basis, (*others, running)) is not running:
        return None
    basis = base_of(follower, product.basis, (*others, stopped))
    if basis is None:
        return f"volgt dan op geen traject {product.basis}"
    if follows_directly(follower, basis):
        return None
    return f"begint op {follower.ingangsdatum} en sluit dan niet meer op een traject {product.basis} aan"
