"""TR351: what has to change is an assignment that stands."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault
from gateway.rules.parts.requested import not_standing

card = Card(
    code="TR351",
    retourcode="9351",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
    source="iWmo 3.2, technische regel TR351",
    statement="Elk TeWijzigenProduct noemt een actuele toewijzing van deze cliënt bij deze aanbieder.",
    remedy=(
        "Noem alleen toewijzingen die lopen of nog beginnen. Een toewijzing die is geëindigd kan niet langer worden: "
        "vraag haar aan als NieuwProduct."
    ),
    note="Wat actueel is, staat bij TR349. Een nummer van een andere cliënt of aanbieder is ook fout.",
)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every change of what is no assignment that stands."""
    yield from not_standing(message, case, message.client.verzoek.te_wijzigen_producten)
