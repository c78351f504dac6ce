"""TR355: an answer names a request."""

from collections.abc import Iterator

from gateway.messages.kinds.antwoord import Wmo319
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.standard.lexical import collapsed

card = Card(
    code="TR355",
    retourcode="9355",
    level=3,
    messages=frozenset({"WMO319"}),
    element="Antwoord/ReferentieAanbieder",
    source="iWmo 3.2, technische regel TR355",
    statement="De ReferentieAanbieder van een antwoord is die van een verzoek (WMO315 of WMO317) van deze aanbieder.",
    remedy="Neem de referentie over uit het verzoek. Is dat technisch afgekeurd, dan is er niets te beantwoorden.",
    note=(
        "Een verzoek dat technisch is afgekeurd geldt als nooit gestuurd (OP286). Retourcode 9355 staat in het schema, "
        "en ontbreekt in het document met retourcodes."
    ),
)


def check(message: Wmo319, case: CaseFile) -> Iterator[Fault]:
    """Yield an answer to no known request; nothing where requests aren't seen."""
    reference = message.antwoord.referentie_aanbieder
    if case.requests is not None and collapsed(reference) not in case.requests:
        yield fault(
            message.antwoord,
            f"Deze aanbieder stuurde geen verzoek met ReferentieAanbieder {quote(reference)}.",
            {"ReferentieAanbieder": reference},
        )
