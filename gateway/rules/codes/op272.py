"""OP272: a stop is reported within five working days."""

from collections.abc import Iterator

from gateway.messages.kinds.stop import Wmo307
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.assigned import assigned, lateness
from gateway.rules.parts.stopped import stops_in_turn

card = Card(
    code="OP272",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO307"}),
    element="Client/StopProducten/StopProduct/Einddatum",
    source="iWmo 3.2, bedrijfsregel OP272",
    statement=(
        "Een stop is binnen vijf werkdagen na Einddatum gemeld. Voor een definitieve stop na een tijdelijke geldt dat "
        "vanaf de dag waarop bekend is dat de zorg niet wordt hervat."
    ),
    remedy="Aan dit bericht valt niets te herstellen. Gebeurt het vaker, stem dan af hoe het eerder kan.",
    note=(
        "Dit is geen genummerde technische regel, maar een bedrijfsregel zonder retourcode: een signaal, dat niets "
        "afkeurt. Wanneer bekend werd dat een tijdelijke stop definitief is, staat in geen bericht: een definitieve "
        "stop na een tijdelijke van dezelfde levering is daarom nooit te laat, ook niet als beide in één bericht "
        "staan. Gemeld is een stop op de dag waarop het bericht hier binnenkwam, naar Nederlandse tijd. Feestdagen en "
        "weekenden zijn geen werkdagen; wie na de vijfde werkdag in het weekend meldt, is te laat. Is de WMO301 pas "
        "na Einddatum voor het eerst verzonden, dan tellen de werkdagen zoals bij OP271 vanaf die dag. Een "
        "verwijdering (StatusAanlevering 3) wordt niet beoordeeld; wat na een verwijdering opnieuw wordt aangeleverd "
        "wel, op zijn eigen dag van binnenkomst."
    ),
)


def check(message: Wmo307, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield every stop that came in too late, save the final ones after a temporary one."""
    for product, stop, before in stops_in_turn(message, case):
        if before.temporary is not None:
            continue
        late = lateness("Einddatum", stop.einddatum, assigned(product, case), outside)
        if late is not None:
            yield fault(product, late, {"Einddatum": product.einddatum})
