"""JSON Schema of message classes, for the OpenAPI document, from the classes themselves."""

from typing import Any

from gateway.messages.common import Node
from gateway.messages.kinds.toewijzing import ToewijzingClient
from gateway.messages.shape import Field, fields_of

_NOT_OF_THE_CLIENT = ("toegewezen_producten", "retour_codes")


def class_schema(node_class: type[Node], without: tuple[str, ...] = ("retour_codes",)) -> dict[str, Any]:
    """Return the schema of the JSON form of this class, without the fields in `zonder`."""
    kept = [field for field in fields_of(node_class) if field.name not in without]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.key: _field(field) for field in kept},
        "required": [field.key for field in kept if field.required],
    }


def _field(field: Field) -> dict[str, Any]:
    single = _text(field.key) if field.node_class is None else class_schema(field.node_class)
    return single if field.item is None else {"type": "array", "items": single}


def _text(key: str) -> dict[str, Any]:
    return {"type": "string", "format": "date"} if key.endswith("datum") else {"type": "string"}


def client_schema(*, with_bsn: bool) -> dict[str, Any]:
    """Return the schema of a client as the API takes it, with a made-up example.

    The example has no `postcode`, in which the linter of the API Design Rules sees the method post.
    """
    without = _NOT_OF_THE_CLIENT if with_bsn else (*_NOT_OF_THE_CLIENT, "bsn")
    example = {
        "geboortedatum": {"datum": "1950-01-01"},
        "geslacht": "2",
        "naam": {"geslachtsnaam": {"achternaam": "Voorbeeld"}, "voornamen": "Vera", "naamGebruik": "1"},
        "contactgegevens": [
            {
                "soort": "02",
                "adres": {
                    "huis": {"huisnummer": "12"},
                    "straatnaam": "Markt",
                    "plaatsnaam": "Venlo",
                },
                "telefoon": {"telefoon01": {"telefoonnummer": "0773500000", "landnummer": "31"}},
            }
        ],
    }
    example = {"bsn": "999900006", **example} if with_bsn else example
    return {**class_schema(ToewijzingClient, without), "example": example}
