"""The measures of messages: refusals, answers, late reports and corrections."""

from typing import Final

from gateway.policy.insight.measure import Measure

_TERM_OVER: Final = "waarvan de drie werkdagen voor een antwoord voorbij zijn"

MESSAGE_MEASURES: Final = (
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
