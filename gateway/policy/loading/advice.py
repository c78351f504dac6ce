"""Advice on a fault in a policy file: what its author does about it (Dutch)."""

from collections.abc import Mapping
from typing import Final

_BY_WORDS: Final[Mapping[str, str]] = {
    "is geen geldige TOML": "Kijk op deze regel en die erboven naar haken, aanhalingstekens en komma's.",
    "geen UTF-8": "Bewaar het bestand als UTF-8.",
    "het bestand heet": "Noem het bestand naar zijn eerste dag, of verbeter geldig_vanaf.",
    "is een sleutel die hier niet hoort": "Haal de sleutel weg, of verbeter hoe hij is gespeld.",
    "hoort hier niet; hier staan": "Haal de tabel weg, of verbeter de code tot een die er nog niet staat.",
    "hoort alleen bij": "Haal basis weg, of verander soort.",
    "ontbreekt: elk tweetal": 'Voeg het tweetal toe aan [stapeling]; zwijgt de tekst erover, dan is mag "onbepaald".',
    "ontbreekt: soort": "Noem in basis de code van het traject.",
    "ontbreekt; hier staan": "Voeg de tabel toe; 'gateway policy checks CODE' zegt waar de toets over gaat.",
    "ontbreekt": "Voeg de sleutel toe aan de tabel op deze regel.",
    "moet een van": "Kies een van die waarden, zo gespeld.",
    "aanhalingstekens": "Zet aanhalingstekens waar tekst hoort, en geen om een datum.",
    "moet een tabel zijn": "Schrijf er een tabel van: een kop tussen haken met sleutels eronder.",
    "moet een lijst zijn": "Zet de waarde tussen blokhaken, ook als het er een is.",
    "moet een geheel getal": "Schrijf cijfers zonder aanhalingstekens of komma.",
    "true of false": "Schrijf true of false, zonder aanhalingstekens.",
    "is leeg": "Vul de waarde in; weet u hem niet, noem dan in bron waar de tekst zwijgt.",
    "is geen segment": "Kies een van die segmenten, of voeg het toe aan [segmenten] en aan [stapeling].",
    "is geen product van soort": "Verbeter de code, of verander soort van het product.",
    "is geen product in": "Verbeter de code, of voeg het product toe aan [producten].",
    "is geen traject in segment": "Noem een traject uit hetzelfde segment, of verander segment.",
    "staat niet in de codelijst": "Kies een code uit die lijst van iWmo.",
    "staat niet in [": "Verbeter de naam, of voeg hem daar toe.",
    "moet twee segmenten noemen": 'Schrijf de sleutel als "EEN + ANDER".',
    "is hetzelfde tweetal": "Haal een van de twee weg.",
    "moet de teksten noemen": "Noem in bron elke tekst, of kies een andere waarde voor mag.",
    "kan alleen bij gevolg": 'Haal overrulebaar weg, of maak van gevolg "blokkade".',
    "gaat over wat al gebeurd is": 'Kies "signaal" of "uit".',
    "keer": "Noem het segment één keer.",
    "is geen meting": "Kies een van die metingen.",
    "minstens of hoogstens": "Noem een van de twee grenzen.",
    "tweede streefwaarde": "Haal een van de twee weg.",
    "gemeentecode": "Schrijf de CBS-code met nullen ervoor: 0983.",
    "productcode": "Schrijf de code in hoofdletters en cijfers, zonder punten: 02A02.",
    "van letters, cijfers en streepjes": "Verbeter de naam: geen spaties of leestekens.",
    "moet minstens": "Kies een groter getal, of verander waar het mee wordt vergeleken.",
    "moet meer dan": "Kies een groter getal, of verander waar het mee wordt vergeleken.",
    "mag hoogstens": "Kies een kleiner getal.",
    "kan": "Vergelijk de waarde met die in een bestand dat in orde is.",
}
"""By words of the fault's text; the first that fit count."""


def advice_on(text: str) -> str:
    """Return what to do about the fault with this text; "" when there is nothing to add."""
    return next((advice for words, advice in _BY_WORDS.items() if words in text), "")
