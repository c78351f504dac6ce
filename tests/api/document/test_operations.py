"""Operations in the document: their names, their tags, and Dutch where FastAPI speaks English."""

from fastapi import FastAPI
from fastapi.routing import APIRoute

from gateway.api.document.operations import describe_operations, name_operations, operations_of
from tests.support.api.document import document


async def toon_alle() -> None:
    """Toont alles."""


def an_app(path: str = "/v1/dingen") -> FastAPI:
    app = FastAPI()
    app.router.routes.append(APIRoute(path, toon_alle, tags=["postvak"]))
    return app


def test_a_name_is_the_tag_and_then_what_is_done() -> None:
    app = an_app()
    name_operations(app.routes)
    [(_, operation)] = operations_of(app.openapi())
    assert operation["operationId"] == "postvakToonAlle"
    names = {operation["operationId"] for _, operation in operations_of(document())}
    assert {"berichtenBiedAan", "toewijzingenKenToe", "postvakOntvangen", "clientenToon"} <= names


def test_only_tags_in_use_are_told_and_english_goes() -> None:
    made = an_app().openapi()
    describe_operations(made)
    assert [each["name"] for each in made["tags"]] == ["postvak"]
    assert made["paths"]["/v1/dingen"]["get"]["responses"]["200"]["description"] == "Gelukt."
