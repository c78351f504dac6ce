"""TR359: no answer follows on an assignment with the same reference."""

from collections.abc import Iterator

from gateway.messages.kinds.antwoord import Wmo319
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, RequestAnswer, answered_request
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote

card = Card(
    code="TR359",
    retourcode="9359",
    level=3,
    messages=frozenset({"WMO319"}),
    element="Antwoord",
    source="iWmo 3.2, technische regel TR359",
    statement="Er is nog geen toewijzing gestuurd met dezelfde ReferentieAanbieder.",
    remedy="Stuur geen antwoord meer: de WMO301 is het antwoord. Wijzig zo nodig de toewijzing.",
    note=(
        "Een WMO301 die met een WMO302 is afgekeurd geldt als nooit gestuurd. Na 'in onderzoek' is de WMO301 zelf het "
        "antwoord; er volgt geen WMO319 meer op."
    ),
)


def check(message: Wmo319, case: CaseFile) -> Iterator[Fault]:
    """Yield an answer to a request that was granted."""
    request = answered_request(message, case)
    if request is not None and RequestAnswer.GRANTED in request.answers:
        reference = message.antwoord.referentie_aanbieder
        yield fault(
            message.antwoord,
            f"Het verzoek met ReferentieAanbieder {quote(reference)} is al toegekend met een WMO301.",
            {"ReferentieAanbieder": reference},
        )
