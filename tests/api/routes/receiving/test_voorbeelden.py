"""Examples over HTTP: the description shows one that the gateway itself would take."""

import pytest

from gateway.messages.read import read
from gateway.rules.engine import judge
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from tests.support.api.document import document
from tests.support.api.parties import Caller, problem
from tests.support.messages.messages import schemas

PATH = "/v1/voorbeelden/{gemeente}/{nummer}/{soort}"


def test_the_description_shows_a_message_that_schema_and_rules_accept() -> None:
    operation = document()["paths"][PATH]["get"]
    example = parse(operation["responses"]["200"]["content"]["application/xml"]["example"].encode())
    assert schemas().valid(example), schemas().findings(example)
    assert judge(read(example)).outcome is Outcome.GOEDGEKEURD
    assert {"begindatum", "einddatum", "redenBeeindiging", "Doel"} <= {each["name"] for each in operation["parameters"]}


@pytest.mark.parametrize(
    "wrong",
    [
        *("0983/1/WMO301", "0983/1/wmo305", "983/1/WMO305", "0983/01/WMO305", "0983/1/WMO305?begindatum=morgen"),
        *("0983/1/WMO307?redenBeeindiging=9", "0983/1/WMO307?reden=19"),
    ],
)
async def test_another_address_or_choice_is_no_valid_request(zorg: Caller, wrong: str) -> None:
    assert problem(await zorg.http.get(f"/v1/voorbeelden/{wrong}"), 400, "ongeldige-aanvraag")["fouten"]
