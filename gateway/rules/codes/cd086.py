"""CD086: what is still looked into has no reason for refusal."""

from collections.abc import Iterator

from gateway.messages.kinds.antwoord import Wmo319
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote
from gateway.rules.words import coded
from gateway.standard.lexical import filled

card = Card(
    code="CD086",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO319"}),
    element="Antwoord/RedenAfwijzingVerzoek",
    source="iWmo 3.2, conditie CD086",
    statement="Bij een verzoek dat in onderzoek is (VerzoekAntwoord 2) blijft RedenAfwijzingVerzoek leeg.",
    remedy="Laat RedenAfwijzingVerzoek weg, of antwoord met 1 als het verzoek is afgewezen.",
)


def check(message: Wmo319) -> Iterator[Fault]:
    """Yield an answer 'under investigation' with a reason for refusal."""
    antwoord = message.antwoord
    reden = antwoord.reden_afwijzing_verzoek
    if reden is not None and filled(reden) and one_of(antwoord.verzoek_antwoord, ("2",)):
        yield fault(
            antwoord,
            f"Verzoek {quote(antwoord.referentie_aanbieder)} is in onderzoek, maar heeft RedenAfwijzingVerzoek "
            f"{coded('LDT_RedenAfwijzingVerzoek', reden)}.",
            {"RedenAfwijzingVerzoek": reden, "VerzoekAntwoord": antwoord.verzoek_antwoord},
        )
