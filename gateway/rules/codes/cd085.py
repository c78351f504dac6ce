"""CD085: a refusal has a reason."""

from collections.abc import Iterator

from gateway.messages.kinds.antwoord import Wmo319
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote
from gateway.standard.lexical import filled

card = Card(
    code="CD085",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO319"}),
    element="Antwoord/RedenAfwijzingVerzoek",
    source="iWmo 3.2, conditie CD085",
    statement="Bij een afgewezen verzoek (VerzoekAntwoord 1) is RedenAfwijzingVerzoek gevuld.",
    remedy="Vul de reden van de afwijzing in.",
)


def check(message: Wmo319) -> Iterator[Fault]:
    """Yield a refusal without reason."""
    antwoord = message.antwoord
    if one_of(antwoord.verzoek_antwoord, ("1",)) and not filled(antwoord.reden_afwijzing_verzoek):
        yield fault(
            antwoord,
            f"Verzoek {quote(antwoord.referentie_aanbieder)} is afgewezen zonder RedenAfwijzingVerzoek.",
            {"VerzoekAntwoord": antwoord.verzoek_antwoord, "RedenAfwijzingVerzoek": antwoord.reden_afwijzing_verzoek},
        )
