"""The document of the API, whole: its examples work on a real server, and a client that is made from it does too."""

import asyncio
import importlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gateway.api.document.document import document_of
from gateway.app import create_app
from gateway.settings import Settings
from tests.support.api.document import faults, served
from tests.support.api.example_world import MUNICIPALITY, PROVIDER, World, example_world
from tests.support.api.examples import operations, send, the_person
from tests.support.api.server import Server
from tests.support.messages.persons import bsns
from tests.support.store.postgres import Template, create_database, drop_database

CLIENT = "iwmo_gateway_client"
DOCS = Path(__file__).resolve().parents[3] / "docs" / "api.md"
WHEELS = Path(sys.prefix, "client-generator")


@pytest.fixture(scope="module")
def world(template: Template) -> Iterator[World]:
    """The world of the examples, on a server of its own."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    with Server(database_url=dsn) as server:
        made = asyncio.run(example_world(server, the_person()))
        yield made
        made.close()
    asyncio.run(drop_database(template.admin_dsn, dsn))


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A client made by openapi-python-client, as docs/api.md says to."""
    wheels = sorted(WHEELS.glob("*.whl"))
    if not wheels:
        pytest.skip("make setup could not download the generator of clients")
    for wheel in wheels:
        zipfile.ZipFile(wheel).extractall(tmp_path / "generator")
    [settings] = re.findall(r"^```json\n(.*?)^```$", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "config.json").write_text(json.dumps({**json.loads(settings), "post_hooks": []}))
    (tmp_path / "openapi.json").write_text(json.dumps(served()))
    command = ["generate", "--path", "openapi.json", "--output-path", CLIENT, "--meta", "none"]
    subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *command, "--config", "config.json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "generator"), "PATH": ""},
        check=True,
        capture_output=True,
    )
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module(CLIENT)


def test_it_is_the_same_each_time_it_is_asked_for() -> None:
    app = create_app(Settings(database_url="postgresql://nergens"))
    assert document_of(app) == document_of(app) == served()


def test_each_example_is_taken_and_answered_as_described(world: World) -> None:
    wrong = []
    for operation in operations():
        response = send(world, operation)
        if not response.is_success:
            wrong.append(f"{operation.name}: {response.status_code} {response.text}")
            continue
        media_type = response.headers.get("content-type", "").partition(";")[0]
        content = operation.described["responses"][str(response.status_code)].get("content", {})
        assert media_type in content or not response.content, operation.name
        if media_type == "application/json":
            wrong += [f"{operation.name}: {each}" for each in faults(content[media_type]["schema"], response.json())]
    assert wrong == []


def test_a_client_that_is_made_from_it_does_the_story_of_the_readme(world: World, generated: ModuleType) -> None:
    def call(operation: str, who: str, *values: Any, **named: Any) -> Any:
        module = importlib.import_module(f"{CLIENT}.api.{operation.partition('_')[0]}.{operation}")
        response = module.sync_detailed(*values, client=callers[who], **named)
        assert 200 <= response.status_code < 300, response.content
        return response.parsed

    def connected(who: str) -> Any:
        http = world.callers[who]
        key = http.headers["authorization"].partition(" ")[2]
        base_url = str(http.base_url).rstrip("/") + served()["servers"][0]["url"]
        return generated.AuthenticatedClient(
            base_url=base_url, token=key, verify_ssl=False, timeout=60, httpx_args={"trust_env": False}
        )

    callers = {who: connected(who) for who in (MUNICIPALITY, PROVIDER)}
    models, types = (importlib.import_module(f"{CLIENT}.{name}") for name in ("models", "types"))
    person = models.ClientenSchrijfInBody.from_dict({**the_person(), "bsn": bsns(50)[-1]})
    client = call("clienten_schrijf_in", MUNICIPALITY, body=person)
    asked = models.ToewijzingVraag.from_dict(
        {
            "clientId": str(client.client_id),
            "aanbieder": PROVIDER,
            "product": {"categorie": "02", "code": "02A02"},
            "ingangsdatum": "2025-01-06",
            "einddatum": "2026-01-05",
            "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
        }
    )
    assigned = call("toewijzingen_ken_toe", MUNICIPALITY, body=asked, idempotency_key="my-own-number-1")

    waiting = [each.bericht_id for each in call("postvak_toon", PROVIDER, aantal=100).berichten]
    assert assigned.bericht_id in waiting
    told = call("berichten_toon_xml", PROVIDER, assigned.bericht_id)
    assert b"wmo301:Bericht" in told.payload.read()
    call("postvak_ontvangen", PROVIDER, assigned.bericht_id)

    kind = models.VoorbeeldenVulSoort.WMO305
    start = call("voorbeelden_vul", PROVIDER, MUNICIPALITY, assigned.toewijzing_nummer, kind)
    body = types.File(payload=BytesIO(start.payload.read()))
    receipt = call("berichten_bied_aan", PROVIDER, body=body)
    assert receipt.oordeel == "goedgekeurd"
    again = BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        archive.writestr("start.xml", body.payload.getvalue())
    [item] = call("berichten_bied_aan", PROVIDER, body=types.File(payload=BytesIO(again.getvalue()))).berichten
    assert (item.status, item.ontvangstbewijs.bericht_id) == (202, receipt.bericht_id)
    answer = call("berichten_toon_xml", PROVIDER, receipt.retourbericht_id)
    assert b"wmo306:Bericht" in answer.payload.read()
