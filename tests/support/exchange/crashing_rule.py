"""A rule that crashes on every message of one kind, so that it is parked."""

from collections.abc import Callable
from typing import Any, NoReturn

import pytest

from gateway.rules import engine
from gateway.rules.card import Card
from gateway.rules.engine import Rule

Repair = Callable[[], None]


def _crash(*_seen: Any) -> NoReturn:
    raise KeyError("999900006 is what this rule tripped over")


def break_rules(monkeypatch: pytest.MonkeyPatch, level: int, kind: str = "WMO305") -> None:
    """Put a rule among those of the gateway that can't judge any message of this kind."""
    card = Card(
        code="TR999",
        retourcode="9999",
        level=level,
        messages=frozenset({kind}),
        element="Header",
        source="test",
        statement="Niets.",
        remedy="Niets.",
    )
    rules = (*engine.discover(), Rule(card, _crash))
    monkeypatch.setattr(engine, "_order_of_all", lambda message: engine._order(rules, message))
