"""The OpenAPI document of the API, made once for all tests of this process."""

from functools import cache
from typing import Any

from gateway.api.document.document import document_of
from gateway.app import create_app
from gateway.settings import Settings


@cache
def document() -> dict[str, Any]:
    """Return the document, for tests that only look at it: to make one takes as long as twenty small tests."""
    return document_of(create_app(Settings(database_url="postgresql://nergens")))
