"""What a person reads of a refusal whose own text speaks to a program or to somebody at a command line."""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from gateway.console.view.words import label, last_name
from gateway.exchange.kernel.refusals import Refusal

PLAIN: Final[Mapping[str, str]] = {
    "sleutel-hergebruikt": "Dit formulier is al uitgevoerd, met een andere inhoud. Wat u nu ziet is een nieuw "
    "formulier: kijk eerst of het nog nodig is.",
    "overrule-niet-nodig": "Er is niets door te laten: het beleid staat dit toe. Verstuur het zonder reden.",
    "client-bestaat": "De gemeente heeft al een cliënt met dit BSN. Zoek die op bij Cliënten, en wijzig daar de "
    "gegevens als die anders zijn.",
    "client-onvolledig": "Van deze cliënt is nog niet alles bekend wat een bericht aan de aanbieder vraagt, zoals een "
    "adres. Vul het aan in het dossier van de cliënt, onder Gegevens wijzigen, en neem dan het besluit. Er is niets "
    "vastgelegd en niets verstuurd.",
    "andere-verzender": "Dit bericht is van een andere afzender; alleen die kan het versturen.",
    "andere-partij": "Dit bericht is van en voor anderen. Alleen de gemeente en de aanbieder die erin staan kunnen het "
    "tegen de administratie toetsen. Zonder dat vinkje wordt het alleen aan de standaard getoetst.",
    "toekenning-staat-klaar": "Dit verzoek werd al toegekend, en de aanbieder keurde de WMO301 af. Toekennen stuurt "
    "wat toen werd toegewezen opnieuw, zoals het is. Moet het anders, wijzig dan de toewijzing; wilt u het verzoek "
    "afwijzen, trek haar dan eerst in. Er is niets vastgelegd en niets verstuurd.",
    "toekenning-al-bekend": "Dit verzoek werd al toegekend. De aanbieder keurde die WMO301 af, maar kent de toewijzing "
    "door een andere; opnieuw sturen met de referentie kan niet meer. Wijs het verzoek af als de toewijzing zo moet "
    "blijven, trek haar anders eerst in, of kies hieronder Anders voor andere zorg. Er is niets vastgelegd en niets "
    "verstuurd.",
    "andere-toekenning-staat-klaar": "Een ander verzoek van deze aanbieder voor deze cliënt werd al toegekend, en hij "
    "keurde de WMO301 af. Eén WMO301 kan niet beide toekennen: ken eerst dat andere verzoek nogmaals toe, en dan dit. "
    "Er is niets vastgelegd en niets verstuurd.",
    "geen-beleid": "De gemeente koos geen beleid, en zonder is dit niet te zeggen. De beheerder van de gateway kan er "
    "een kiezen.",
    "beleid-onbruikbaar": "Het beleid dat de gemeente koos is op deze gateway niet te vinden of niet in orde; zonder "
    "kan er niets worden toegewezen of gewijzigd. Meld dit de beheerder van de gateway.",
    "gemeente-aangesloten": "De gemeente werkt zelf met deze gateway, en die maakt haar berichten: wijs zorg toe bij "
    "de cliënt, en beslis op een verzoek bij Verzoeken. Retourberichten gaan vanzelf.",
    "bericht-gewist": "De inhoud van dit bericht is gewist, omdat de bewaartermijn voorbij was. Wat ervan bleef staat "
    "op de bladzijde van het bericht.",
    "nog-niet-verzegeld": "Dit bericht ligt nog niet onder een zegel. Dat komt vanzelf zolang er een worker draait; op "
    "het overzicht staat of er een leeft.",
    "al-afgehandeld": "Dit signaal is al afgehandeld, met een andere notitie of door een ander. Wat toen is gezegd "
    "blijft staan, en is te lezen bij het signaal.",
    "bericht-onbekend": "Dit bericht is er niet, of het is niet van of voor uw organisatie.",
    "levering-onbekend": "Dit bericht is er niet, of het wordt of werd niet bezorgd.",
    "signaal-onbekend": "Dit signaal is er niet, of het is niet van uw gemeente.",
    "verzoek-onbekend": "Dit verzoek is er niet, of het is niet van of voor uw organisatie.",
    "client-onbekend": "Deze cliënt is er niet, of hoort bij een andere gemeente.",
    "declaratie-onbekend": "Deze declaratie is er niet, of is niet van of voor uw organisatie. Van een declaratie die "
    "als geheel is afgewezen staat het oordeel bij het bericht zelf.",
    "signaal-vervallen": "Dit signaal is vervallen, omdat zijn oorzaak weg is. Er is niets meer af te handelen.",
    "al-vastgehouden": "De gegevens van deze cliënt worden al vastgehouden, om een andere reden. Geef ze eerst vrij.",
    "niet-vastgehouden": "De gegevens van deze cliënt worden niet vastgehouden.",
    "onbekend-pad": "Dit adres bestaat niet. Begin bij het begin, en kies daar waar u heen wilt.",
    "volgende-ongeldig": "Deze bladzijde hoort niet bij de lijst zoals u haar nu koos. Begin weer bij het begin.",
    "organisatie-bestaat": "Er is op deze gateway al een organisatie met deze code.",
    "persoon-onbekend": "Er is niemand met deze inlognaam. De lijst van mensen toont wie er zijn.",
    "sleutel-onbekend": "De organisatie heeft geen geldige sleutel met deze naam; haar bladzijde toont welke er zijn.",
}
"""By the name of the problem."""
_INCOMPLETE: Final = "client-onvolledig"
_IN_FORM: Final[Mapping[str, str]] = {
    "contactgegevens": "waar de cliënt te bereiken is",
    "naamGebruik": "hoe de naam wordt gebruikt",
}
"""By key of the client's details what the form calls it, where that is another word."""


def text_of(refused: Refusal) -> str:
    """Return what a person reads of this refusal; of details that are missing, which."""
    text = PLAIN.get(refused.problem, refused.text)
    if refused.problem != _INCOMPLETE:
        return text
    faults = cast(Sequence[Mapping[str, str]], refused.details["fouten"])
    names = [last_name(each["plaats"]) for each in faults]
    missing = dict.fromkeys(_IN_FORM.get(each) or label(each).lower() for each in names)
    return f"{text} Het gaat om: {', '.join(missing)}."
