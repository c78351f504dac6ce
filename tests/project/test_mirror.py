"""Each module with a public function has its tests at the mirror place: gateway/a/b.py at tests/a/test_b.py."""

import ast
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "gateway/cli/commands/parties/enrolment.py": "commands of tests/cli/commands/parties/test_accounts.py",
        "gateway/cli/session/lists/filters.py": "options of commands: tests/cli/commands/lists/test_every_list.py",
        "gateway/cli/session/lists/sheets.py": "what files hold: tests/cli/session/lists/test_listed.py",
        "gateway/cli/commands/policy_tables.py": "what `gateway policy` prints: tests/cli/commands/test_policy.py",
        "gateway/cli/demo/chain.py": "an act of the one story that tests/cli/commands/test_demo.py plays",
        "gateway/cli/demo/claims.py": "an act of the one story that tests/cli/commands/test_demo.py plays",
        "gateway/cli/demo/decisions.py": "an act of the one story that tests/cli/commands/test_demo.py plays",
        "gateway/cli/demo/insight.py": "an act of the one story that tests/cli/commands/test_demo.py plays",
        "gateway/cli/demo/message.py": "an act of the one story that tests/cli/commands/test_demo.py plays",
        "gateway/cli/demo/policy.py": "an act of that story",
        "gateway/cli/demo/provider.py": "the provider in that story",
        "gateway/cli/demo/stage.py": "the stage of that story",
        "gateway/cli/demo/stacking.py": "an act of that story",
        "gateway/cli/server/listening.py": "what serve listens with: tests/cli/commands/test_serve.py",
        "gateway/simulator/app.py": "how one reaches the exchange: tests/simulator/test_exchange.py",
        "gateway/simulator/certificates.py": "what it makes for TLS: tests/simulator/test_tls.py",
        "gateway/simulator/page/buttons.py": "what a page has: tests/simulator/page/test_routes.py",
        "gateway/simulator/played.py": "what both controls steer: their tests",
        "gateway/simulator/wire/responses.py": "answers of the exchange: that test",
        "gateway/simulator/wire/courier.py": "by which the exchange brings messages: that test",
        "gateway/simulator/journal.py": "what the exchange notes: that test",
        "gateway/simulator/serving.py": "serves it: that test",
        "gateway/simulator/simulator.py": "puts it together: that test",
        "gateway/simulator/tasks.py": "what it does beside other work: that test",
        "gateway/simulator/parties/software.py": "what both parties have in common: their tests",
        "gateway/store/delivery/vecozo/navraag.py": "rows: tests/exchange/chain/vecozo/test_follow.py",
        "gateway/store/delivery/vecozo/ophaalbronnen.py": "rows: tests/exchange/chain/vecozo/test_round.py",
        "gateway/store/delivery/vecozo/ophalingen.py": "rows: tests/exchange/chain/vecozo/test_fetch.py",
        "gateway/exchange/chain/vecozo/arrival.py": "a part of one use case: tests/exchange/chain/vecozo/test_fetch.py",
        "gateway/transport/vecozo/answers.py": "what is read of answers: tests/transport/vecozo/test_rest.py",
        "gateway/store/delivery/stilstanden.py": "rows of one use case: tests/exchange/delivery/test_freezes.py",
        "gateway/store/delivery/open_pairs.py": "rows of one use case: tests/exchange/delivery/test_open_pairs.py",
        "gateway/store/custody/inzages.py": "rows of one use case: tests/exchange/custody/test_reads.py",
        "gateway/store/custody/retention.py": "rows of one use case: tests/exchange/custody/test_retention.py",
        "gateway/store/custody/seal_leaves.py": "leaves of one use case: tests/exchange/custody/test_seal.py",
        "gateway/store/custody/tijdstempels.py": "rows of one use case: tests/exchange/custody/test_anchor.py",
        "gateway/exchange/signals/examine.py": "a part of one use case: tests/exchange/signals/test_refresh.py",
        "gateway/store/claims/line_list.py": "lines of the same claims: tests/store/claims/test_claim_list.py",
        "gateway/store/ledger/latest_verdict.py": "the verdicts of tests/store/ledger/test_beoordelingen.py",
        "gateway/store/care/watched_clients.py": "whose care is viewed: tests/store/care/test_watch_view.py",
        "gateway/exchange/assigning/registers/vocabulary.py": "what a line may name: test_contracts.py",
        "gateway/standard/stuf/parts.py": "parts of what is read: tests/standard/stuf/test_read.py",
        "gateway/store/requests/verzoek_antwoorden.py": "rows of one use case: tests/store/requests/test_verzoeken.py",
        "gateway/store/requests/verzoek_toewijzingen.py": "rows of one use case: tests/e2e/test_request_stories.py",
        "gateway/store/signals/causes.py": "rows of that use case",
        "gateway/cli/demo/console.py": "the end of that story",
        "gateway/exchange/parties/identity/issuer.py": "keys and tokens: tests/api/caller/test_tokens.py",
        "gateway/store/parties/personen.py": "rows of two use cases: tests/exchange/parties/test_people.py",
        "gateway/store/parties/sessies.py": "rows of one use case: tests/exchange/parties/test_login.py",
        "gateway/store/signals/signaal_rondes.py": "rows of one use case: tests/exchange/signals/test_refresh.py",
    }
)
"""Modules whose tests stand elsewhere, and why."""


def has_public_function(path: Path) -> bool:
    """Return True when the module has a public function, or a public class with a public method."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))]
    return any(isinstance(each, functions) and not each.name.startswith("_") for node in nodes for each in node.body)


def mirror(path: Path) -> Path:
    """Return where the tests of this module belong."""
    inside = path.relative_to(ROOT / "gateway")
    return ROOT / "tests" / inside.parent / f"test_{inside.name}"


def test_every_module_with_logic_has_its_tests_at_the_mirror_place():
    modules = [path for path in sorted((ROOT / "gateway").rglob("*.py")) if path.name != "__init__.py"]
    missing = {
        str(path.relative_to(ROOT)) for path in modules if has_public_function(path) and not mirror(path).exists()
    }
    assert missing - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) - missing == set(), "these have their tests at the mirror place by now"
