"""NL-401: extra work belongs to a traject that was reported as started, and leaves no gap after it."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extra_work import extra_work_without_started_traject
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-401",
    subject="meerwerk",
    statement=("Meerwerk hoort bij een traject van het basisproduct dat echt is gestart, en volgt er zonder gat op."),
    remedy=(
        "Zonder traject is er geen meerwerk: ken dan eerst een traject toe. Is van het traject geen start gemeld, dan "
        "wacht u tot de aanbieder dat doet; sluit het meerwerk niet aan, laat het dan eerder beginnen. Was er voor dit "
        "traject al meerwerk (NL-402), dan helpt dat niet: kies zo nodig zorg die erop kan volgen (NL-108)."
    ),
    note=(
        "Het traject is het laatste van de cliënt dat op de Ingangsdatum van het meerwerk begonnen was, bij welke "
        "aanbieder ook. Echt gestart is het als een start (WMO305) op of voor de beslisdag staat. Op de beslisdag "
        "mag het al geëindigd zijn: dan is het besluit er alleen later. Overlappen mogen ze niet, dat zegt NL-206."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the extra work has no base traject, one without a start, or one that ended too early."""
    yield from extra_work_without_started_traject(decision, care_file, policy)
