"""Docstrings say what to expect from a call, in words that need no second reading."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RIDDLE = re.compile(
    r"(What|Who|Whose|Whether|How|So|Of|Its|It|They|Everything|Everybody|Everyone|Nothing|Nobody|Where|When|There|Those"
    r"|True once|Returns when)\b"
)
"""First words of a docstring that tells a state of the world, or asks a question, instead of saying what is done."""


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_a_docstring_of_a_function_begins_with_what_it_does():
    riddles = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {text.splitlines()[0]}"
        for folder in ("gateway", "tests/support")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in functions(ast.parse(path.read_text(encoding="utf-8")))
        if (text := ast.get_docstring(node)) and RIDDLE.match(text)
    ]
    assert riddles == []
