"""TR350: what stays unchanged is an assignment that stands."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault
from gateway.rules.parts.requested import not_standing

card = Card(
    code="TR350",
    retourcode="9350",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct",
    source="iWmo 3.2, technische regel TR350",
    statement="Elk OngewijzigdProduct noemt een actuele toewijzing van deze cliënt bij deze aanbieder.",
    remedy="Noem alleen toewijzingen die lopen of nog beginnen, met het nummer uit de laatste WMO301.",
    note="Wat actueel is, staat bij TR349. Een nummer van een andere cliënt of aanbieder is ook fout.",
)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield every unchanged product that names no assignment that stands."""
    yield from not_standing(message, case, message.client.verzoek.ongewijzigde_producten)
