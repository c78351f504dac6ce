"""TR347: a provider uses a reference for one request only."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315, Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.requested import with_reference
from gateway.standard.lexical import collapsed

card = Card(
    code="TR347",
    retourcode="9347",
    level=3,
    messages=frozenset({"WMO315", "WMO317"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct/ReferentieAanbieder; Client/Verzoek/ReferentieAanbieder",
    source="iWmo 3.2, technische regel TR347",
    statement="De aanbieder gebruikt een ReferentieAanbieder voor één verzoek, in een WMO315 of een WMO317.",
    remedy="Geef het verzoek een ReferentieAanbieder die nog niet is gebruikt.",
    note=(
        "WMO315 en WMO317 delen één reeks, over alle cliënten. Ook de referentie van een afgewezen verzoek blijft "
        "gebruikt; die van een verzoek dat technisch is afgekeurd geldt als nooit gestuurd (OP286) en is vrij. Wat de "
        "aanbieder aan een andere gemeente stuurde kan de ontvangende gemeente niet zien, en wordt niet beoordeeld."
    ),
)


def check(message: Wmo315 | Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every product, or the request, whose reference was used before; nothing where requests aren't seen."""
    for each in with_reference(message):
        earlier = (case.requests or {}).get(collapsed(each.referentie_aanbieder))
        if earlier is not None:
            yield fault(
                each,
                f"ReferentieAanbieder {quote(each.referentie_aanbieder)} is al gebruikt, in een {earlier.soort}.",
                {"ReferentieAanbieder": each.referentie_aanbieder},
            )
