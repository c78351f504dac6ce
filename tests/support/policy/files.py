"""A policy file to put faults into, and the faults that loading finds."""

import re
from pathlib import Path

import gateway.policy
from gateway.policy.loading.load import PolicyError, load_policy

SOURCE = Path(gateway.policy.__file__).with_name("data") / "noord-limburg" / "2024-01-01.toml"
TEXT = SOURCE.read_text("utf-8")
LINES = TEXT.split("\n")
KEY_LINES = [n for n, line in enumerate(LINES) if re.match(r'[\w"].* = .*[^\\\[]$', line)]
"""The lines that hold a key with its whole value."""


def faults_in(directory: Path, text: str, naam: str = "2024-01-01.toml") -> dict[int, str]:
    """Return the faults in this text by line, after checking that the error names the file with each line."""
    file = directory / naam
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    found: PolicyError | None = None
    try:
        load_policy(file)
    except PolicyError as error:
        found = error
    if found is None:
        return {}
    first = found.faults[0]
    assert str(found).splitlines()[0] == f"{file}:{first.line}: {first.text}"
    assert all(1 <= each.line <= text.count("\n") + 1 for each in found.faults)
    return {each.line: each.text for each in found.faults}


def replaced(old: str, new: str) -> tuple[str, int]:
    """Return the text of Noord-Limburg with `old`, which occurs once, replaced by `new`; and its line."""
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new), TEXT[: TEXT.index(old)].count("\n") + 1
