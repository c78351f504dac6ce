"""Municipalities that chose a policy, and requests that it allows or forbids."""

from collections.abc import Mapping
from typing import Any

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import accounts
from gateway.messages.read import read
from gateway.rules.engine import judge
from gateway.standard.xml.parse import parse
from tests.support.api.parties import TOEWIJZING, VENLO, Partij
from tests.support.messages.messages import schemas

REGION = "noord-limburg"
OMVANG: Mapping[str, Any] = {"volume": 1, "eenheid": "82", "frequentie": "6"}
OVERRULE: Mapping[str, Any] = {"consulent": "Consu Lent", "reden": "Opname van de partner, geen andere weg"}


async def choose_policy(gateway: Gateway, code: str = VENLO, policy: str = REGION) -> None:
    """This municipality goes by this policy; "" is none."""
    await accounts.change(gateway, code, beleid=policy)


def request_for(client: str, code: str, first: str, tot: str | None, **changes: Any) -> dict[str, Any]:
    """A request for this product from this day until and including that day."""
    return {
        **TOEWIJZING,
        "client": client,
        "product": {"categorie": code[:2], "code": code},
        "omvang": OMVANG,
        "ingangsdatum": first,
        "einddatum": tot,
        **changes,
    }


async def approved(partij: Partij, bericht: str) -> None:
    """The message passes its schema (level 1) and the rules on the message alone (level 2), judged by its bytes."""
    document = parse(await partij.bytes_van(bericht))
    assert schemas().findings(document) == []
    verdict = judge(read(document))
    assert not verdict.crashes
    assert not verdict.findings, verdict.findings
