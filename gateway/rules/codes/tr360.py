"""TR360: only the first answer may be that the request is under investigation."""

from collections.abc import Iterator

from gateway.messages.kinds.antwoord import Wmo319
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, RequestAnswer, answered_request
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of

card = Card(
    code="TR360",
    retourcode="9360",
    level=3,
    messages=frozenset({"WMO319"}),
    element="Antwoord",
    source="iWmo 3.2, technische regel TR360",
    statement="Een antwoord 'in onderzoek' (VerzoekAntwoord 2) wordt alleen gestuurd als er nog geen antwoord is.",
    remedy="Stuur de WMO301 die het verzoek toekent, of wijs het af (VerzoekAntwoord 1).",
    note=(
        "Welk antwoord er al is maakt niet uit: 2 na 1 breekt ook TR365. Een antwoord dat met een WMO320 is afgekeurd "
        "geldt als nooit gestuurd. Een WMO301 is geen antwoord in deze zin; die hoort bij TR359."
    ),
)


def check(message: Wmo319, case: CaseFile) -> Iterator[Fault]:
    """Yield an answer 'under investigation' to a request that has an answer."""
    request = answered_request(message, case)
    if request is None or not one_of(message.antwoord.verzoek_antwoord, ("2",)):
        return
    if request.answers & {RequestAnswer.INVESTIGATED, RequestAnswer.DENIED}:
        yield fault(
            message.antwoord,
            "Op dit verzoek is al een antwoord gestuurd; 'in onderzoek' kan alleen het eerste zijn.",
            {"VerzoekAntwoord": message.antwoord.verzoek_antwoord},
        )
