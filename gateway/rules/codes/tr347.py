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
        "WMO315 en WMO317 delen één reeks, over alle cliënten. Twee keer in één WMO315 is TR383; die vergelijkt "
        "tekst. Wat zij daardoor niet ziet, een referentie met en zonder spatie erachter, valt hier, op de latere van "
        "de twee. Ook de referentie van een afgewezen verzoek blijft gebruikt; die van een verzoek dat technisch is "
        "afgekeurd geldt als nooit gestuurd (OP286) en is vrij. Wat de aanbieder aan een andere gemeente stuurde kan "
        "de ontvangende gemeente niet zien, en wordt niet beoordeeld."
    ),
)


def check(message: Wmo315 | Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every product, or the request, whose reference was used before, in an earlier message or in this one.

    Nothing where requests aren't seen.
    """
    if case.requests is None:
        return
    here = set[str]()
    for each in with_reference(message):
        reference = collapsed(each.referentie_aanbieder)
        earlier = case.requests.get(reference)
        if earlier is not None or reference in here:
            where = "bij een ander product in dit bericht" if earlier is None else f"in een {earlier.soort}"
            yield fault(
                each,
                f"ReferentieAanbieder {quote(each.referentie_aanbieder)} is al gebruikt, {where}.",
                {"ReferentieAanbieder": each.referentie_aanbieder},
            )
        here.add(reference)
