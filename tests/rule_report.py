"""A pytest plugin: what the tests of the rules show, as a table of rule x message.

`gateway rules --report` runs it. A row counts a test as a passing case when the rule was silent on that kind of
message in it, and as a failing case when the rule spoke; and it tells on how many messages of the labelled corpus,
where that is at hand, the gateway and the official kit agree that the rule is broken.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

from gateway.rules.engine import cards, judged_by
from tests.conformance import agreement
from tests.rules import judged

_TEST = re.compile(r"test_([a-z]{2}[0-9]{3})\.py")

Row = tuple[str, str]
"""Code of a rule, kind of message."""

CANNOT_FAIL = frozenset({("TR101", "WMO319")})
"""A 319 holds one Antwoord: nothing in it can stand there twice."""

_HEAD = """\
# Wat de tests van de regels laten zien

Gemaakt door `gateway rules --report` uit de tests zelf. Slaagt en faalt: in zoveel gevallen zweeg de regel over zo'n
bericht, of sprak zij; 'kan niet': het schema laat niets toe wat de regel schendt. Corpus: op zoveel van de gelabelde
berichten waarin de officiële toets de regel geschonden vindt, vindt de gateway dat ook; dat maar een van de twee het
vindt, komt niet voor.

| Regel | Bericht | Slaagt | Faalt | Corpus |
| --- | --- | ---: | ---: | --- |"""


class RuleReport:
    """Gathers while the tests run, writes when they are done."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._cases: defaultdict[str, Counter[Row]] = defaultdict(Counter)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        judged.seen.clear()
        result = yield
        rule = _TEST.fullmatch(pyfuncitem.path.name)
        if rule is not None:
            code = rule[1].upper()
            for soort, found in judged.seen:
                self._cases["failing" if code in found else "passing"][code, soort] += 1
        return result

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.OK:
            self._target.write_text(self._markdown(), "utf-8")

    def _markdown(self) -> str:
        lines = [_HEAD]
        for card in cards():
            for soort in judged_by(card):
                row = card.code, soort
                passing, failing = self._cases["passing"][row], self._cases["failing"][row]
                told = "kan niet" if row in CANNOT_FAIL and not failing else failing
                lines.append(f"| {card.code} | {soort} | {passing} | {told} | {_agreement(row, card.level)} |")
        return "\n".join(lines) + "\n"


def _agreement(row: Row, level: int) -> str:
    if level != 2:
        return "kent dit niveau niet"
    expected = agreement.expected[row]
    return f"{agreement.agreed[row]} van {expected}" if expected else "komt er niet in voor"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rule-report", type=Path, help="where the table goes")


def pytest_configure(config: pytest.Config) -> None:
    target = config.getoption("--rule-report")
    if target is not None:
        config.pluginmanager.register(RuleReport(target))
