"""What to do about a value that its type does not allow, in Dutch, for a person at a back office.

What an element is comes from its datatype, and the names of the elements beside it from the schema of the message.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.standard import municipalities
from gateway.standard.lexical import WHITE_SPACE, collapsed
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
from gateway.standard.xsd.values import code_words, fixed_text, obeys, pattern_words, range_words

_LONG: Final = 200
"""Nothing is guessed from a value of more characters."""
_MONEY: Final = re.compile("Bedrag|Budget|Tarief")
_SEPARATORS: Final = re.compile(r"[\s./()_-]+")
_DECIMAL: Final = re.compile(
    r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+),([0-9]{1,2}|-)|([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)\.([0-9]{1,2})"
)
_WHOLE: Final = re.compile(r"([0-9]+)[.,]0+")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[. ,][0-9]{3})+")
_HOUSE: Final = re.compile(r"([0-9]+)\s*[-/]?\s*([a-zA-Z](?![a-zA-Z]))?\s*[-/]?\s*([a-zA-Z0-9 ]*)")
_ABROAD: Final = re.compile(r"(?:\+|00)\s*([0-9][0-9 ().-]*)")
_SYNONYMS: Final[Mapping[str, str]] = {
    "true": "ja", "false": "nee", "waar": "ja", "onwaar": "nee", "yes": "ja", "no": "nee",
    "uren": "uur", "euro": "euro's", "debit": "debetbedrag en aantal",
}  # fmt: skip
_NOTHING: Final = frozenset(
    ("-", "--", "?", "n.v.t.", "nvt", "n/a", "geen", "niets", "onbekend", "null", "none", "nil", "nan", "leeg", "#n/b")
)
"""Lower-case texts by which people and programs say that there is no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a value stands, as far as the advice depends on it."""

    name: str
    within: str = ""
    """The class that the element is part of."""
    beside: Mapping[str, Simple]
    """The elements with a value that the class has room for, by name."""
    leave_out: str | None = None
    """The element that may go when there is nothing to fill in: this one or a class around it. None: neither may."""
    show: Callable[[str], str | None] = str
    """A value as it may be shown; None when it may not be."""

    def of_type(self, datatype: str) -> str | None:
        """Return the name of the element of this datatype in the same class; None when there is no such."""
        return next((name for name, simple in self.beside.items() if simple.name == datatype), None)


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
        return _write(spot, plain, "met gewone tekens") or "Typ de waarde opnieuw in, met gewone tekens."
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


def _write(spot: Spot, value: str, how: str) -> str:
    """Return the advice to write this value; "" when it may not be shown."""
    shown = spot.show(value)
    return f"Schrijf {shown}: {how}." if shown else ""


def _of_kind(simple: Simple, text: str, spot: Spot) -> str:
    if simple.codes is not None:
        return _code_advice(simple.codes, text)
    match simple.kind:
        case "date":
            return _date_advice(simple, text, spot)
        case "time":
            turned = time_advice(text)
            return f"Schrijf {turned}: uren, minuten en seconden, zonder tijdzone." if turned else ""
        case "integer":
            return next(filter(None, _number_advices(simple, text, spot)), "")
    return next(filter(None, _text_advices(simple, text, spot)), "")


# --- codes


def _code_advice(codes: Mapping[str, str], text: str) -> str:
    meant = meant_code(codes, text)
    return f"Bedoelt u {code_words(meant, codes[meant])}?" if meant else ""


def meant_code(codes: Mapping[str, str], text: str) -> str | None:
    """Return the code that was meant, where one is likely: a nought too many or too few, its meaning, other letters."""
    if not text.strip():
        return None
    width = len(next(iter(codes), ""))
    whole = _WHOLE.fullmatch(text)
    bare = whole[1] if whole else text
    guesses = [bare, bare.zfill(width), bare.upper(), bare.split()[0].rstrip(":.-")]
    if bare.isdigit() and bare.strip("0"):
        guesses.append(bare.lstrip("0"))
    return next((guess for guess in guesses if guess in codes), None) or _by_meaning(codes, text.casefold())


def _by_meaning(codes: Mapping[str, str], text: str) -> str | None:
    text = _SYNONYMS.get(text, text)
    meanings = {meaning.casefold(): code for code, meaning in codes.items() if meaning}
    if text in meanings:
        return meanings[text]
    begun = [code for meaning, code in meanings.items() if meaning.startswith(text)]
    if len(begun) == 1 and text.isalpha() and (len(text) > 2 or len(codes) <= 3):
        return begun[0]
    ended = [code for meaning, code in meanings.items() if len(text) > 2 and meaning.split()[-1] == text]
    if len(ended) == 1:
        return ended[0]
    near = difflib.get_close_matches(text, meanings, n=1, cutoff=0.75) if len(text) > 3 else []
    return meanings[near[0]] if near else None


# --- dates


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


# --- numbers


def _number_advices(simple: Simple, text: str, spot: Spot) -> Iterator[str]:
    value = collapsed(text)
    yield _negative(simple, value, spot)
    yield _out_of_bounds(simple, value)
    yield _house_number(simple, value, spot)
    yield _money(simple, value) if _MONEY.search(simple.name) else _whole(simple, value, spot)


def _negative(simple: Simple, value: str, spot: Spot) -> str:
    sign = spot.of_type("LDT_DebetCredit")
    amount = value.strip("-+ ")
    if sign is None or "-" not in (value[0], value[-1]):
        return ""
    if obeys(simple, amount):
        return f"Schrijf {amount}, en zet {sign} op C: een bedrag heeft geen minteken."
    return ""


def _out_of_bounds(simple: Simple, value: str) -> str:
    if re.fullmatch(r"[+-]?[0-9]+", value) is None:
        return ""
    if _MONEY.search(simple.name):
        return f"Vul een bedrag in hele centen in{range_words(simple)}."
    return f"Vul een getal in{range_words(simple)}."


def _house_number(simple: Simple, value: str, spot: Spot) -> str:
    letter, addition = spot.of_type("LDT_Huisletter"), spot.of_type("LDT_HuisnummerToevoeging")
    match = _HOUSE.fullmatch(value)
    if match is None or letter is None or addition is None:
        return ""
    number, first, rest = match[1], match[2], match[3].strip()
    if not obeys(simple, number):
        return ""
    parts = [f"{number} in {spot.name}"]
    if first:
        parts.append(f"{first} in {letter}")
    if rest:
        parts.append(f"{rest[:4]} in {addition}")
    return f"Zet {', '.join(parts[:-1])} en {parts[-1]}." if len(parts) > 1 else ""


def _money(simple: Simple, value: str) -> str:
    match = _DECIMAL.fullmatch(value.replace("€", "").replace("EUR", "").strip())
    if match:
        euros = re.sub("[., ]", "", match[1] or match[3])
        cents = (match[2] or match[4]).replace("-", "").ljust(2, "0")
        total = str(int(euros + cents))
        if obeys(simple, total):
            return f"Schrijf het bedrag in hele centen: {total}."
    return "Schrijf het bedrag in hele centen, zonder punt, komma, spatie of euroteken: € 12,50 is 1250."


def _whole(simple: Simple, value: str, spot: Spot) -> str:
    whole = _WHOLE.fullmatch(value)
    if whole and obeys(simple, whole[1]) and not _THOUSANDS.fullmatch(value):
        return f"Schrijf {int(whole[1])}: een geheel getal, zonder decimalen."
    joined = re.sub("[., ]", "", value)
    if _THOUSANDS.fullmatch(value) and obeys(simple, joined):
        return f"Schrijf {joined}: zonder punten, komma's of spaties."
    if re.fullmatch(r"[0-9]*[.,][0-9]+", value):
        unit = spot.of_type("LDT_Eenheid")
        smaller = f", of kies in {unit} een kleinere eenheid (minuten in plaats van uren)" if unit else ""
        return f"Rond af op een geheel getal{smaller}."
    return ""


# --- texts


def _text_advices(simple: Simple, text: str, spot: Spot) -> Iterator[str]:
    yield _phone(simple, text, spot)
    yield _lost_noughts(simple, text, spot)
    yield _municipality(simple, text)
    yield _stripped(simple, text, spot)
    yield _one_line(simple, text)


def _phone(simple: Simple, text: str, spot: Spot) -> str:
    land = spot.of_type("LDT_Landnummer")
    match = _ABROAD.fullmatch(text)
    if land is None or match is None:
        return ""
    digits = re.sub("[^0-9]", "", match[1])
    if digits.startswith("31"):
        own = "0" + digits[2:].lstrip("0")
        shown = spot.show(own) if obeys(simple, own) else None
        if shown:
            return f"Zet het landnummer +31 in {land}, en in {spot.name} alleen {shown}."
    return f"Zet het landnummer in {land}, en in {spot.name} alleen de cijfers van het nummer zelf."


def _lost_noughts(simple: Simple, text: str, spot: Spot) -> str:
    if not (text.isascii() and text.isdigit()):
        return ""
    width = next((int(match[1]) for each in simple.patterns if (match := _FIXED.fullmatch(each.source))), None)
    if width is None or len(text) >= width:
        return ""
    missing = width - len(text)
    if missing > 2:
        return ""
    shown = spot.show(text.zfill(width))
    noughts = "een voorloopnul" if missing == 1 else f"{missing} voorloopnullen"
    return (
        f"Zet er {noughts} voor{f': {shown}' if shown else ''}."
        " Een rekenblad als Excel laat een nul vooraan weg als de cel geen tekst is."
    )


_FIXED: Final = re.compile(r"\[0-9\]\{([0-9]+)\}")


def _municipality(simple: Simple, text: str) -> str:
    if simple.name != "LDT_Gemeente":
        return ""
    name = text.casefold().removeprefix("gemeente ")
    code = next((code for code, naam in municipalities.list_municipalities().items() if naam.casefold() == name), None)
    return f"Schrijf de gemeentecode: {code}." if code and obeys(simple, code) else ""


def _stripped(simple: Simple, text: str, spot: Spot) -> str:
    """For a value that is right but for separators in it, or for letters before its digits."""
    if not any(each.source != ".*[^\\s].*" for each in simple.patterns):
        return ""
    for guess, how in (
        (_SEPARATORS.sub("", text), "zonder punten, streepjes of spaties"),
        (re.sub(r"^[A-Za-z:. -]+", "", text), "zonder letters ervoor"),
        ("".join(filter(str.isalnum, text)), "zonder andere tekens"),
    ):
        if guess != text and guess and obeys(simple, guess):
            return _write(spot, guess, how) or f"Schrijf de waarde {how}."
    return ""


def _one_line(simple: Simple, text: str) -> str:
    if re.search("[\r\n]", text) and obeys(simple, collapsed(text)):
        return "Zet de tekst op één regel: vervang het regeleinde door een spatie."
    return ""


# --- what is left


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
        sized = next((each for each in simple.patterns if _FIXED.fullmatch(each.source)), None)
        if sized is not None:
            return f"Vul hier in: {pattern_words(sized.source)}."
        return f"Kort de waarde in tot hoogstens {simple.max_length} tekens."
    if len(text) < simple.min_length:
        return f"Vul ten minste {simple.min_length} tekens in."
    broken = next((each for each in simple.patterns if each.regex.fullmatch(text) is None), None)
    return f"Vul hier in: {pattern_words(broken.source)}." if broken else "Verbeter de waarde."
