"""TR365: after a refusal nothing follows."""

from collections.abc import Iterator

from gateway.messages.kinds.antwoord import Wmo319
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, RequestAnswer, answered_request
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote

card = Card(
    code="TR365",
    retourcode="9365",
    level=3,
    messages=frozenset({"WMO319"}),
    element="Antwoord",
    source="iWmo 3.2, technische regel TR365",
    statement="Een eerder antwoord met dezelfde ReferentieAanbieder is altijd 'in onderzoek' (VerzoekAntwoord 2).",
    remedy="Stuur niets meer: het verzoek is afgewezen. De aanbieder kan een nieuw verzoek doen.",
    note="Een antwoord dat met een WMO320 is afgekeurd geldt als nooit gestuurd.",
)


def check(message: Wmo319, case: CaseFile) -> Iterator[Fault]:
    """Yield an answer to a request that was refused."""
    request = answered_request(message, case)
    if request is not None and RequestAnswer.DENIED in request.answers:
        reference = message.antwoord.referentie_aanbieder
        yield fault(
            message.antwoord,
            f"Het verzoek met ReferentieAanbieder {quote(reference)} is al afgewezen.",
            {"ReferentieAanbieder": reference},
        )
