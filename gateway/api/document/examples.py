"""Examples of requests and answers, from the file of each tag in `examples/`, by operationId."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gateway.api.document.operations import operations_of

BINARY: Final = frozenset(
    {
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
"""Media types whose bytes say nothing in a document of text; they have no example."""

Example = Mapping[str, Any]
"""`parameters`: their values, by name. `request`: the body, by media type. `response`: the same, by status."""


@cache
def load_examples() -> Mapping[str, Example]:
    """Return the example of each operation, by operationId."""
    found: dict[str, Example] = {}
    for file in sorted(files(__package__).joinpath("examples").iterdir(), key=lambda each: each.name):
        found |= json.loads(file.read_text(encoding="utf-8"))
    return found


def body_of(value: Any) -> Any:
    """Return the body that an example tells: a list of lines is one text, as XML and CSV are."""
    return "\n".join([*value, ""]) if isinstance(value, list) else value


def add_examples(document: dict[str, Any]) -> None:
    """Put each example where it belongs in the document."""
    examples = load_examples()
    for _, operation in operations_of(document):
        example = examples.get(operation["operationId"], {})
        for parameter in operation.get("parameters", ()):
            value = example.get("parameters", {}).get(parameter["name"])
            if value is not None:
                parameter["example"] = value
        _fill(operation.get("requestBody", {}).get("content", {}), example.get("request", {}))
        for status, bodies in example.get("response", {}).items():
            _fill(operation["responses"].get(status, {}).get("content", {}), bodies)


def _fill(content: dict[str, Any], bodies: Mapping[str, Any]) -> None:
    for media_type, value in bodies.items():
        if media_type in content:
            content[media_type]["example"] = body_of(value)
