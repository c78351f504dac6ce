"""Requests made from the OpenAPI document, by each kind of caller: no 5xx, and no answer but as it describes."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from gateway.store.db.database import Database
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.support.api.parties import ASSIGNMENT, BEESEL, BEHEER, CLIENT, VENLO, ZORG, enrol
from tests.support.api.server import Server
from tests.support.messages.messages import BSN
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, drop_database

if TYPE_CHECKING:
    from schemathesis import Case

REQUESTS = size(2, 200)
"""Requests for each operation."""


@pytest.fixture(scope="module")
def called(template: Template) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of a server, and a key for each kind of caller."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    with Server(database_url=dsn) as server:
        yield server.url, asyncio.run(_keys(dsn))
    asyncio.run(drop_database(template.admin_dsn, dsn))


async def _keys(dsn: str) -> dict[str, str]:
    db = await Database.connect(dsn, vault=vault())
    keys = await enrol(db)
    await db.close()
    return {code: keys[code] for code in (VENLO, BEESEL, ZORG, BEHEER)}


def _known(url: str, key: str) -> dict[str, Any]:
    """Return values that exist: a client with an assignment."""
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}, trust_env=False, timeout=30) as http:
        client = http.post("/v1/clienten", json={**CLIENT, "bsn": BSN}).json()["clientId"]
        made = http.post("/v1/toewijzingen", json={**ASSIGNMENT, "clientId": client}).json()
    return {"gemeente": VENLO, "nummer": made["toewijzingNummer"], "client": client, "bericht": made["berichtId"]}


def _aim(case: "Case", known: dict[str, Any]) -> None:
    """Make the request about values that exist."""
    thing = known["client"] if case.path.startswith("/clienten") else known["bericht"]
    for name in case.path_parameters or ():
        case.path_parameters[name] = known.get(name, thing)
    if isinstance(case.body, dict) and "clientId" in case.body:
        case.body["clientId"] = known["client"]
        case.body["aanbieder"] = ZORG


@pytest.mark.timeout(TIMEOUT_S)
def test_no_request_brings_about_what_the_document_does_not_tell_of(called: tuple[str, dict[str, str]]) -> None:
    # Here, since it takes a second, and of all processes that run tests only one has to.
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    url, keys = called
    known = _known(url, keys[VENLO])
    schema = schemathesis.openapi.from_url(f"{url}/v1/openapi.json")
    answers: Counter[int] = Counter()
    wrong: list[str] = []
    shut: set[tuple[str, str]] = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @seed(SEED)
        @settings(
            max_examples=REQUESTS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), who=st.permutations(sorted(keys)), really=st.booleans())
        def ask(case: "Case", who: list[str], really: bool) -> None:
            if really:
                _aim(case, known)
            # Who was shut out once is not asked again, as long as there are others.
            code = next((each for each in who if (case.operation.label, each) not in shut), who[0])
            response = case.call(base_url=f"{url}/v1", headers={"authorization": f"Bearer {keys[code]}"})
            answers[response.status_code] += 1
            if b":geen-toegang" in response.content:
                shut.add((case.operation.label, code))
            try:
                case.validate_response(response, checks=checks)
            except* AssertionError as failures:
                wrong.append(f"{response.status_code} {case.as_curl_command()}\n{failures.exceptions}")

        ask()
    told(f"{answers.total()} requests: {dict(sorted(answers.items()))}")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:10])
