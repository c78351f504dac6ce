"""What one rule says of a message, judged as it would be: written, read back, through the engine."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.rules.card import OFFICIAL
from gateway.rules.case import CaseFile
from gateway.rules.engine import Verdict, cards, judge
from gateway.rules.outside import Outside
from gateway.standard.findings import Finding
from gateway.standard.xml.parse import parse
from tests.support.messages.messages import schemas, xml

TODAY = date(2024, 3, 1)
LEVELS = {card.code: card.level for card in cards()}

seen: list[tuple[str, frozenset[str]]] = []
"""What was judged so far: the kind of message, and the codes found in it. For the report of tests/rule_report.py."""


def verdict(message: Message | bytes, case: CaseFile | None = None, **outside: Any) -> Verdict:
    """Return the verdict on a message; on level 3 with a case file, on level 4 with something known of outside."""
    data = message if isinstance(message, bytes) else xml(message)
    document = parse(data)
    assert schemas().valid(document), schemas().findings(document)
    plain = read(document.without_comments())
    world = Outside(**{"today": TODAY, **outside}) if outside else None
    result = judge(read(document), plain, case=case, outside=world)
    seen.append((document.soort.name, frozenset(finding.code for finding in result.findings)))
    return result


def finds(code: str, message: Message | bytes, case: CaseFile | None = None, **outside: Any) -> list[Finding]:
    """Return the findings of the rule with this code, which is judged: nothing of a lower level stands in its way."""
    result = verdict(message, case, **outside)
    assert not result.crashes
    level = LEVELS[code]
    seen = {2: True, 3: case is not None, 4: bool(outside), 5: case is not None and bool(outside)}
    assert seen[level], f"{code} isn't judged without what level {level} sees"
    stopped = {finding.code for finding in result.findings if finding.level == OFFICIAL != level}
    assert not stopped, f"{code} isn't judged: level 2 found {stopped}"
    return [finding for finding in result.findings if finding.code == code]


def the_only(code: str, message: Message | bytes, case: CaseFile | None = None, **outside: Any) -> Finding:
    """Return the one thing that the rule with this code finds."""
    (finding,) = finds(code, message, case, **outside)
    return finding


def codes(message: Message | bytes, case: CaseFile | None = None, **outside: Any) -> set[str]:
    """Return the codes of all rules that are broken."""
    result = verdict(message, case, **outside)
    assert not result.crashes
    return {finding.code for finding in result.findings}


def edited(message: Message, changes: Mapping[str, str]) -> bytes:
    """Return the bytes of a message with parts of its text replaced, each of which must occur."""
    text = xml(message).decode()
    for old, new in changes.items():
        assert old in text, f"{old} not in {text}"
        text = text.replace(old, new)
    return text.encode()
