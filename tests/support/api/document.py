"""The OpenAPI document of the API, made once for all tests of this process."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute

from gateway.api.document.document import document_of
from gateway.app import create_app
from gateway.settings import Settings

MONITORING: Final = ("/health/live", "/health/ready", "/metrics")
"""Routes for who watches a service, where they are whatever the version of its API."""


@cache
def _application() -> FastAPI:
    return create_app(Settings(database_url="postgresql://nergens"))


@cache
def served() -> dict[str, Any]:
    """Return the document, for tests that only look at it: to make one takes as long as twenty small tests."""
    return document_of(_application())


@cache
def document() -> dict[str, Any]:
    """Return the document with whole addresses as its paths, /v1/postvak where it says /postvak below its server."""
    found = served()
    [server] = found["servers"]
    return {**found, "paths": {f"{server['url']}{path}": item for path, item in found["paths"].items()}}


def faults(schema: Mapping[str, Any], value: Any, components: Mapping[str, Any] | None = None) -> list[str]:
    """Return what is wrong with the value, by a schema of the document, or of one with these `components`."""
    # Not above: jsonschema takes seconds to load, and each test run loads each file.
    from jsonschema import Draft202012Validator, FormatChecker

    whole = {**schema, "components": document()["components"] if components is None else components}
    checked = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{each.json_path}: {each.message}" for each in checked.iter_errors(value)]


def operations() -> set[str]:
    """Return "GET /v1/postvak" for each route of the API, and of monitoring, which the document leaves out."""
    return {
        f"{method} {route.path}"
        for route in routes()
        for method in route.methods or ()
        if route.include_in_schema or route.path in MONITORING
    }


def routes() -> list[APIRoute]:
    """Return all routes with code of their own, those of the documentation among them."""
    return [route for route in _application().routes if isinstance(route, APIRoute)]
