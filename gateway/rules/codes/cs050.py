"""CS050: NaamGebruik fits the names that are given."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.shared import names
from gateway.rules.words import coded

card = Card(
    code="CS050",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Naam/NaamGebruik; Client/Relaties/Relatie/Naam/NaamGebruik",
    source="iWmo 3.2, constraint CS050",
    statement="Met een Partnernaam is NaamGebruik 1, 2, 3 of 4; zonder Partnernaam is het 1.",
    remedy="Vul de Partnernaam in, of geef NaamGebruik een waarde die bij de gegeven namen past.",
    note=(
        "De tekst van de standaard laat zonder Partnernaam ook 6 (niet-natuurlijk persoon) toe; de officiële "
        "controle niet, en die volgen wij. Daardoor is CS318 (geen 6 voor de cliënt) geen eigen bevinding: "
        "deze regel vangt de 6 al af."
    ),
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every name whose NaamGebruik asks for what isn't there."""
    for naam in names(message):
        if not one_of(naam.naam_gebruik, _WITHOUT if naam.partnernaam is None else _WITH):
            told = "zonder" if naam.partnernaam is None else "met"
            usage = coded("LDT_NaamGebruik", naam.naam_gebruik)
            yield fault(
                naam,
                f"NaamGebruik {usage} past niet bij een naam {told} Partnernaam.",
                {"NaamGebruik": naam.naam_gebruik, "Partnernaam": naam.partnernaam},
            )


_WITHOUT = ("1",)
_WITH = ("1", "2", "3", "4")
