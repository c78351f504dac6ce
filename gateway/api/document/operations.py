"""Operations: one form of operationId, Dutch words for what succeeds, and the tags with their description."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel
from starlette.routing import BaseRoute

TAGS: Final[Mapping[str, str]] = {
    "berichten": "Berichten aanbieden, opzoeken en lezen, met wat erin is gevonden.",
    "postvak": "Wat op de vrager wacht, en melden dat het is ontvangen.",
    "leveringen": "Hoe het met de bezorging van berichten staat; opnieuw aanbieden wat is opgegeven.",
    "clienten": "Cliënten van de eigen gemeente, en hun dossier.",
    "besluiten": "Besluiten over meer toewijzingen tegelijk, en het einde van alle zorg van een cliënt.",
    "declaraties": "Wat aanbieders declareerden, en hoe het met elke prestatie daarin staat.",
    "toewijzingen": "Zorg toewijzen en wijzigen, vooraf vragen of het mag, en opzoeken wat is toegewezen.",
    "verzoeken": "Verzoeken van aanbieders om zorg of een wijziging ervan: opzoeken, toekennen, afwijzen, onderzoeken.",
    "organisaties": "Wie is aangesloten.",
    "contracten": "Het register van contracten van de gemeente.",
    "beleid": "Het beleid dat de gemeente koos.",
    "tarieven": "De tarieven van de gemeente.",
    "validaties": "Een bericht uitproberen; er wordt niets bewaard of verstuurd.",
    "voorbeelden": "Berichten, ingevuld uit een toewijzing; er wordt niets bewaard of verstuurd.",
    "signalen": "De werkvoorraad van de gemeente: waar iemand naar moet kijken, en voor wanneer.",
    "indicatoren": "Cijfers over de zorg en de berichten van een jaar.",
    "attenderingen": "Laten weten dat er iets is, door een webhook naar een eigen adres.",
    "inzages": "Wie de gegevens van een cliënt inzag.",
}
"""The description of each tag, in the order in which the documentation shows them."""
_DONE: Final[Mapping[str, str]] = {
    "200": "Gelukt.",
    "201": "Vastgelegd.",
    "202": "Aangenomen: het ligt vast.",
    "204": "Gedaan; er is geen inhoud.",
}
_AS_TEXT: Final = ("application/json", "application/problem+json", "text/plain")
_FASTAPI_SAYS: Final = "Successful Response"
_BODY: Final = "De inhoud, als JSON."


def name_operations(routes: Iterable[BaseRoute]) -> None:
    """Give each route its operationId: the tag, then the name of its function, in camelCase (`berichtenBiedAan`)."""
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            route.operation_id = to_camel(f"{route.tags[0]}_{route.endpoint.__name__}")


def operations_of(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each operation of the document with its name, such as "GET /v1/berichten/{id}"."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def describe_operations(document: dict[str, Any]) -> None:
    """Add the tags, and say in Dutch what FastAPI says in English or not at all."""
    used = {tag for _, operation in operations_of(document) for tag in operation["tags"]}
    document["tags"] = [{"name": name, "description": text} for name, text in TAGS.items() if name in used]
    for _, operation in operations_of(document):
        for status, response in operation["responses"].items():
            if response["description"] == _FASTAPI_SAYS:
                response["description"] = _DONE[status]
        if "requestBody" in operation:
            operation["requestBody"].setdefault("description", _BODY)
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            _tell_of_bytes(body.get("content", {}))


def _tell_of_bytes(content: dict[str, Any]) -> None:
    """Say of each file that it is bytes: XML and CSV have a character set of their own, as a generator has to know."""
    for media_type in content.keys() - set(_AS_TEXT):
        content[media_type]["schema"] = {"type": "string", "format": "binary"}
