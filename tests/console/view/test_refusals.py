"""A page speaks to a person: no commands, no addresses of the API."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from gateway.console.view.refusals import PLAIN, text_of
from gateway.exchange.kernel.refusals import Conflict, NotFound
from tests.support.api.application import Api
from tests.support.api.parties import VENLO
from tests.support.console.browser import browsing
from tests.support.console.browser import text_of as read

EXCHANGE = Path(__file__).parents[3] / "gateway" / "exchange"
FOR_A_PROGRAM = re.compile(
    r"\bgateway (?:accounts|people|policy|ledger|vault|messages)\b|/v1/|\b(?:GET|PUT|POST) /|Idempotency-Key"
    r"|API-sleutel"
)
KINDS = {"Invalid", "NotFound", "Conflict", "Forbidden", "Gone"}


NEVER_HERE = {"adres-onbekend", "machtiging-onbekend"}
"""The first is of the API alone; a mandate has a number that people see."""


def calls() -> Iterator[ast.Call]:
    """Yield each refusal in the use cases, as far as its name stands there."""
    for path in EXCHANGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_refusal = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS
            if is_refusal and len(node.args) > 1 and isinstance(node.args[0], ast.Constant):
                yield node


def _formatted(call: ast.Call) -> Iterator[ast.FormattedValue]:
    return (each for each in ast.walk(call.args[1]) if isinstance(each, ast.FormattedValue))


def refusals() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each refusal in the use cases, as far as its text stands there."""
    for call in calls():
        parts = [each.value for each in ast.walk(call.args[1]) if isinstance(each, ast.Constant)]
        yield str(call.args[0].value), "".join(map(str, parts))


def test_what_speaks_to_a_program_has_other_words_here() -> None:
    found = dict(refusals())
    assert len(found) > 100
    assert {name for name, text in refusals() if FOR_A_PROGRAM.search(text)} - PLAIN.keys() == set()
    assert not any(FOR_A_PROGRAM.search(text) for text in PLAIN.values())


def names_an_id(call: ast.Call) -> bool:
    """Return True when the text of a refusal shows an id, which no person knows anything by."""
    names = {getattr(each.value, "id", None) or getattr(each.value, "attr", None) for each in _formatted(call)}
    return bool(names & {"id", "bericht_id", "client", "client_id"})


def test_a_person_reads_no_ids() -> None:
    known = {str(call.args[0].value) for call in calls() if names_an_id(call)}
    assert len(known) > 10
    assert known - PLAIN.keys() - NEVER_HERE == set()


def test_any_other_refusal_keeps_its_own() -> None:
    assert text_of(NotFound("iets", "Er is geen x.")) == "Er is geen x."
    assert text_of(Conflict("geen-beleid", "zie 'gateway accounts change'")) == PLAIN["geen-beleid"]


async def test_a_page_of_a_problem_says_it_so_too(api: Api) -> None:
    async with api.gateway.db.transaction() as tx:
        await tx.execute("update organisaties set beleid = 'nergens' where code = $1", VENLO)
    async with browsing(api, VENLO) as browser:
        assert PLAIN["beleid-onbruikbaar"] in read((await browser.http.get("/console/beleid")).text)
