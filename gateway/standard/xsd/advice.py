"""What to do about a value that its type does not allow, in Dutch, for a person at a back office.

What an element is comes from its datatype, and the names of the elements beside it from the schema of the message.
"""

from typing import Final

from gateway.standard.lexical import WHITE_SPACE
from gateway.standard.xsd.code_advice import code_advice
from gateway.standard.xsd.dates import (
    absent_day,
    date_advice,
    date_fault,
    last_day,
    short_year,
    time_advice,
    unknown_parts,
)
from gateway.standard.xsd.letters import cleaned
from gateway.standard.xsd.model import Simple
from gateway.standard.xsd.number_advice import number_advices
from gateway.standard.xsd.spot import Spot
from gateway.standard.xsd.text_advice import DIGITS, text_advices
from gateway.standard.xsd.values import fixed_text, obeys, pattern_words, range_words

_LONG: Final = 200
"""Nothing is guessed from a value of more characters."""
_NOTHING: Final = frozenset(
    ("-", "--", "?", "n.v.t.", "nvt", "n/a", "geen", "niets", "onbekend", "null", "none", "nil", "nan", "leeg", "#n/b")
)
"""Lower-case texts by which people and programs say that there is no value."""


def advice(simple: Simple, text: str, spot: Spot) -> str:
    """Return what to do about a text that does not obey the type."""
    trimmed = text.strip(WHITE_SPACE)
    if not trimmed:
        return _empty(simple, spot)
    fixed = fixed_text(simple)
    if fixed:
        return f"Vul {fixed} in."
    if trimmed != text and obeys(simple, trimmed):
        return "Haal de witruimte om de waarde weg."
    if len(trimmed) > _LONG:
        return _general(simple, trimmed)
    plain = cleaned(trimmed)
    if plain != trimmed and plain and obeys(simple, plain):
        return spot.write_advice(plain, "met gewone tekens") or "Typ de waarde opnieuw in, met gewone tekens."
    found = _of_kind(simple, plain or trimmed, spot)
    if not found and trimmed.lower() in _NOTHING:
        return _empty(simple, spot)
    return found or _general(simple, trimmed)


def _empty(simple: Simple, spot: Spot) -> str:
    fixed = fixed_text(simple)
    if fixed:
        return f"Vul {fixed} in."
    if spot.leave_out == spot.name:
        return f"Laat {spot.name} weg, of vul een waarde in."
    if spot.leave_out is not None:
        return f"Laat heel {spot.leave_out} weg, of vul {spot.name} in."
    return f"Vul {spot.name} in: dat is verplicht{f' in {spot.within}' if spot.within else ''}."


def _of_kind(simple: Simple, text: str, spot: Spot) -> str:
    if simple.codes is not None:
        return code_advice(simple.codes, text)
    match simple.kind:
        case "date":
            return _date_advice(simple, text, spot)
        case "time":
            turned = time_advice(text)
            return f"Schrijf {turned}: uren, minuten en seconden, zonder tijdzone." if turned else ""
        case "integer":
            return next(filter(None, number_advices(simple, text, spot)), "")
    return next(filter(None, text_advices(simple, text, spot)), "")


def _date_advice(simple: Simple, text: str, spot: Spot) -> str:
    unknown, use = unknown_parts(text), spot.of_type("LDT_DatumGebruik")
    if unknown and use:
        return f"Is een deel van de datum onbekend, schrijf dan {unknown[0]} met {unknown[1]} in {use}."
    turned, how = date_advice(text)
    if turned and obeys(simple, turned):
        return f"Bedoelt u {turned}? {how[0].upper()}{how[1:]}." if "verwisseld" in how else f"Schrijf {turned}: {how}."
    short = short_year(text)
    if short:
        return f"Schrijf het jaar met vier cijfers: {short[0]} of {short[1]}."
    absent = absent_day(text)
    if absent and date_fault(text) == f"is geen bestaande dag: {absent}":
        last = last_day(text)
        return f"Kies een dag die bestaat{f'; de laatste van die maand is {last}' if last else ''}."
    if absent:
        return f"Die dag bestaat niet: {absent}. Kies een andere, geschreven als JJJJ-MM-DD."
    return ""


def _general(simple: Simple, text: str) -> str:
    """Return the advice where nothing can be guessed from the value."""
    if simple.codes is not None:
        return "Kies een code uit de lijst."
    match simple.kind:
        case "date":
            return "Schrijf de datum als JJJJ-MM-DD, zonder tijd en tijdzone, zoals 2025-01-31."
        case "time":
            return "Schrijf de tijd met uren, minuten en seconden en zonder tijdzone, zoals 09:30:00."
        case "integer":
            return f"Vul een geheel getal in{range_words(simple)}, zonder punten, komma's of spaties."
    if simple.max_length is not None and len(text) > simple.max_length:
        sized = next((each for each in simple.patterns if DIGITS.fullmatch(each.source)), None)
        if sized is not None:
            return f"Vul hier in: {pattern_words(sized.source)}."
        return f"Kort de waarde in tot hoogstens {simple.max_length} tekens."
    if len(text) < simple.min_length:
        return f"Vul ten minste {simple.min_length} tekens in."
    broken = next((each for each in simple.patterns if each.regex.fullmatch(text) is None), None)
    return f"Vul hier in: {pattern_words(broken.source)}." if broken else "Verbeter de waarde."
