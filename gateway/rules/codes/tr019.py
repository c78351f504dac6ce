"""TR019: a start or stop names an assignment that exists."""

from collections.abc import Iterator

from gateway.messages.kinds.start import StartProduct, Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, number_of
from gateway.rules.fault import Fault, fault
from gateway.rules.reported import delivered

card = Card(
    code="TR019",
    retourcode="9019",
    level=3,
    messages=frozenset({"WMO305", "WMO307"}),
    element=("Client/StartProducten/StartProduct/ToewijzingNummer; Client/StopProducten/StopProduct/ToewijzingNummer"),
    source="iWmo 3.2, technische regel TR019",
    statement=(
        "Een start of stop met een ToewijzingNummer hoort bij een toewijzing van deze gemeente aan deze "
        "aanbieder voor deze cliënt."
    ),
    remedy=("Zoek het ToewijzingNummer op in de WMO301 van deze gemeente. Is die nooit ontvangen, vraag er dan om."),
    note=(
        "Zonder ToewijzingNummer is de variant taakgericht en valt er niets op te zoeken. Waar de standaard "
        "zwijgt, lezen wij: de toewijzing moet van dezelfde cliënt zijn; een toewijzing die met "
        "RedenWijziging 13 is verwijderd, telt niet meer voor een start, maar nog wel voor een stop, zodat "
        "wat liep kan worden afgesloten. Een verwijdering (StatusAanlevering 3) wordt hier niet beoordeeld: "
        "TR063 eist daarvoor al een eerdere aanlevering."
    ),
)


def check(message: Wmo305 | Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every start and stop whose ToewijzingNummer is of no assignment that counts."""
    for product in delivered(message):
        number = number_of(product.toewijzing_nummer)
        if number is None:
            continue
        toewijzing = case.toewijzingen.get(number)
        if toewijzing is None:
            told = "is niet bekend bij deze gemeente voor deze cliënt en aanbieder"
        elif toewijzing.verwijderd and isinstance(product, StartProduct):
            told = "is door de gemeente verwijderd en kan niet meer starten"
        else:
            continue
        yield fault(product, f"Toewijzing {number} {told}.", {"ToewijzingNummer": product.toewijzing_nummer})
