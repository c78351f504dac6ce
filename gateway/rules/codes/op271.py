"""OP271: a start is reported within five working days."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.assigned import assigned, lateness
from gateway.rules.reported import delivered_starts

card = Card(
    code="OP271",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO305"}),
    element="Client/StartProducten/StartProduct/Begindatum",
    source="iWmo 3.2, bedrijfsregel OP271",
    statement=(
        "Een start is binnen vijf werkdagen na Begindatum gemeld, of bij een toewijzing met terugwerkende kracht "
        "binnen vijf werkdagen nadat de WMO301 is verzonden."
    ),
    remedy=("Aan dit bericht valt niets te herstellen. Gebeurt het vaker, stem dan af hoe het eerder kan."),
    note=(
        "Dit is geen genummerde technische regel, maar een bedrijfsregel zonder retourcode: een signaal, dat niets "
        "afkeurt. Gemeld is een start op de dag waarop het bericht hier binnenkwam, naar Nederlandse tijd. Feestdagen "
        "en weekenden zijn geen werkdagen; wie na de vijfde werkdag in het weekend meldt, is te laat. Is de WMO301 na "
        "Begindatum voor het eerst verzonden, dan tellen de werkdagen vanaf die dag, want eerder viel er niets te "
        "melden; wanneer de aanbieder hem ophaalde, telt niet mee. Een verwijdering (StatusAanlevering 3) wordt niet "
        "beoordeeld; wat na een verwijdering opnieuw wordt aangeleverd wel, op zijn eigen dag van binnenkomst."
    ),
)


def check(message: Wmo305, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield every start that came in too late."""
    for product, start in delivered_starts(message):
        late = lateness("Begindatum", start.begindatum, assigned(product, case), outside)
        if late is not None:
            yield fault(product, late, {"Begindatum": product.begindatum})
