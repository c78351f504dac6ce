"""TR379: ReferentieAanbieder is that of a request."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, Request, RequestAnswer, number_of
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
        "Fout is een referentie van geen verzoek van deze aanbieder voor deze cliënt; een van een verzoek dat al met "
        "een eerdere WMO301 is toegekend, ook als de toewijzing intussen wijzigt (IV097); en die van een WMO315 op een "
        "toewijzing die al eerder is gestuurd, want een WMO315 leidt tot een nieuwe. Een WMO301 die met een WMO302 is "
        "afgekeurd telt niet: de volgende heeft de referentie weer. Niet te zien is of een referentie ten onrechte "
        "ontbreekt, of bij een ander product hoort, want de gemeente mag van een WMO315 afwijken (IV094); en een "
        "toekenning na een afwijzing noemt geen regel. Waar de verzoeken niet bekend zijn, zoals bij een gemeente die "
        "een andere gateway gebruikt, keurt de regel niets af."
    ),
)


def check(message: Wmo301, case: CaseFile) -> Iterator[Fault]:
    """Yield every assignment with a reference that doesn't belong there; nothing where requests aren't seen."""
    if case.requests is None:
        return
    for product in message.client.toegewezen_producten:
        reference = product.referentie_aanbieder
        if reference is None or not filled(reference):
            continue
        wrong = _what_is_wrong(case.requests.get(collapsed(reference)), number_of(product.toewijzing_nummer), case)
        if wrong is not None:
            told = {"ReferentieAanbieder": reference}
            yield fault(product, f"ReferentieAanbieder {quote(reference)} {wrong}.", told)


def _what_is_wrong(request: Request | None, nummer: int | None, case: CaseFile) -> str | None:
    """Return why an assignment with this number can't carry the reference of this request (Dutch)."""
    if request is None or not request.of_client:
        return "is van geen bekend verzoek voor deze cliënt"
    if RequestAnswer.GRANTED in request.answers:
        return "is van een verzoek dat al is toegekend met een eerdere WMO301, en hoort dan leeg te blijven"
    if request.soort == Wmo315.soort.name and nummer in case.toewijzingen:
        return f"is van een verzoek om een nieuwe toewijzing, en toewijzing {nummer} is al eerder gestuurd"
    return None
