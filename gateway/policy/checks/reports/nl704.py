"""NL-704: extra work begins on one of its days, within its longest length."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.months import latest_last_day
from gateway.policy.care_file import CareFile
from gateway.policy.model import Policy, ProductKind
from gateway.policy.report_file import Report
from gateway.policy.words import months_text, opening

card = Card(
    code="NL-704",
    subject="start meerwerk",
    statement="Meerwerk begint op een van de dagen waarvoor het is toegewezen, en binnen het hoogste aantal maanden.",
    remedy="Stem met elkaar af waarvoor het meerwerk nog dient; de toewijzing ervan wordt niet langer.",
    note=(
        "De maanden tellen vanaf de Ingangsdatum van het meerwerk, ook als de Einddatum later ligt of ontbreekt. De "
        "laatste dag telt mee. Een herstart wordt net zo beoordeeld."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection to a start of extra work after its Einddatum, or after `hoogstens` months."""
    care, product = report.care, product_of(report.care, policy)
    if product is None or product.soort is not ProductKind.MEERWERK or report.einddatum is not None:
        return
    limits = [] if care.einddatum is None else [(care.einddatum, "de Einddatum")]
    if product.hoogstens is not None:
        uiterlijk = latest_last_day(care.ingangsdatum, product.hoogstens)
        limits.append((uiterlijk, f"de laatste dag van {months_text(product.hoogstens)} meerwerk"))
    if limits and report.begindatum > min(limits)[0]:
        day, what = min(limits)
        yield Objection(
            text=f"{opening(care)} begon op {report.begindatum}, na {day}: {what}.",
            path="Begindatum",
            visible_to_provider=True,
            values={"Begindatum": str(report.begindatum)},
        )
