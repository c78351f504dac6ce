"""Validation errors of pydantic in Dutch: where, which value, what is expected."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.standard.identifiers import mask_bsn, mask_in_text

_TEXTS: Mapping[str, str] = {
    "missing": "ontbreekt",
    "extra_forbidden": "is een onbekend veld",
    "doubled": "staat er meer dan eens",
    "json_invalid": "is geen geldige JSON",
    "json_type": "is geen JSON",
    "model_attributes_type": "moet een object zijn",
    "dict_type": "moet een object zijn",
    "list_type": "moet een lijst zijn",
    "string_type": "moet tekst zijn (tussen aanhalingstekens)",
    "string_unicode": "bevat een half teken (U+D800 tot en met U+DFFF), dat nergens in kan staan",
    "string_too_short": "is te kort (minstens {min_length} tekens)",
    "string_too_long": "is te lang (hoogstens {max_length} tekens)",
    "string_pattern_mismatch": "moet {vorm} zijn",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_from_float": "moet een geheel getal zijn",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "date_type": "moet een datum zijn, zoals 2026-03-01",
    "date_parsing": "moet een datum zijn, zoals 2026-03-01",
    "date_from_datetime_parsing": "moet een datum zijn, zoals 2026-03-01",
    "date_from_datetime_inexact": "moet een datum zonder tijd zijn, zoals 2026-03-01",
    "datetime_type": "moet een tijdstip zijn, zoals 2026-03-01T08:00:00+01:00",
    "datetime_parsing": "moet een tijdstip zijn, zoals 2026-03-01T08:00:00+01:00",
    "uuid_type": "moet een id (UUID) zijn",
    "uuid_parsing": "moet een id (UUID) zijn",
    "union_tag_not_found": "heeft geen {discriminator}",
    "union_tag_invalid": "heeft een {discriminator} die hier niet kan: {tag}; mogelijk is {expected_tags}",
    "too_short": "heeft te weinig delen (minstens {min_length})",
    "too_long": "heeft te veel delen (hoogstens {max_length})",
    "literal_error": "moet een van {expected} zijn",
    "enum": "moet een van {expected} zijn",
}
_PATTERNS: Mapping[str, str] = {
    r"^[0-9]{4}$": "vier cijfers",
    r"^WMO3[0-9]{2}$": "een berichtsoort zoals WMO305",
    r"^[0-9]{8}$": "acht cijfers",
    r"^(0[1-9]|1[0-8])$": "01 tot en met 18",
    r"^(0[1-9]|1[0-4])$": "01 tot en met 14",
    r"^[a-p]+$": "de tekst uit 'volgende' van de bladzijde ervoor",
    r"^[a-z0-9-]{1,40}$": "een naam van hoogstens 40 kleine letters, cijfers en streepjes",
}
"""The patterns in the shapes, in words."""
MAX_FAULTS_SHOWN = 50
"""Faults that are written out; the others are only counted."""
_VALUE_NOT_SHOWN = frozenset(
    {"missing", "doubled", "json_invalid", "model_attributes_type", "dict_type", "list_type", "string_unicode"}
)


def validation_problem(errors: Sequence[Mapping[str, Any]]) -> tuple[str, list[dict[str, str]]]:
    """Return one sentence that names all faults, and a list of the faults; of many faults only the first."""
    faults = [_fault(each) for each in errors[:MAX_FAULTS_SHOWN]]
    more = len(errors) - len(faults)
    rest = f"; en nog {more} {'fout' if more == 1 else 'fouten'}" if more else ""
    return "; ".join(f"{each['plaats']} {each['melding']}".strip() for each in faults) + f"{rest}.", faults


def _fault(error: Mapping[str, Any]) -> dict[str, str]:
    kind = str(error["type"])
    # The first item of `loc` is the part of the request: body, path, query or header.
    place = _shown(".".join(str(each) for each in error["loc"][1:]))
    if kind == "json_invalid":
        return {"plaats": "de inhoud", "melding": f"is geen geldige JSON (bij teken {error['loc'][-1]})"}
    if kind == "value_error":
        return {"plaats": place, "melding": str(error["ctx"]["error"])}
    if kind in ("dict_type", "model_attributes_type") and not place:
        return {"plaats": "de inhoud", "melding": "moet een JSON-object zijn, met Content-Type application/json"}
    place = place or "de inhoud"
    if kind == "extra_forbidden" and error["loc"][0] == "query":
        return {"plaats": place, "melding": "is hier geen parameter; zie /docs"}
    reason = _TEXTS.get(kind, "heeft een waarde die hier niet kan").format_map(_context(error))
    if kind in _VALUE_NOT_SHOWN or isinstance(error.get("input"), dict | list):
        return {"plaats": place, "melding": reason}
    value = _shown(str(error.get("input"))[:60])
    value = mask_bsn(value) if place.endswith("bsn") else mask_in_text(value)
    return {"plaats": place, "waarde": value, "melding": f'{reason}; gegeven is "{value}"'}


def _context(error: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details that pydantic gives of the error, with text in Dutch."""
    context = dict(error.get("ctx", {}))
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", " of ")
    if "pattern" in context:
        context["vorm"] = _PATTERNS.get(context["pattern"], "een waarde zoals in /docs")
    return context


def _shown(text: str) -> str:
    """Return the text without lone surrogates, which no response can hold."""
    return text.encode("utf-8", "replace").decode()
