"""TR326: care that runs can't start again."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.restarted import care_key
from gateway.rules.reported import delivered_starts, start_key, starts_left

card = Card(
    code="TR326",
    retourcode="9326",
    level=3,
    messages=frozenset({"WMO305"}),
    element="Client/StartProducten/StartProduct",
    source="iWmo 3.2, technische regel TR326",
    statement=(
        "Een start wordt alleen gestuurd als er voor dezelfde toewijzing geen start loopt. Een start loopt "
        "als hij niet is verwijderd en er geen stop voor is gestuurd, tijdelijk of definitief."
    ),
    remedy=(
        "Stuur eerst de stop van de lopende start. Was die start verkeerd, verwijder hem dan "
        "(StatusAanlevering 3); dat mag in hetzelfde bericht."
    ),
    note=(
        "Beoordeeld per ToewijzingNummer en, als dat ontbreekt, per Product; niet per Begindatum, want dan "
        "zou een tweede start met een andere datum altijd mogen. Verwijderingen in hetzelfde bericht gaan "
        "voor (IV008). Twee starts voor dezelfde toewijzing in één bericht: de tweede is fout. Na elke stop "
        "mag een nieuwe start (OP379). Dezelfde start nog eens sturen breekt ook TR074."
    ),
)


def check(message: Wmo305, case: CaseFile) -> Iterator[Fault]:
    """Yield every start of care that runs already, after this message's removals."""
    stopped = {stop.start for stop in case.stops}
    running = {care_key(start): start for start in starts_left(message, case) if start not in stopped}
    for product, start in delivered_starts(message):
        earlier = running.setdefault(care_key(start), start)
        if earlier is not start:
            yield fault(product, f"Er loopt al een start: {words.start(earlier)}.", start_key(product))
