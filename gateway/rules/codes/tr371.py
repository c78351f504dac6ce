"""TR371: an answer names the schema version of the claim."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo325
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.answered import claim_of
from gateway.standard.lexical import collapsed

card = Card(
    code="TR371",
    retourcode="",
    level=3,
    messages=frozenset({"WMO325"}),
    element="Header/XsdVersieDeclaratie",
    source="iWmo 3.2, technische regel TR371",
    statement="XsdVersieDeclaratie is de XsdVersie van de declaratie die wordt beantwoord.",
    remedy="Neem BasisschemaXsdVersie en BerichtXsdVersie over uit de declaratie.",
    note=("Op een WMO325 volgt geen retourbericht: de gemeente hoort het buiten het berichtenverkeer (OP090x2)."),
)


def check(message: Wmo325, case: CaseFile) -> Iterator[Fault]:
    """Yield the Header for each version that differs; nothing where the claim isn't seen."""
    claim = claim_of(case)
    if claim is None:
        return
    given, sent = message.header.xsd_versie_declaratie, claim.header.xsd_versie
    for element, here, there in (
        ("BasisschemaXsdVersie", given.basisschema_xsd_versie, sent.basisschema_xsd_versie),
        ("BerichtXsdVersie", given.bericht_xsd_versie, sent.bericht_xsd_versie),
    ):
        if collapsed(here) != collapsed(there):
            yield fault(
                message.header,
                f"{element} van de declaratie is {quote(there)}; het antwoord noemt {quote(here)}.",
                {f"XsdVersieDeclaratie/{element}": here},
            )
