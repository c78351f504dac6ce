"""CD007: Taal is given exactly when an interpreter is needed."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote
from gateway.rules.words import coded
from gateway.standard.lexical import filled

card = Card(
    code="CD007",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Communicatie/Taal",
    source="iWmo 3.2, conditie CD007",
    statement="Taal is gevuld als Vorm van de communicatie 1 (tolk taal) is, en anders niet.",
    remedy="Vul de taal van de tolk in, of laat Taal weg bij een andere vorm van communicatie.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield the way of communicating when Taal and Vorm contradict each other."""
    communicatie = message.client.communicatie
    if communicatie is None:
        return
    given = filled(communicatie.taal)
    if given != one_of(communicatie.vorm, ("1",)):
        vorm = coded("LDT_Communicatievorm", communicatie.vorm)
        yield fault(
            communicatie,
            f"Taal {quote(communicatie.taal)} hoort niet bij Vorm {vorm}."
            if given
            else f"Taal ontbreekt bij Vorm {vorm}.",
            {"Taal": communicatie.taal, "Vorm": communicatie.vorm},
        )
