"""The measures of care: trajects, their start and end, extensions, extra work and decisions."""

from typing import Final

from gateway.policy.insight.measure import Measure

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

CARE_MEASURES: Final = (
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
)
"""In the order in which they are shown."""
