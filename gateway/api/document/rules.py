"""The document as the API Design Rules of the Dutch government ask for it, and what holds for every answer.

It is put in here, so that no route has to say it and none can leave it out. tests/api/test_design_rules.py holds the
document against each rule.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from gateway.api.document.operations import operations_of
from gateway.api.http.description import BASE_PATH, VERSION
from gateway.api.http.links import NEXT
from gateway.api.http.problems import documented
from gateway.api.http.retirement import Retirement, end_of

_HEADERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "API-Version": {
        "description": "De volledige versie van de API.",
        "required": True,
        "schema": {"type": "string", "examples": [VERSION]},
    },
    "Location": {
        "description": "Het adres van wat er is gemaakt.",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Link": {
        "description": "Adressen om verder te gaan: van een bladzijde die niet de laatste is, de volgende (`next`).",
        "schema": {"type": "string", "examples": ['</v1/organisaties?aantal=1&na=MQ>; rel="next"']},
    },
    "Deprecation": {
        "description": "Sinds wanneer nieuwe programma's dit niet gebruiken (RFC 9745).",
        "schema": {"type": "string", "examples": ["@1795910400"]},
    },
    "Sunset": {
        "description": "Tot wanneer dit er zeker is (RFC 8594).",
        "schema": {"type": "string", "examples": ["Tue, 01 Jun 2027 00:00:00 GMT"]},
    },
}
"""Headers that answers share, by name."""
_SCHEMAS: Final = "#/components/schemas/"
_FOR_EVERY_ROUTE: Final = """
**Fouten.** Elke fout is `application/problem+json`: `type` is haar vaste naam, `detail` zegt wat er mis is, met welke
waarde en wat te doen. Wat er mis is aan de aanvraag zelf is altijd een 400; `fouten` of `bevindingen` noemen dat alles.
Een 409 kan op een ander moment wel. Na een 429 of 503 mag dezelfde aanvraag opnieuw, na `Retry-After` seconden.

**Datums en tijden.** Een dag is `2026-03-01`. Een tijdstip is in antwoorden `2026-03-01T07:00:00Z`, altijd in UTC; in
een aanvraag mag elke afstand tot UTC, maar zij moet er staan.

**Lijsten.** `volgende` van een bladzijde is `na` van de volgende; de header `Link` heeft het hele adres daarvan
(`rel="next"`). HEAD kan overal waar GET kan.

**Versies.** De header `API-Version` staat op elk antwoord. Binnen v1 verdwijnt er niets zonder aankondiging, minstens
een half jaar vooruit: hier (`deprecated`), en op elk antwoord in de headers `Deprecation`, `Sunset` en `Link`. Sla
sleutels in een antwoord over die u niet kent: er kunnen nieuwe bij komen.
"""
"""What holds for every route, for who reads the description."""
_METHOD: Final = re.compile(r"get|delete")
_NULL: Final = "'null'"
_WITH_BODY: Final = (408, 413, 415)
"""Statuses that any operation with a body can give."""


def correct_statuses(document: dict[str, Any]) -> None:
    """Put in the problems with a body, and take out the 422 of FastAPI, which is never given."""
    for _, operation in operations_of(document):
        operation["responses"].pop("422", None)
        if "requestBody" in operation:
            for status, described in documented(*_WITH_BODY).items():
                operation["responses"].setdefault(str(status), described)
        operation["responses"] = dict(sorted(operation["responses"].items()))


def follow_rules(document: dict[str, Any], contact: Mapping[str, str]) -> None:
    """Put in the server, the contact, the headers and what else the rules ask; paths are below the server then.

    Raises ValueError for an operation outside the base path, and for two schemas with the same name.
    """
    info, components = document["info"], document["components"]
    info["contact"] = dict(contact)
    info["description"] = f"{info.get('description', '')}\n{_FOR_EVERY_ROUTE}"
    document["servers"] = [{"url": BASE_PATH, "description": "Deze gateway."}]
    components["headers"] = dict(_HEADERS)
    components["schemas"] = _renamed(components["schemas"])
    _rename_references(document)
    _spare_the_linter(document)
    for name, operation in operations_of(document):
        _tell_headers(operation, end_of(name), components["schemas"])
    document["paths"] = {_below_base(path): item for path, item in document["paths"].items()}


def _renamed(schemas: Mapping[str, Any]) -> dict[str, Any]:
    named = {_upper_camel(name): schema for name, schema in schemas.items()}
    if len(named) < len(schemas):
        raise ValueError(f"two schemas have the same name in the description: {sorted(schemas)}")
    return named


def _upper_camel(name: str) -> str:
    """Return the name of a schema as generators of clients like it: `Wijziging-Input` as WijzigingInput.

    Of two classes with the same name, FastAPI puts the modules in front; the last of them is enough.
    """
    parts = name.split("__")[-2:] if name.startswith("gateway__") else [name]
    return "".join(each[:1].upper() + each[1:] for part in parts for each in re.split(r"[^0-9A-Za-z]+", part))


def _rename_references(node: object) -> None:
    """Make the references in a part of the document lead to the names of schemas as `_upper_camel` gives them."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and value.startswith(_SCHEMAS):
                node[key] = _SCHEMAS + _upper_camel(value.removeprefix(_SCHEMAS))
            else:
                _rename_references(value)
    elif isinstance(node, list):
        for each in node:
            _rename_references(each)


def _spare_the_linter(document: dict[str, Any]) -> None:
    """Leave out of examples what is null under a key with `get` or `delete` in it, such as `budget`.

    The linter of the rules takes such a key for a method, and ends on a null there. Its schema doesn't require the key,
    then; an answer always has it.
    """
    for schema in document["components"]["schemas"].values():
        if "required" in schema:
            spared = {
                name for name, each in schema["properties"].items() if _METHOD.search(name) and _NULL in str(each)
            }
            schema["required"] = [name for name in schema["required"] if name not in spared]
    for _, operation in operations_of(document):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            for content in body.get("content", {}).values():
                if "example" in content:
                    content["example"] = _without_null(content["example"])


def _without_null(node: Any) -> Any:
    if isinstance(node, dict):
        kept = {key: each for key, each in node.items() if each is not None or not _METHOD.search(key)}
        return {key: _without_null(each) for key, each in kept.items()}
    return [_without_null(each) for each in node] if isinstance(node, list) else node


def _below_base(path: str) -> str:
    if not path.startswith(f"{BASE_PATH}/"):
        raise ValueError(f"{path} is outside {BASE_PATH}: leave it out of the description")
    return path.removeprefix(BASE_PATH)


def _tell_headers(operation: dict[str, Any], end: Retirement | None, schemas: Mapping[str, Any]) -> None:
    if end is not None:
        operation["deprecated"] = True
        operation["description"] += f"\n\nVerdwijnt: blijft tot {end.until}. Gebruik in plaats hiervan {end.instead}."
    for status, response in operation["responses"].items():
        names = ["API-Version", *(("Deprecation", "Sunset", "Link") if end is not None else ())]
        if status == str(HTTPStatus.CREATED):
            names.append("Location")
        if status == str(HTTPStatus.OK) and _is_page(response, schemas):
            names.append("Link")
        references = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        response["headers"] = {**response.get("headers", {}), **references}


def _is_page(response: Mapping[str, Any], schemas: Mapping[str, Any]) -> bool:
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return NEXT in schemas.get(schema.get("$ref", "").removeprefix(_SCHEMAS), {}).get("properties", {})
