"""The document of the API, whole."""

from copy import deepcopy
from typing import Any

from fastapi import FastAPI

from gateway.api.document.examples import add_examples
from gateway.api.document.operations import describe_operations, name_operations
from gateway.api.document.problems import describe_problems
from gateway.api.document.rules import correct_statuses, follow_rules
from gateway.api.document.schemas import rename_schemas, tidy_schemas


def document_of(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of this application. `app.state.contact` is whom it names for questions."""
    name_operations(app.routes)
    document = deepcopy(app.openapi())
    correct_statuses(document)
    document = rename_schemas(document)
    tidy_schemas(document)
    describe_operations(document)
    describe_problems(document)
    add_examples(document)
    follow_rules(document, app.state.contact)
    return document
