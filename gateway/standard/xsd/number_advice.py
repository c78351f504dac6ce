"""What to do about a value that is no number of its type, in Dutch."""

import re
from collections.abc import Iterator
from typing import Final

from gateway.standard.lexical import collapsed
from gateway.standard.xsd.model import Simple
from gateway.standard.xsd.spot import Spot
from gateway.standard.xsd.values import obeys, range_words

_SIZE: Final = "Volume"
"""In the name of a type whose values are measured, so that one can be rounded; other numbers name something."""
_MONEY: Final = re.compile("Bedrag|Budget|Tarief")
_DECIMAL: Final = re.compile(
    r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+),([0-9]{1,2}|-)|([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)\.([0-9]{1,2})"
)
WITH_ZERO_DECIMALS: Final = re.compile(r"([0-9]+)[.,]0+")
"""A whole number that a program wrote as a decimal one: 12.00."""
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[. ,][0-9]{3})+")
_HOUSE: Final = re.compile(r"([0-9]+)\s*[-/]?\s*([a-zA-Z](?![a-zA-Z]))?\s*[-/]?\s*([a-zA-Z0-9 ]*)")


def number_advices(simple: Simple, text: str, spot: Spot) -> Iterator[str]:
    """Yield what each reading of the value advises, the likeliest first; "" where a reading doesn't fit."""
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
    whole = WITH_ZERO_DECIMALS.fullmatch(value)
    if whole and obeys(simple, whole[1]) and not _THOUSANDS.fullmatch(value):
        return f"Schrijf {int(whole[1])}: een geheel getal, zonder decimalen."
    joined = re.sub("[., ]", "", value)
    if _THOUSANDS.fullmatch(value) and obeys(simple, joined):
        return f"Schrijf {joined}: zonder punten, komma's of spaties."
    if _SIZE in simple.name and re.fullmatch(r"[0-9]*[.,][0-9]+", value):
        unit = spot.of_type("LDT_Eenheid")
        smaller = f", of kies in {unit} een kleinere eenheid (minuten in plaats van uren)" if unit else ""
        return f"Rond af op een geheel getal{smaller}."
    return ""
