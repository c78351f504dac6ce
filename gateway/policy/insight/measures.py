"""The measures: for each indicator its definition for a person, and how it may be shown."""

from dataclasses import dataclass
from typing import Final

from gateway.policy.insight.targets import IndicatorRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One indicator, in Dutch. `{aansluitend}`, `{terugkeer}`, `{start}` and `{doorstroom}` stand for the region's."""

    code: str
    naam: str
    noemer: str
    """The cases that are looked at."""
    teller: str
    """Those of them that are counted."""
    jaar: str
    """The day that puts a case in a year."""
    onzichtbaar: str
    """The part of the matter that messages can't show."""
    together: str
    """Measures with the same word have denominators that follow from each other: they are hidden together."""
    per_segment: bool = True
    """False: about messages, counted by provider only."""
    elsewhere: bool = False
    """True when it looks at care by other providers too, so that a provider may not see small numbers."""
    gemiddelde: str = ""
    """Unit of the average that goes with it; "" without."""
    uitsplitsing: str = ""
    """What the counted cases are split by, for the municipality itself; "" when they aren't."""

    def worded(self, text: str, rules: IndicatorRules | None) -> str:
        """Return a text of this measure with the terms of the region in it."""
        if rules is None:
            return text
        return text.format(
            aansluitend=_months(rules.aansluitend),
            terugkeer=_months(rules.terugkeer),
            start=f"{rules.start} weken",
            doorstroom=rules.doorstroom,
        )


def _months(n: int) -> str:
    return "1 maand" if n == 1 else f"{n} maanden"


_ENDED: Final = (
    "Trajecten die in het jaar eindigden en waarvan het einde langer dan {aansluitend} geleden is. Een traject is alle "
    "gestarte zorg van een cliënt bij een aanbieder in een segment, met verlengingen en meerwerk, zolang het volgende "
    "binnen {aansluitend} na het vorige ingaat."
)
_END: Final = "laatste dag van het traject: die van de definitieve stop, of zonder stop de Einddatum"
_ELSEWHERE: Final = (
    "Zorg in een andere gemeente, onder de Zvw of de Wlz, en zorg waarvan de start niet is gemeld. Wie pas later start "
    "telt vanaf dan."
)
_GROUNDS: Final = "De reden achter een besluit dat in een ander systeem is genomen."
_TERM_OVER: Final = "waarvan de drie werkdagen voor een antwoord voorbij zijn"

MEASURES: Final = (
    Measure(
        code="doorstroom",
        naam="door naar {doorstroom}",
        noemer=_ENDED,
        teller=(
            "Na het begin van het traject en uiterlijk {aansluitend} na het einde begon {doorstroom}, bij welke "
            "aanbieder dan ook, en dat duurt langer dan het traject."
        ),
        jaar=_END,
        onzichtbaar=_ELSEWHERE,
        together="afgerond",
        elsewhere=True,
    ),
    Measure(
        code="uitstroom",
        naam="uit zorg",
        noemer=_ENDED,
        teller=(
            "Beëindigd met reden 19 (volgens plan), en daarna loopt of begint binnen {aansluitend} geen andere "
            "ondersteuning (segmenten met instroom)."
        ),
        jaar=_END,
        onzichtbaar=f"Waarheen iemand gaat, en of het op eigen kracht is. {_ELSEWHERE}",
        together="afgerond",
        elsewhere=True,
    ),
    Measure(
        code="terugkeer",
        naam="terug binnen {terugkeer}",
        noemer=(
            "Trajecten die in het jaar eindigden en als 'uit zorg' tellen, waarvan het einde langer dan {terugkeer} "
            "geleden is."
        ),
        teller="Later dan {aansluitend} en uiterlijk {terugkeer} na het einde begon nieuwe ondersteuning.",
        jaar=_END,
        onzichtbaar=_ELSEWHERE,
        together="afgerond",
        elsewhere=True,
    ),
    Measure(
        code="op-tijd",
        naam="volgens plan klaar op de afgesproken dag",
        noemer="Gestarte trajecten waarvan de eerst toegewezen Einddatum in het jaar ligt en voorbij is.",
        teller="De definitieve stop heeft reden 19 en ligt niet na die eerst toegewezen Einddatum.",
        jaar="eerst toegewezen Einddatum",
        onzichtbaar=(
            "Of doelen zijn gehaald: reden 19 op of voor de afgesproken dag is de lezing die het dichtst bij 'doelen "
            "behaald in de afgesproken tijd' komt. Een traject zonder Einddatum telt niet mee."
        ),
        together="afgesproken",
    ),
    Measure(
        code="start",
        naam="gestart binnen {start}",
        noemer="Trajecten met een Ingangsdatum in het jaar, waarvan de {start} voorbij zijn.",
        teller="De eerste gemelde start ligt uiterlijk {start} na Ingangsdatum.",
        jaar="Ingangsdatum",
        onzichtbaar="Waarom het langer duurde, en of de zorg echt begon op de gemelde dag.",
        together="ingegaan",
    ),
    Measure(
        code="wachttijd",
        naam="wachttijd van besluit tot start",
        noemer="Trajecten waarvan de eerste gemelde start in het jaar ligt.",
        teller="De start ligt uiterlijk {start} na de eerste Toewijzingsdatum.",
        jaar="eerste gemelde start",
        onzichtbaar="De tijd tussen melding en besluit, en de wens van de cliënt om later te beginnen.",
        together="gestart",
        gemiddelde="dagen",
    ),
    Measure(
        code="lengte",
        naam="binnen de richttijd",
        noemer=f"{_ENDED} Alleen producten met een richttijd.",
        teller="Het traject zonder verlenging en meerwerk duurde niet langer dan de richttijd in maanden.",
        jaar=_END,
        onzichtbaar="De richttijd is een gemiddelde en geen grens: langer is niet fout.",
        together="afgerond",
        gemiddelde="dagen",
    ),
    Measure(
        code="verlengd",
        naam="met een verlenging",
        noemer=f"{_ENDED} Alleen segmenten met een verlenging.",
        teller="Er hoort een verlenging bij.",
        jaar=_END,
        onzichtbaar="Een traject met een latere Einddatum is langer gemaakt en geen verlenging.",
        together="afgerond",
    ),
    Measure(
        code="met-meerwerk",
        naam="met meerwerk",
        noemer=f"{_ENDED} Alleen segmenten met meerwerk.",
        teller="Er hoort meerwerk bij.",
        jaar=_END,
        onzichtbaar=_GROUNDS,
        together="afgerond",
    ),
    Measure(
        code="evaluatie",
        naam="evaluatie afgesproken in een jaar zorg",
        noemer=(
            "Volle jaren gestarte zorg die in het jaar eindigden, in de segmenten waar ieder jaar wordt geëvalueerd: "
            "gerekend vanaf de eerste gemelde start, en op de laatste dag liep de zorg nog."
        ),
        teller="Bij het besluit is een evaluatie afgesproken (evaluatieOp) op een dag in dat jaar zorg.",
        jaar="de dag waarop het zoveelste jaar sinds de start vol is",
        onzichtbaar="Of de evaluatie is gehouden, en evaluaties die niet bij het besluit zijn vastgelegd.",
        together="jaren zorg",
    ),
    Measure(
        code="verlenging",
        naam="verlengingen met een grond",
        noemer="Toegewezen verlengingen met een Ingangsdatum in het jaar.",
        teller="Bij het besluit is een grond vastgelegd.",
        jaar="Ingangsdatum",
        onzichtbaar=_GROUNDS,
        together="verlengingen",
        uitsplitsing="grond",
    ),
    Measure(
        code="meerwerk",
        naam="meerwerk met een grond",
        noemer="Toegewezen meerwerk met een Ingangsdatum in het jaar.",
        teller="Bij het besluit is een grond vastgelegd.",
        jaar="Ingangsdatum",
        onzichtbaar=_GROUNDS,
        together="meerwerk",
        uitsplitsing="grond",
    ),
    Measure(
        code="overrules",
        naam="overrulede besluiten",
        noemer="Versies van toewijzingen die in het jaar zijn besloten, verwijderingen niet meegeteld.",
        teller="Een consulent liet door wat het beleid blokkeert.",
        jaar="Toewijzingsdatum van de versie",
        onzichtbaar="Besluiten uit de tijd voordat de gemeente een beleid koos: daarop is niet getoetst.",
        together="besluiten",
        uitsplitsing="toets en consulent",
    ),
    Measure(
        code="afkeur-gemeente",
        naam="berichten van de aanbieder die zijn afgekeurd",
        noemer=f"Berichten van de aanbieder die in het jaar binnenkwamen, {_TERM_OVER}.",
        teller="Het bericht is afgekeurd.",
        jaar="dag van binnenkomst",
        onzichtbaar="Wat al voor de ontvangst is geweigerd (geen XML, niet volgens het schema, geen toegang).",
        together="ontvangen",
        per_segment=False,
        uitsplitsing="code",
    ),
    Measure(
        code="antwoord-gemeente",
        naam="binnen drie werkdagen beantwoord door de gemeente",
        noemer=f"Berichten van de aanbieder die in het jaar binnenkwamen, {_TERM_OVER}.",
        teller="Het retourbericht is er uiterlijk op de derde werkdag na de dag van binnenkomst.",
        jaar="dag van binnenkomst",
        onzichtbaar="Wanneer de aanbieder het retourbericht ophaalde of las.",
        together="ontvangen",
        per_segment=False,
        gemiddelde="minuten",
    ),
    Measure(
        code="afkeur-aanbieder",
        naam="berichten van de gemeente die zijn afgekeurd",
        noemer=f"Berichten van de gemeente die in het jaar klaarstonden, {_TERM_OVER}.",
        teller="De aanbieder antwoordde met een afkeuring.",
        jaar="dag waarop het bericht klaarstond",
        onzichtbaar="Wat de aanbieder buiten het berichtenverkeer liet weten.",
        together="verzonden",
        per_segment=False,
        uitsplitsing="code",
    ),
    Measure(
        code="antwoord-aanbieder",
        naam="binnen drie werkdagen beantwoord door de aanbieder",
        noemer=f"Berichten van de gemeente die in het jaar klaarstonden, {_TERM_OVER}.",
        teller="Het retourbericht is er uiterlijk op de derde werkdag na die dag.",
        jaar="dag waarop het bericht klaarstond",
        onzichtbaar="Wanneer de aanbieder het bericht ophaalde of las.",
        together="verzonden",
        per_segment=False,
        gemiddelde="minuten",
    ),
    Measure(
        code="late-start",
        naam="starts die te laat zijn gemeld",
        noemer="Starts die in het jaar zijn gemeld, ook als ze later zijn teruggenomen.",
        teller=(
            "Gemeld na de vijfde werkdag na Begindatum, of na de eerste Toewijzingsdatum als die later is (OP271)."
        ),
        jaar="dag van binnenkomst",
        onzichtbaar="Starts die helemaal niet zijn gemeld; daarover gaat het signaal NL-805.",
        together="meldingen",
        per_segment=False,
    ),
    Measure(
        code="late-stop",
        naam="stops die te laat zijn gemeld",
        noemer=(
            "Stops die in het jaar zijn gemeld, ook als ze later zijn teruggenomen; een stop na een tijdelijke stop "
            "van dezelfde levering telt niet mee."
        ),
        teller="Gemeld na de vijfde werkdag na Einddatum, of na de eerste Toewijzingsdatum als die later is (OP272).",
        jaar="dag van binnenkomst",
        onzichtbaar="Stops die helemaal niet zijn gemeld; daarover gaat het signaal NL-806.",
        together="meldingen",
        per_segment=False,
    ),
    Measure(
        code="correcties",
        naam="teruggenomen starts en stops",
        noemer="Starts en stops die in het jaar zijn gemeld.",
        teller="Later teruggenomen (StatusAanlevering 3), al of niet om een andere te melden.",
        jaar="dag van binnenkomst van wat is teruggenomen",
        onzichtbaar="Waarom iets is teruggenomen.",
        together="meldingen",
        per_segment=False,
    ),
)
"""In the order in which they are shown."""

BY_CODE: Final = {each.code: each for each in MEASURES}
