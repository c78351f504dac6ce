"""Schemas: names without the endings of Python classes, descriptions where generators look for them, no English."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

_NAMES: Final = {
    "Audience": "VoorWie",
    "ClientShape": "Clientgegevens",
    "EndDateUse": "Einddatumgebruik",
    "Permission": "Toestemming",
    "ProductKind": "Productsoort",
    "Severity": "Ernst",
    "HTTPValidationError": "",
    "ValidationError": "",
}
"""Other names for schemas: of classes named in English, and of one that each generated client has a class of.

"": FastAPI adds it, and nothing here gives it.
"""
_ENDING: Final = re.compile(r"Shape(?=_|-|$)")
_REF: Final = re.compile(r'"#/components/schemas/([^"]+)"')


def rename_schemas(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with the schemas under the names of this API. Raises ValueError when two would share one."""
    schemas = document["components"]["schemas"]
    names = {name: _NAMES.get(name, _ENDING.sub("", name)) for name in schemas}
    kept = [name for name in names.values() if name]
    if len(set(kept)) < len(kept):
        raise ValueError(f"two schemas of one name: {sorted(name for name in set(kept) if kept.count(name) > 1)}")
    document["components"]["schemas"] = {names[name]: each for name, each in schemas.items() if names[name]}
    text = _REF.sub(lambda found: f'"#/components/schemas/{names[found[1]]}"', json.dumps(document))
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def tidy_schemas(document: dict[str, Any]) -> None:
    """Leave titles and docstrings out, and put each description on the key or parameter that it is about."""
    for schema in document["components"]["schemas"].values():
        schema.pop("description", None)
        _tidy(schema)
    for methods in document["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                _tidy(parameter["schema"])
                _hoist(parameter["schema"])
                said = parameter["schema"].pop("description", None)
                if "description" not in parameter and said is not None:
                    parameter["description"] = said
            for content in _contents(operation):
                _tidy(content.get("schema", {}))


def _contents(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for response in operation["responses"].values():
        yield from response.get("content", {}).values()


def _tidy(schema: dict[str, Any]) -> None:
    schema.pop("title", None)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            _tidy(schema[key])
    for key in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(key, ()):
            _tidy(each)
    for each in schema.get("properties", {}).values():
        _tidy(each)
        _hoist(each)


def _hoist(schema: dict[str, Any]) -> None:
    """Move the description of what a value may be, beside null, to the value itself."""
    for each in schema.get("anyOf", ()):
        said = each.pop("description", None)
        if said is not None:
            schema.setdefault("description", said)
