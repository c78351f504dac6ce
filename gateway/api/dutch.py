"""What pydantic has against a request, in Dutch: where, which value, what is expected."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.standard.identifiers import mask_bsn, mask_in_text

_TEKSTEN: Mapping[str, str] = {
    "missing": "ontbreekt",
    "extra_forbidden": "is een onbekend veld",
    "json_invalid": "is geen geldige JSON",
    "json_type": "is geen JSON",
    "model_attributes_type": "moet een object zijn",
    "dict_type": "moet een object zijn",
    "list_type": "moet een lijst zijn",
    "string_type": "moet tekst zijn (tussen aanhalingstekens)",
    "string_too_short": "is te kort (minstens {min_length} tekens)",
    "string_too_long": "is te lang (hoogstens {max_length} tekens)",
    "string_pattern_mismatch": "heeft niet de vorm {pattern}",
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
    "uuid_type": "moet een id (UUID) zijn",
    "uuid_parsing": "moet een id (UUID) zijn",
    "literal_error": "moet een van {expected} zijn",
    "enum": "moet een van {expected} zijn",
}
_NIET_TONEN = frozenset({"missing", "json_invalid", "model_attributes_type", "dict_type", "list_type"})


def validation_problem(errors: Sequence[Mapping[str, Any]]) -> tuple[str, list[dict[str, str]]]:
    """One sentence on all that is wrong, and the same a field at a time."""
    fouten = [_fout(each) for each in errors]
    return "; ".join(f"{each['plaats']} {each['melding']}" for each in fouten) + ".", fouten


def _fout(error: Mapping[str, Any]) -> dict[str, str]:
    soort = str(error["type"])
    plaats = ".".join(str(each) for each in error["loc"] if each != "body") or "de inhoud"
    if soort == "json_invalid":
        return {"plaats": "de inhoud", "melding": f"is geen geldige JSON (bij teken {error['loc'][-1]})"}
    if soort == "value_error":
        return {"plaats": plaats, "melding": str(error["ctx"]["error"])}
    melding = _TEKSTEN.get(soort, "heeft een waarde die hier niet kan").format_map(error.get("ctx", {}))
    if soort in _NIET_TONEN or isinstance(error.get("input"), dict | list):
        return {"plaats": plaats, "melding": melding}
    waarde = str(error.get("input"))[:60]
    waarde = mask_bsn(waarde) if plaats.endswith("bsn") else mask_in_text(waarde)
    return {"plaats": plaats, "waarde": waarde, "melding": f'{melding}; gegeven is "{waarde}"'}
