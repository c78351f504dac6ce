"""The description of the API: in Dutch, complete on problems, and readable without a network."""

import re

from tests.support.api.application import Api
from tests.support.api.document import document
from tests.support.api.parties import CLIENT, Caller


def test_every_operation_says_in_dutch_what_it_does_and_which_problems_it_can_give() -> None:
    for path, methods in document()["paths"].items():
        assert path == path.lower()
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert re.search(r"\b(een|de|het|en|van|wat)\b", operation["description"].lower()), where
            assert operation["security"], where
            for status in ("400", "401", "403", "406", "429", "503"):
                content = operation["responses"][status]["content"]
                assert list(content) == ["application/problem+json"], where


def test_query_and_body_keys_are_camel_case() -> None:
    names = [
        each["name"]
        for methods in document()["paths"].values()
        for operation in methods.values()
        for each in operation.get("parameters", ())
        if each["in"] != "header"
    ]
    for schema in document()["components"]["schemas"].values():
        names += schema.get("properties", {})
    assert names
    assert [name for name in names if not re.fullmatch(r"[a-z][a-zA-Z0-9]*", name)] == []


async def test_the_example_of_a_client_works(venlo: Caller) -> None:
    operation = document()["paths"]["/v1/clienten"]["post"]
    example = operation["requestBody"]["content"]["application/json"]["schema"]["example"]
    assert (await venlo.http.post("/v1/clienten", json=example)).status_code == 201
    put = document()["paths"]["/v1/clienten/{id}"]["put"]
    without_bsn = put["requestBody"]["content"]["application/json"]["schema"]
    assert "bsn" not in without_bsn["properties"]
    assert set(CLIENT) <= set(without_bsn["properties"])


async def test_the_pages_for_people_need_no_other_host(api: Api) -> None:
    async with api.http() as http:
        page = await http.get("/docs")
        assert page.status_code == 200
        parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert parts
        for part in parts:
            assert not part.startswith(("http:", "https:", "//")), part
            assert (await http.get(part)).status_code == 200, part
