"""Every process collects the same tests: the values of a parametrised test are the same in each, whatever its clock."""

import ast
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ANOTHER_EACH_TIME = {
    "now",
    "today",
    "time",
    "monotonic",
    "uuid4",
    "uuid7",
    "random",
    "token_hex",
    "token_bytes",
    "urandom",
}
"""Calls whose outcome differs between two processes that collect at the same moment, or a second apart."""


def unstable_call(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    is_gzip = ast.unparse(node.func) == "gzip.compress"
    return name in ANOTHER_EACH_TIME or (is_gzip and not any(keyword.arg == "mtime" for keyword in node.keywords))


def test_no_value_of_a_parametrised_test_differs_between_processes():
    unstable = [
        f"{path.relative_to(TESTS)}:{call.lineno} {ast.unparse(call)}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.parametrize"
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and unstable_call(call)
    ]
    assert unstable == []
