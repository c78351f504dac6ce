"""TR379: ReferentieAanbieder is that of a request."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.standard.lexical import collapsed, filled

card = Card(
    code="TR379",
    retourcode="9379",
    level=3,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/ReferentieAanbieder",
    source="iWmo 3.2, technische regel TR379",
    statement=(
        "ReferentieAanbieder komt uit het toegekende verzoek (WMO315 of WMO317) van deze aanbieder voor deze "
        "cliënt, en blijft anders leeg."
    ),
    remedy="Neem de referentie over uit het verzoek, of laat ReferentieAanbieder weg.",
    note=(
        "Deze gateway houdt geen verzoeken (315 en 317) bij. Zij kan dus niet zien uit welk verzoek een "
        "referentie komt, en keurt op deze regel niets af: kijk de referentie zelf na. Alleen waar bekend is "
        "welke verzoeken er waren, vindt de regel een referentie van geen enkel verzoek. Nooit beoordeeld "
        "wordt of het verzoek is toegekend, of de referentie bij dit product hoort, of dit de eerste "
        "toezending na de toekenning is, en of een referentie ten onrechte ontbreekt."
    ),
)


def check(message: Wmo301, case: CaseFile) -> Iterator[Fault]:
    """Yield every assignment with a reference of no known request; nothing where requests aren't seen."""
    if case.known_references is None:
        return
    for product in message.client.toegewezen_producten:
        reference = product.referentie_aanbieder
        if reference is not None and filled(reference) and collapsed(reference) not in case.known_references:
            yield fault(
                product,
                f"ReferentieAanbieder {quote(reference)} is van geen bekend verzoek voor deze cliënt.",
                {"ReferentieAanbieder": reference},
            )
