"""The API Design Rules of the Dutch government that an OpenAPI document can be held against, each as one function.

Each yields its faults as "place: what is wrong". They ask at least what the linter of the rules asks
(/core/… are its names), so that a document without faults here has no errors there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Document = Mapping[str, Any]
Rule = Callable[[Document], Iterable[str]]
METHODS: Final = ("get", "put", "post", "delete", "patch")
_SEMVER: Final = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"
)
_KEBAB: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|\{[^{}/]+\}|_[a-z0-9]+")
_LOWER_CAMEL: Final = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
_UPPER_CAMEL: Final = re.compile(r"([A-Z][a-z0-9]*)+")
_DATE_KEY: Final = re.compile(r"date|datum|.*\wD(ate|atum).*|.*_[dD](ate|atum).*")
_METHOD_IN_KEY: Final = re.compile(r"put|post|patch")
_URI: Final = "urn:document"


def operations(document: Document) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Yield where each operation is, its path, its method, and itself."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield f"{method} {path}", path, method, operation


def responses(document: Document) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield where each response is, its status, and itself."""
    for where, _, _, operation in operations(document):
        for status, response in operation["responses"].items():
            yield f"{where} {status}", status, _follow(document, response)


def _follow(document: Document, node: Any) -> Any:
    """Return what a reference in the document leads to; anything else as it is."""
    while isinstance(node, Mapping) and "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        node = found
    return node


def walk(document: Document, node: Any, where: str = "", seen: frozenset[str] = frozenset()) -> Iterator[Any]:
    """Yield the place, the key and the value of everything in a part of the document, also by its references."""
    if isinstance(node, Mapping):
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference not in seen:
                yield from walk(document, _follow(document, node), where, seen | {reference})
            return
        for key, value in node.items():
            yield f"{where}.{key}", key, value
            yield from walk(document, value, f"{where}.{key}", seen)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from walk(document, value, f"{where}.{number}", seen)


def _properties(document: Document) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the place, the name and the schema of each property, in components and in operations."""
    for part in ("components", "paths"):
        for where, key, value in _without_references(document[part], part):
            if key == "properties" and isinstance(value, Mapping):
                for name, schema in value.items():
                    if isinstance(schema, Mapping):
                        yield f"{where}.{name}", name, schema


def _without_references(node: Any, where: str) -> Iterator[tuple[str, str, Any]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield f"{where}.{key}", key, value
            yield from _without_references(value, f"{where}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _without_references(value, f"{where}.{number}")


def _formats(schema: Mapping[str, Any]) -> list[str]:
    """Return the formats in a schema or the parts of which it is put together."""
    return [value for _, key, value in _without_references(schema, "") if key == "format" and isinstance(value, str)]


def is_openapi_3(document: Document) -> Iterator[str]:
    """/core/doc-openapi: the document says which version 3 of OpenAPI it is."""
    if not re.fullmatch(r"3(\.\d+){1,2}", str(document.get("openapi", ""))):
        yield f"openapi: {document.get('openapi')}"


def has_a_semantic_version(document: Document) -> Iterator[str]:
    """/core/semver."""
    if not _SEMVER.fullmatch(document["info"]["version"]):
        yield f"info.version: {document['info']['version']}"


def names_a_contact(document: Document) -> Iterator[str]:
    """/core/doc-openapi-contact: a name, an address to write to and an absolute address of a page."""
    contact = document["info"].get("contact") or {}
    yield from (f"info.contact: no {each}" for each in ("name", "email", "url") if not contact.get(each))
    if not re.match(r"https?://[^/]", contact.get("url", "")):
        yield f"info.contact.url: {contact.get('url')}"


def names_servers(document: Document) -> Iterator[str]:
    """/core/uri-version: servers, each with the major version in its address, by https, with known variables."""
    servers = document.get("servers") or []
    if not servers:
        yield "servers: none"
    for each in servers:
        if not re.search(r"/v\d+(/|$)", each["url"]):
            yield f"servers: no major version in {each['url']}"
        if each["url"].startswith("http://"):
            yield f"servers: {each['url']} is not by https"
        for name in re.findall(r"\{([^}]+)\}", each["url"]):
            if name not in each.get("variables", {}):
                yield f"servers: {name} in {each['url']} is nowhere told"


def has_tidy_paths(document: Document) -> Iterator[str]:
    """/core/no-trailing-slash, /core/path-segments-kebab-case, /core/naming-resources."""
    shapes = set[str]()
    for path in document["paths"]:
        if path != "/" and path.endswith("/"):
            yield f"{path}: ends in a slash"
        first, *others = path.strip("/").split("/")
        for part in (first, *(part.replace(".", "-") for part in others)):
            if not _KEBAB.fullmatch(part):
                yield f"{path}: {part} is not kebab-case"
        shape = re.sub(r"\{[^}]*\}", "{}", path)
        if shape in shapes:
            yield f"{path}: the same as another but for the names of its parameters"
        shapes.add(shape)


def describes_its_path_parameters(document: Document) -> Iterator[str]:
    """Each part of a path in braces is a required parameter of each operation, and no other is."""
    for where, path, _, operation in operations(document):
        shared = document["paths"][path].get("parameters", ())
        given = [each for each in (*shared, *operation.get("parameters", ())) if each["in"] == "path"]
        if sorted(each["name"] for each in given) != sorted(re.findall(r"\{([^}]+)\}", path)):
            yield f"{where}: its parameters are not those in the path"
        yield from (f"{where}: {each['name']} is not required" for each in given if each.get("required") is not True)


def has_operation_ids_of_their_own(document: Document) -> Iterator[str]:
    """No two operations have the same operationId, and each has one."""
    seen = set[str]()
    for where, _, _, operation in operations(document):
        found = operation.get("operationId")
        if not found or found in seen:
            yield f"{where}: operationId {found}"
        seen.add(found)


def has_tags_once(document: Document) -> Iterator[str]:
    """No tag is described twice."""
    names = [each["name"] for each in document.get("tags", ())]
    yield from (f"tags: {name}" for name in {name for name in names if names.count(name) > 1})


def uses_standard_methods(document: Document) -> Iterator[str]:
    """/core/http-methods."""
    known = {*METHODS, "parameters", "summary", "description", "servers"}
    yield from (f"{path}: {key}" for path, item in document["paths"].items() for key in item if key not in known)


def has_query_names_in_camel_case(document: Document) -> Iterator[str]:
    """/core/query-keys-camel-case."""
    for where, _, _, operation in operations(document):
        for each in operation.get("parameters", ()):
            if each["in"] == "query" and not _LOWER_CAMEL.fullmatch(each["name"]):
                yield f"{where}: {each['name']}"


def tells_the_version_in_a_header(document: Document) -> Iterator[str]:
    """/core/version-header; the linter asks it of successes and redirections, this of errors too."""
    for where, _, response in responses(document):
        if "API-Version" not in response.get("headers", {}):
            yield f"{where}: no API-Version"


def tells_errors_as_problems(document: Document) -> Iterator[str]:
    """/core/error-handling/problem-details: application/problem+json with status, title and detail."""
    for where, status, response in responses(document):
        if status[0] not in "45":
            continue
        media = response.get("content", {}).get("application/problem+json")
        if media is None:
            yield f"{where}: no problem document"
            continue
        schema = _follow(document, media["schema"])
        parts = (schema, *(_follow(document, each) for each in schema.get("allOf", ())))
        keys = {key for each in parts for key in each.get("properties", {})}
        if missing := {"status", "title", "detail"} - keys:
            yield f"{where}: no {', '.join(sorted(missing))} in the problem document"


def tells_invalid_input_by_400(document: Document) -> Iterator[str]:
    """/core/error-handling/invalid-input; by 400 and not 422 too, since one kind of fault has one status."""
    for where, _, method, operation in operations(document):
        takes = method in ("put", "post", "patch") or operation.get("parameters")
        if takes and "400" not in operation["responses"]:
            yield f"{where}: no 400"
        if "422" in operation["responses"]:
            yield f"{where}: 422"


def has_no_key_that_looks_like_a_method(document: Document) -> Iterator[str]:
    """A value under a key with put, post or patch in it, such as postcode, is taken by the linter for an operation.

    A schema may stand there; a text, in an example, may not. With get or delete in the key, null ends the linter.
    """
    for where, key, value in walk(document, document["paths"]):
        if value is None and re.search("get|delete", key):
            yield f"{where}: null, on which the linter ends"
        if _METHOD_IN_KEY.search(key) and not key.startswith("/") and not isinstance(value, Mapping):
            yield f"{where}: leave this key out of the example"


def writes_dates_and_times_in_one_way(document: Document) -> Iterator[str]:
    """/core/date-time: an instant has an offset, a time of the clock none, and what is called a date is one."""
    for where, name, schema in _properties(document):
        formats = _formats(schema)
        if {"date-time-local", "time"} & {*formats}:
            yield f"{where}: {formats}"
        if _DATE_KEY.fullmatch(name):
            own = [each for part in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())) for each in [part]]
            typed = [each for each in own if each.get("type") == "string"]
            if any(each.get("format") != "date" for each in typed) or "date-time" in formats:
                yield f"{where}: a date without the format date"


def names_schemas_in_camel_case(document: Document) -> Iterator[str]:
    """The linter warns of a schema whose name is not UpperCamelCase."""
    for name in document["components"]["schemas"]:
        if not _UPPER_CAMEL.fullmatch(name):
            yield f"components.schemas.{name}"


def has_examples_that_fit(document: Document) -> Iterator[str]:
    """The example of a body and the default of a schema are valid by the schema beside them."""
    registry: Registry[Any] = Registry().with_resource(_URI, Resource(document, DRAFT202012))
    for part in ("paths", "components"):
        for where, key, value in _without_references(document[part], part):
            if key in ("schema", "items") or (where.count(".") == 2 and part == "components"):
                yield from _unfitting(value, _examples_in(value), where, registry)
            if key == "content":
                for kind, media in value.items():
                    named = [each["value"] for each in media.get("examples", {}).values() if "value" in each]
                    given = [*named, *([media["example"]] if "example" in media else [])]
                    yield from _unfitting(media.get("schema", {}), given, f"{where}.{kind}", registry)


def _examples_in(schema: Any) -> list[Any]:
    return [schema[key] for key in ("example", "default") if key in schema] if isinstance(schema, Mapping) else []


def _unfitting(schema: Any, values: list[Any], where: str, registry: "Registry[Any]") -> Iterator[str]:
    from jsonschema import Draft202012Validator  # not above: it takes seconds to load

    if not values:
        return
    checker = Draft202012Validator.FORMAT_CHECKER
    for value in values:
        found = Draft202012Validator(_absolute(schema), registry=registry, format_checker=checker).iter_errors(value)
        for fault in found:
            yield f"{where}: {fault.message} at {'.'.join(map(str, fault.absolute_path))}"


def _absolute(node: Any) -> Any:
    """Return a schema whose references lead to the document from anywhere."""
    if isinstance(node, Mapping):
        return {
            key: f"{_URI}{value}" if key == "$ref" and isinstance(value, str) else _absolute(value)
            for key, value in node.items()
        }
    return [_absolute(each) for each in node] if isinstance(node, list) else node


def is_valid_openapi(document: Document) -> Iterator[str]:
    """The document is valid by the JSON Schema of OpenAPI 3.1 itself."""
    import schemathesis

    try:
        schemathesis.openapi.from_dict(dict(document)).validate()
    except Exception as error:  # noqa: BLE001 - of whatever kind, it says that the document is not valid
        yield str(error)


RULES: Final[tuple[Rule, ...]] = (
    is_valid_openapi,
    is_openapi_3,
    has_a_semantic_version,
    names_a_contact,
    names_servers,
    has_tidy_paths,
    describes_its_path_parameters,
    has_operation_ids_of_their_own,
    has_tags_once,
    uses_standard_methods,
    has_query_names_in_camel_case,
    tells_the_version_in_a_header,
    tells_errors_as_problems,
    tells_invalid_input_by_400,
    has_no_key_that_looks_like_a_method,
    writes_dates_and_times_in_one_way,
    names_schemas_in_camel_case,
    has_examples_that_fit,
)
