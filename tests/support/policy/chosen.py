"""Municipalities with a policy, and requests for assignments."""

from collections.abc import Mapping
from typing import Any

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import accounts
from gateway.messages.read import read
from gateway.rules.engine import judge
from gateway.standard.xml.parse import parse
from tests.support.api.parties import ASSIGNMENT, VENLO, Caller
from tests.support.messages.messages import schemas

REGION = "noord-limburg"
OMVANG: Mapping[str, Any] = {"volume": 1, "eenheid": "82", "frequentie": "6"}
OVERRULE: Mapping[str, Any] = {"consulent": "Consu Lent", "reden": "Opname van de partner, geen andere weg"}


async def choose_policy(gateway: Gateway, code: str = VENLO, policy: str = REGION) -> None:
    """Make this municipality choose this policy; "" is none."""
    await accounts.change_account(gateway, code, beleid=policy)


def request_for(client: str, code: str, first: str, tot: str | None, **changes: Any) -> dict[str, Any]:
    """Return the JSON of a request for this product, from `first` up to and including `tot`."""
    return {
        **ASSIGNMENT,
        "clientId": client,
        "product": {"categorie": code[:2], "code": code},
        "omvang": OMVANG,
        "ingangsdatum": first,
        "einddatum": tot,
        **changes,
    }


async def issue(partij: Caller, body: dict[str, Any], sleutel: str | None = None) -> dict[str, Any]:
    """Return the answer to this request for an assignment, which is granted. `sleutel`: its Idempotency-Key."""
    headers = {"idempotency-key": sleutel} if sleutel else {}
    response = await partij.http.post("/v1/toewijzingen", json=body, headers=headers)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def codes(findings: list[dict[str, Any]]) -> set[str]:
    """Return the codes of findings in JSON."""
    return {each["code"] for each in findings}


async def approved(partij: Caller, bericht: str) -> None:
    """Assert that the bytes of the message pass its schema (level 1) and the rules of level 2."""
    document = parse(await partij.bytes_of(bericht))
    assert schemas().findings(document) == []
    verdict = judge(read(document))
    assert not verdict.crashes
    assert not verdict.findings, verdict.findings
