"""TR337: an answer is about a claim that was sent."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo325
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.answered import claim_of
from gateway.standard.lexical import as_date, collapsed

card = Card(
    code="TR337",
    retourcode="",
    level=3,
    messages=frozenset({"WMO325"}),
    element="Header/DeclaratieIdentificatie",
    source="iWmo 3.2, technische regel TR337",
    statement="Een WMO325 beantwoordt een declaratie die de aanbieder aan deze gemeente stuurde.",
    remedy="Neem Identificatie en Dagtekening over uit de WMO323 die u beantwoordt.",
    note=(
        "De declaratie wordt gezocht op Identificatie; de Dagtekening moet dan ook gelijk zijn. Op een WMO325 volgt "
        "geen retourbericht: de gemeente hoort het buiten het berichtenverkeer (OP090x2)."
    ),
)


def check(message: Wmo325, case: CaseFile) -> Iterator[Fault]:
    """Yield the Header when there is no such claim; nothing where claims aren't seen."""
    if case.answered is None:
        return
    named, claim = message.header.declaratie_identificatie, claim_of(case)
    sent = None if claim is None else claim.header.bericht_identificatie
    if sent is not None and as_date(sent.dagtekening) == as_date(named.dagtekening):
        return
    told = "is er niet" if sent is None else f"heeft Dagtekening {sent.dagtekening}"
    yield fault(
        message.header,
        f"De WMO323 met Identificatie {quote(collapsed(named.identificatie))} en Dagtekening {named.dagtekening} "
        f"waarop dit het antwoord is, {told}.",
        {"DeclaratieIdentificatie/Identificatie": named.identificatie},
    )
