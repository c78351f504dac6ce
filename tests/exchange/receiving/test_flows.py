"""The one table of flows, and the worked example of ARCHITECTURE.md: a kind of message that is added, and exchanged."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.receiving import flows
from gateway.exchange.receiving.flows import FLOWS, Flow, flow_of, kinds_from, rules_without_books
from gateway.exchange.receiving.receive import receive
from gateway.messages.registry import CARE_MESSAGE_KINDS, REGISTRY
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO, ZORG
from tests.support.messages.requests import wmo315

ROOT = Path(__file__).resolve().parents[3]
FLOORS_BELOW = ("messages", "rules", "standard")
EXAMPLES = ("api/shapes/", "cli/demo/", "console/view/words.py")
"""What names a kind of message for people: examples of the API, steps of the demonstration, words of the console."""


def test_the_table_has_a_row_for_each_kind_that_is_exchanged() -> None:
    assert list(FLOWS) == [kind.name for kind in CARE_MESSAGE_KINDS]
    for name, flow in FLOWS.items():
        assert flow.kind is REGISTRY[name].soort
        assert bool(flow.answered) is (flow.answer is not None), "only a forward message is answered"
        assert flow.on_books is (flow.answer is not None), "only a forward message is judged"
        assert (flow.rules is None) is flow.on_books


def test_every_kind_comes_from_one_of_the_two_parties() -> None:
    assert kinds_from("aanbieder") == ["WMO302", "WMO305", "WMO307", "WMO315", "WMO317", "WMO320", "WMO323"]
    assert kinds_from("gemeente") == ["WMO301", "WMO306", "WMO308", "WMO316", "WMO318", "WMO319", "WMO325"]
    assert kinds_from("intermediair") == []


def test_a_kind_that_is_not_exchanged_has_no_flow() -> None:
    assert flow_of("WMO399") is flow_of("") is flow_of("WMO399", relayed=True) is None


@pytest.mark.parametrize("kind", FLOWS)
def test_a_relayed_message_touches_no_books_and_only_the_municipality_is_answered(kind: str) -> None:
    flow = flow_of(kind, relayed=True)
    assert flow is not None
    assert (flow.on_books, flow.references, flow.effect, flow.policy) == (False, None, None, None)
    assert flow.rules == rules_without_books()
    assert flow.answered == ({Outcome.AFGEKEURD} if kind in ("WMO301", "WMO319") else set())


def test_rules_without_books_are_level_2_and_three_more() -> None:
    assert [rule.card.code for rule in rules_without_books() if rule.card.level != 2] == ["TR056", "TR135", "TR378"]


def kinds_named(path: Path) -> list[str]:
    """Return the kinds of message that stand as a text of their own in the code of this file, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in docs and re.fullmatch(r"WMO3\d\d", str(node.value))
    ]


def test_no_other_list_names_the_kinds_of_message() -> None:
    gateway = ROOT / "gateway"
    paths = {path.relative_to(gateway): path for path in gateway.rglob("*.py")}
    naming = {str(name) for name, path in paths.items() if name.parts[0] not in FLOORS_BELOW and kinds_named(path)}
    assert [name for name in sorted(naming) if not name.startswith(EXAMPLES)] == []


def example() -> str:
    """Return the worked example of ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    return text.partition("### A flow, for example\n")[2].partition("\n##")[0]


def test_the_worked_example_names_at_most_five_files() -> None:
    steps = re.findall(r"^\d\. `([a-z_/.<>]+)`", example(), re.MULTILINE)
    assert 0 < len(steps) <= 5
    assert all((ROOT / step).exists() for step in steps)


async def test_a_kind_of_message_is_exchanged_by_its_row(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    [text] = re.findall(r"`(Flow\(.+?\))`", example().replace("\n   ", " "))
    row: Any = eval(text, {**vars(flows), "Flow": Flow})
    assert row == FLOWS["WMO315"]
    caller, message = (
        Organisatie(ZORG, "aanbieder", "Zorg aan de Maas"),
        serialise(wmo315(afzender=ZORG, ontvanger=VENLO)),
    )
    with monkeypatch.context() as without:
        without.setattr(flows, "FLOWS", {kind: flow for kind, flow in FLOWS.items() if kind != row.kind.name})
        with pytest.raises(Invalid, match="bericht-niet-ondersteund"):
            await receive(gateway, caller, message)
    receipt = await receive(gateway, caller, message)
    assert (receipt.soort, receipt.oordeel) == ("WMO315", Outcome.GOEDGEKEURD)
    async with gateway.db.reading() as tx:
        waiting = await tx.fetch(
            "select soort, l.ontvanger from leveringen l join berichten b on b.id = bericht_id order by soort"
        )
        assert await tx.fetchval("select count(*) from verzoeken") == 1
    assert [tuple(row) for row in waiting] == [("WMO315", VENLO), ("WMO316", ZORG)]
