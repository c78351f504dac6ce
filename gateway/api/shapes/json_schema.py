"""JSON Schema of message classes, for the OpenAPI document, from the classes themselves."""

from typing import Any

from gateway.messages.common import Knoop
from gateway.messages.shape import Veld, velden
from gateway.messages.toewijzing import ToewijzingClient

_NIET_VAN_DE_CLIENT = ("toegewezen_producten", "retour_codes")


def class_schema(klasse: type[Knoop], zonder: tuple[str, ...] = ("retour_codes",)) -> dict[str, Any]:
    """Return the schema of the JSON form of this class, without the fields in `zonder`."""
    kept = [veld for veld in velden(klasse) if veld.naam not in zonder]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {veld.key: _field(veld) for veld in kept},
        "required": [veld.key for veld in kept if veld.verplicht],
    }


def _field(veld: Veld) -> dict[str, Any]:
    single: dict[str, Any] = {"type": "string"} if veld.klasse is None else class_schema(veld.klasse)
    return single if veld.item is None else {"type": "array", "items": single}


def client_schema(*, met_bsn: bool) -> dict[str, Any]:
    """Return the schema of a client as the API takes it, with a made-up example."""
    zonder = _NIET_VAN_DE_CLIENT if met_bsn else (*_NIET_VAN_DE_CLIENT, "bsn")
    voorbeeld = {
        "geboortedatum": {"datum": "1950-01-01"},
        "geslacht": "2",
        "naam": {"geslachtsnaam": {"achternaam": "Voorbeeld"}, "voornamen": "Vera", "naamGebruik": "1"},
        "contactgegevens": [
            {
                "soort": "01",
                "adres": {
                    "huis": {"huisnummer": "12"},
                    "postcode": "5911AB",
                    "straatnaam": "Markt",
                    "plaatsnaam": "Venlo",
                    "landCode": "NL",
                },
            }
        ],
    }
    example = {"bsn": "999900006", **voorbeeld} if met_bsn else voorbeeld
    return {**class_schema(ToewijzingClient, zonder), "example": example}
