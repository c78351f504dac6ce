"""Return messages for tests: a finding, the answer it leads to, and the codes in that."""

from datetime import date
from typing import Any

from gateway.messages.place import classes
from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.standard.findings import Finding, Severity
from tests.support.messages.messages import as_read

DAY = date(2024, 3, 5)
START = "/Bericht/Client/StartProducten/StartProduct"
HEADER = "/Bericht/Header"


def a_finding(node: str | None, retourcode: str | None = "9019", level: int = 3, **changes: Any) -> Finding:
    """Return a finding at the class with this path."""
    values: dict[str, Any] = {
        "code": "TR000",
        "severity": Severity.AFKEUR,
        "path": node or "/Bericht",
        "explanation": "",
    }
    return Finding(class_path=node, retourcode=retourcode, level=level, **(values | changes))


def answer_with(forward: Message, *findings: Finding, xslt_versie: str | None = "2.10.5", **more: Any) -> Any:
    """Return the answer, as the other side reads it after it passed its schema."""
    return as_read(compose(forward, findings, "RETOUR1", DAY, xslt_versie, **more))


def codes(retour: Any) -> dict[str, tuple[str, ...]]:
    """Return the return codes in an answer, by path of their class."""
    found = ((path, getattr(node, "retour_codes", ())) for path, node in classes(retour))
    return {path: codes_there for path, codes_there in found if codes_there}
