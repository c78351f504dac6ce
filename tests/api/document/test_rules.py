"""The document follows the design rules by itself: what a route says of its own is all that it has to say."""

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from gateway.api.document.document import document_of
from gateway.api.http.description import BASE_PATH, VERSION
from gateway.api.routes.delivery.postvak import Postvak
from gateway.app import create_app
from gateway.settings import Settings
from tests.support.api.document import served


def test_the_addresses_in_it_are_below_its_server() -> None:
    assert served()["servers"][0]["url"] == BASE_PATH == "/v1"
    assert "/postvak" in served()["paths"]
    assert not [path for path in served()["paths"] if path.startswith(("/v1", "/health", "/metrics"))]
    assert served()["info"]["version"] == VERSION


def test_it_names_the_contact_of_the_operator() -> None:
    asked = {
        "contact_name": "Team Berichten",
        "contact_email": "wmo@venlo.example",
        "contact_url": "https://wmo.example/",
    }
    app = create_app(Settings(database_url="postgresql://nergens", **asked))
    contact = {"name": "Team Berichten", "email": "wmo@venlo.example", "url": "https://wmo.example/"}
    assert document_of(app)["info"]["contact"] == contact


async def toon() -> None:
    """Toont niets."""


def test_an_operation_outside_the_base_path_cannot_be_described() -> None:
    app = FastAPI()
    app.state.contact = {}
    app.router.routes.append(APIRoute("/health/live", toon, tags=["postvak"], response_model=Postvak))
    with pytest.raises(ValueError, match="/health/live is outside /v1"):
        document_of(app)


def test_schemas_have_one_name_in_camel_case_wherever_they_are_meant() -> None:
    text = str(served())
    assert "#/components/schemas/RegelwijzigingTarief" in text
    assert "Regelwijziging_Tarief" not in text
    schemas = served()["components"]["schemas"]
    for name in text.split("#/components/schemas/")[1:]:
        assert name.partition("'")[0] in schemas
    assert "HTTPValidationError" not in schemas
