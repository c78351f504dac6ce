"""The examples of the OpenAPI document, sent to their own operation.

`python -m tests.support.api.examples` writes the answers that a real server gives in the world of `example_world` into
the files of the examples, with made-up ids and moments, and of each list no more than the first two items.
"""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import httpx

from gateway.api.document.examples import BINARY, Example, load_examples
from gateway.api.document.operations import operations_of
from gateway.standard.calendar import DUTCH_TIME
from gateway.store.db.migrations import upgrade
from tests.support.api.document import document
from tests.support.api.example_world import EXAMPLE_IDS, PROVIDER, World, example_world
from tests.support.api.server import Server
from tests.support.store.postgres import a_server, create_database, migrated_template

FILES: Final = Path(__file__).resolve().parents[3] / "gateway" / "api" / "document" / "examples"
FORBIDDEN: Final = 403
FIRST: Final = {"postvak": PROVIDER}
"""Who sends the examples of a tag; else the first that may: the municipality, the provider, the operator."""
_MAX_ITEMS: Final = 2
MAX_LINES: Final = 60
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT: Final = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|\+00:00)")
_TIME: Final = re.compile(r"(?<![T0-9:])[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?![0-9:Z+])")
_JSON: Final = "application/json"


@dataclass(frozen=True)
class Operation:
    """An operation of the document with its example."""

    name: str
    described: Mapping[str, Any]
    example: Example

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.name.partition(" ")[0]

    @property
    def writes(self) -> bool:
        """True when it may change the world for those that come after it."""
        return self.method != "GET" and not self.name.endswith(("/controle", "/zoek", "/validaties"))


def operations() -> list[Operation]:
    """Return all operations, those that only look first."""
    examples = load_examples()
    found = [Operation(name, each, examples.get(each["operationId"], {})) for name, each in operations_of(document())]
    return sorted(found, key=lambda each: each.writes)


def send(world: World, operation: Operation, **query: str) -> httpx.Response:
    """Send the example to its operation, by the first party that may, and return the answer."""
    path, kwargs = operation.name.partition(" ")[2], _request(world, operation)
    kwargs["params"] |= query
    for name, value in _parameters(world, operation, "path").items():
        path = path.replace(f"{{{name}}}", str(value))
    parties = sorted(world.callers, key=lambda each: each != FIRST.get(operation.described["tags"][0]))
    responses = []
    for party in parties:
        responses.append(world.callers[party].request(operation.method, path, **kwargs))
        if responses[-1].status_code != FORBIDDEN:
            break
    return responses[-1]


def _parameters(world: World, operation: Operation, place: str) -> dict[str, str]:
    found = {}
    for each in operation.described.get("parameters", ()):
        if each["in"] == place and "example" in each:
            value = world.real(each["example"])
            found[each["name"]] = json.dumps(value) if isinstance(value, bool) else str(value)
    return found


def _request(world: World, operation: Operation) -> dict[str, Any]:
    kwargs: dict[str, Any] = {
        "params": _parameters(world, operation, "query"),
        "headers": _parameters(world, operation, "header"),
    }
    for media_type, content in operation.described.get("requestBody", {}).get("content", {}).items():
        if "example" in content:
            body = world.real(content["example"])
            kwargs["content"] = body if isinstance(body, str) else json.dumps(body)
            kwargs["headers"]["content-type"] = media_type
    return kwargs


def record(world: World, operation: Operation) -> dict[str, Any]:
    """Return the example with the answers that it gets."""
    response = send(world, operation)
    made = dict(operation.example)
    if not response.is_success:
        print(f"{operation.name}: {response.status_code} {response.text}")
        return made
    status = str(response.status_code)
    content = operation.described["responses"].get(status, {}).get("content", {})
    answers = dict(made.get("response", {}).get(status, {}))
    for media_type in content:
        if media_type in BINARY:
            continue
        if media_type == response.headers.get("content-type", "").partition(";")[0]:
            answers[media_type] = _shown(world, response)
        elif media_type == "text/csv":
            answers[media_type] = _shown(world, send(world, operation, formaat="csv"))[: _MAX_ITEMS + 1]
    return {**made, "response": {**made.get("response", {}), status: answers}} if answers else made


def _shown(world: World, response: httpx.Response) -> Any:
    if response.headers["content-type"].partition(";")[0] != _JSON:
        return (
            _then(world.told(response.text))
            .removeprefix("\ufeff")
            .replace("\r\n", "\n")
            .rstrip("\n")
            .split("\n")[:MAX_LINES]
        )
    text = _then(json.dumps(_short(world.told(response.json()))))
    unknown = dict.fromkeys(found for found in _ID.findall(text) if found not in EXAMPLE_IDS.values())
    for number, id in enumerate(unknown):
        text = text.replace(id, f"0198c1f2-6b7e-7a31-9f52-c4d1e8a7b6{16 + number:02x}")
    return json.loads(text)


def _then(text: str) -> str:
    """Return the text as it would be on the day of the examples."""
    moved = _MOMENT.sub("2025-01-14T09:30:00.123456Z", text)
    return _TIME.sub("10:30:00", moved.replace(str(datetime.now(DUTCH_TIME).date()), "2025-01-14"))


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(each) for each in value[:_MAX_ITEMS]]
    return {key: _short(each) for key, each in value.items()} if isinstance(value, dict) else value


def the_person() -> dict[str, Any]:
    """Return the client of the examples, without a BSN."""
    body = load_examples()["clientenVervang"]["request"][_JSON]
    return dict(body)


def _recorded() -> Iterator[tuple[str, dict[str, Any]]]:
    with a_server() as admin, migrated_template(admin, upgrade) as template:
        dsn = asyncio.run(create_database(admin, template.name))
        with Server(database_url=dsn) as server:
            world = asyncio.run(example_world(server, the_person()))
            for operation in operations():
                yield operation.described["operationId"], record(world, operation)
            world.close()


def main() -> None:
    """Write all examples anew."""
    recorded = dict(_recorded())
    for file in sorted(FILES.glob("*.json")):
        there = json.loads(file.read_text("utf-8"))
        made = {name: recorded.get(name, example) for name, example in there.items()}
        file.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
