"""NL-702: an extension begins after its traject was reported as stopped."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, product_of
from gateway.policy.care_file import CareFile
from gateway.policy.model import Policy, ProductKind
from gateway.policy.report_file import Report
from gateway.policy.words import describe_with_provider, opening

card = Card(
    code="NL-702",
    subject="start verlenging",
    statement="Als een verlenging begint, is het traject waar zij bij hoort gestopt.",
    remedy="Ga na of de stop van het traject nog komt (vijf werkdagen na het einde, NL-806), en vraag er anders om.",
    note=(
        "Het traject is het laatste met de code van de basis dat is begonnen als de verlenging begint, bij welke "
        "aanbieder ook. Een tijdelijke stop (reden 20) telt niet. Dat de Einddatum voorbij is, is geen stop: die meldt "
        "de aanbieder. Is er geen traject, of een zonder gemelde start, dan zegt NL-708 dat en deze toets niets."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection to the first start of an extension whose traject has no final stop."""
    product = product_of(report.care, policy)
    if (
        product is None
        or product.soort is not ProductKind.VERLENGING
        or product.basis is None
        or not report.is_first_start
    ):
        return
    basis = base_of(report.care, product.basis, care_file.care)
    started = basis is not None and basis.gestart_op is not None
    if started and basis is not None and basis.nummer is not None and basis.gestopt_op is None:
        yield Objection(
            text=f"{opening(report.care)} begon op {report.begindatum}, maar van het traject, "
            f"{describe_with_provider(basis, report.care)}, is geen stop gemeld.",
            path="Begindatum",
            values={"Begindatum": str(report.begindatum), "ToewijzingNummer": str(basis.nummer)},
            other_assignments=(basis.nummer,),
        )
