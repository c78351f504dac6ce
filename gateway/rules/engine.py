"""Judges a message by the coded rules: level 2 first, then 3 and 4 when that finds nothing, signals last.

Official order (IV028): a message that fails level 2 gets 0001 in its header and is looked at no further.
Signals (level 5) go beyond the standard's levels and never change what becomes of a message.
The rules are found once, by scanning this package; a message type then costs one tuple of functions a level.
"""

import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from math import inf
from typing import Any, Final

import gateway.rules.codes
from gateway.messages.claim_answer import refuses_claim
from gateway.messages.place import line, path
from gateway.messages.registry import Message
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault
from gateway.rules.outside import Outside
from gateway.standard.findings import Finding, Outcome, Severity

JUDGED: Final = ("WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325")
"""The messages the gateway judges, on every level."""

MAX_FAULTS_PER_RULE: Final = 50
"""Findings of one rule of level 2, or of one signal, that are written out; one more has the count of the rest.

Nothing is lost: the return message has a single 0001 for level 2 and says nothing of signals."""

Check = Callable[..., Iterable[Fault]]

_RULE_MODULE: Final = re.compile(r"(cd|cs|tr|iv|op|gw)[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what is known about it, and how it is checked."""

    card: Card
    check: Check
    """By level: 2 (message), 3 (message, case file), 4 (message, outside), 5 (message, case file, outside)."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that could not judge the message."""

    code: str
    error: str
    """Name of the exception; its text may hold personal data and is left out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a message."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()


Rules = tuple[Rule, ...]


@cache
def discover() -> Rules:
    """Return all rules, in the order of their codes."""
    names = sorted(m.name for m in pkgutil.iter_modules(gateway.rules.codes.__path__) if _RULE_MODULE.fullmatch(m.name))
    modules = [import_module(f"{gateway.rules.codes.__name__}.{name}") for name in names]
    return tuple(Rule(module.card, module.check) for module in modules)


def cards() -> tuple[Card, ...]:
    """Return the cards of all rules, in the order of their codes."""
    return tuple(rule.card for rule in discover())


def judged_by(card: Card) -> tuple[str, ...]:
    """Return the messages that the gateway judges by the rule with this card."""
    return tuple(each for each in JUDGED if each in card.messages)


def judge(
    kit: Message,
    domain: Message | None = None,
    *,
    case: CaseFile | None = None,
    outside: Outside | None = None,
    rules: Rules | None = None,
) -> Verdict:
    """Return the verdict of the rules on a message that was read and passed its schema.

    `kit`: the message as the official kit sees it, where a comment cuts a value. `domain`: the same message
    with its comments taken out, for levels 3 and 4; may be left out when it has none. Level 3 is judged when
    there is a case file, level 4 when the world outside is known, and signals when there are both and nothing
    stands in the way of approval.

    A rule that crashes hides no other, and parks the message: it neither approves nor refuses. One of level 2
    beside another of level 2 that refuses changes nothing, for the answer to that is a single 0001 whatever else
    is wrong; on levels 3 and 4 each fault has a code of its own in the answer, so there the message is parked
    even when it is sure to be refused. A signal that crashes says so in a finding and does no more.
    """
    order = _order_of_all(kit.soort.name) if rules is None else _order(rules, kit.soort.name)
    findings: list[Finding] = []
    crashes: list[Crash] = []
    _run(order.official, (kit,), findings, crashes, MAX_FAULTS_PER_RULE)
    if not findings and not crashes:
        message = kit if domain is None else domain
        for of_case, of_outside in order.turns:
            if case is not None:
                _run(of_case, (message, _after(case, findings)), findings, crashes)
            if outside is not None:
                _run(of_outside, (message, outside), findings, crashes)
        if case is not None and outside is not None and _outcome(findings, crashes) is Outcome.GOEDGEKEURD:
            _signal(order.signals, (message, case, outside), findings)
    return Verdict(_outcome(findings, crashes), tuple(findings), tuple(crashes))


def _after(case: CaseFile, findings: Iterable[Finding]) -> CaseFile:
    """Return the case file that says what was found at fault so far."""
    refused = frozenset(each.class_path for each in findings if each.class_path and each.severity is Severity.AFKEUR)
    return replace(case, refused=refused) if refused else case


@dataclass(frozen=True, slots=True)
class _Order:
    """The rules that judge one kind of message, in the order in which they do."""

    official: Rules
    """Of level 2."""
    turns: tuple[tuple[Rules, Rules], ...]
    """By turn those of level 3 and those of level 4."""
    signals: Rules


@cache
def _order_of_all(message: str) -> _Order:
    return _order(discover(), message)


def _order(rules: Rules, message: str) -> _Order:
    judged = [rule for rule in rules if message in judged_by(rule.card)]

    def of(level: int, turn: int | None = None) -> Rules:
        return tuple(each for each in judged if each.card.level == level and turn in (None, each.card.turn))

    turns = sorted({rule.card.turn for rule in judged if rule.card.level in (3, 4)})
    return _Order(of(2), tuple((of(3, turn), of(4, turn)) for turn in turns), of(BEYOND))


def _run(
    rules: Rules,
    seen: tuple[Any, ...],
    findings: list[Finding],
    crashes: list[Crash],
    most: float = inf,
) -> None:
    for rule in rules:
        count = 0
        try:
            for fault in rule.check(*seen):
                count += 1
                if count <= most:
                    findings.append(_finding(rule.card, fault))
            if count > most:
                findings.append(_rest(rule.card, count - most))
        except Exception as error:  # noqa: BLE001 - any crash parks the message, whatever its kind
            crashes.append(Crash(rule.card.code, type(error).__name__))


def _signal(rules: Rules, seen: tuple[Any, ...], findings: list[Finding]) -> None:
    for rule in rules:
        crashes: list[Crash] = []
        _run((rule,), seen, findings, crashes, MAX_FAULTS_PER_RULE)
        findings.extend(_not_judged(rule.card, crash) for crash in crashes)


def _finding(card: Card, fault: Fault) -> Finding:
    at = fault.at
    first, *others = fault.elements
    return Finding(
        code=card.code,
        level=card.level,
        severity=Severity.SIGNAAL if card.signaal else fault.severity,
        path=path(at, *first),
        line=line(at, *first),
        class_path=path(at),
        retourcode=card.retourcode or None,
        explanation=fault.text,
        values=fault.values,
        remedy=card.remedy,
        source=card.source,
        also_at=(
            *(path(at, *names) for names in others),
            *(path(other, *names) for other, names in fault.also_at),
        ),
    )


def _rest(card: Card, count: float) -> Finding:
    return Finding(
        code=card.code,
        level=card.level,
        severity=Severity.SIGNAAL if card.signaal else Severity.AFKEUR,
        path="/Bericht",
        class_path="/Bericht",
        retourcode=card.retourcode or None,
        explanation=f"Nog {count:.0f} keer in dit bericht; de eerste {MAX_FAULTS_PER_RULE} staan uitgeschreven.",
        remedy=card.remedy,
        source=card.source,
    )


def _not_judged(card: Card, crash: Crash) -> Finding:
    return Finding(
        code=card.code,
        level=card.level,
        severity=Severity.SIGNAAL,
        path="/Bericht",
        class_path="/Bericht",
        explanation=f"Dit signaal kon niet beoordeeld worden ({crash.error}). Het oordeel hangt er niet van af.",
        remedy="Kijk dit zelf na, en meld de fout aan de beheerder.",
        source=card.source,
    )


def _outcome(findings: list[Finding], crashes: list[Crash]) -> Outcome:
    """Return the verdict. A fault at a Client or Prestatie of a claim refuses that alone: the claim counts (IV087)."""
    if not findings and not crashes:
        return Outcome.GOEDGEKEURD
    refused = [finding for finding in findings if refuses_claim(finding)]
    crashed = {crash.code for crash in crashes}
    if crashed and not any(finding.level == 2 and finding.code not in crashed for finding in refused):
        return Outcome.GEPARKEERD
    return Outcome.AFGEKEURD if refused else Outcome.GOEDGEKEURD
