"""TR349: a request for change names every assignment that stands."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.requested import standing
from gateway.standard.lexical import as_int

card = Card(
    code="TR349",
    retourcode="9349",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek",
    source="iWmo 3.2, technische regel TR349",
    statement=(
        "Een verzoek om wijziging noemt elke actuele toewijzing van deze cliënt bij deze aanbieder, als "
        "OngewijzigdProduct of als TeWijzigenProduct."
    ),
    remedy="Neem elke toewijzing die moet blijven op als OngewijzigdProduct.",
    note=(
        "Actueel is een toewijzing zonder Einddatum, of met een op of na de Dagtekening van het verzoek; de standaard "
        "noemt 'vandaag' zonder te zeggen welke dag dat is. Een verwijderde toewijzing telt niet mee, en een die de "
        "aanbieder met een WMO302 afkeurde evenmin. Wat de gemeente na de Dagtekening stuurde kon hij niet kennen: een "
        "nieuwe toewijzing van daarna telt niet mee, en een gewijzigde telt in de versie van daarvoor (OP095)."
    ),
)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield the request once when it leaves out assignments that stand."""
    verzoek = message.client.verzoek
    named = {as_int(each.toewijzing_nummer) for each in verzoek.ongewijzigde_producten}
    named |= {as_int(each.toewijzing_nummer) for each in verzoek.te_wijzigen_producten}
    left_out = [each for nummer, each in sorted(standing(message, case).items()) if nummer not in named]
    if left_out:
        told = "; ".join(f"{each.toewijzing_nummer} ({words.product(each.categorie, each.code)})" for each in left_out)
        yield fault(verzoek, f"Het verzoek noemt niet elke actuele toewijzing. Er ontbreekt: {told}.")
