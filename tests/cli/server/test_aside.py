"""Errors that go from one process to another."""

import pickle
from types import MappingProxyType

import asyncpg
import pytest

from gateway.cli.server.aside import _sendable
from gateway.exchange.kernel.refusals import Conflict, Refusal
from gateway.exchange.kernel.unforeseen import Unforeseen, is_passing
from gateway.standard.findings import Finding, Severity
from gateway.store.db.database import DatabaseUnavailable


class Odd(Exception):
    """An error that can't be made again from its pickle."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


class OddOfTheDatabase(Odd, DatabaseUnavailable):
    """One that passes."""


@pytest.mark.parametrize(
    "refusal",
    [
        Unforeseen(),
        Conflict(
            "al-beantwoord",
            "tekst",
            [
                Finding(
                    code="TR001",
                    level=3,
                    path="/",
                    severity=Severity.AFKEUR,
                    explanation="",
                    values=MappingProxyType({"a": "b"}),
                )
            ],
            {"berichtId": "1"},
            "zonder waarde",
        ),
    ],
)
def test_a_refusal_comes_through_as_it_was(refusal: Refusal) -> None:
    sent = pickle.loads(pickle.dumps(_sendable(refusal)))
    assert (type(sent), vars(sent), sent.args) == (type(refusal), vars(refusal), refusal.args)


def test_what_cannot_come_through_says_no_more_than_what_it_was() -> None:
    told = _sendable(Odd("999900006", "x"))
    assert (type(told), str(told)) == (RuntimeError, "Odd ()")
    assert isinstance(_sendable(OddOfTheDatabase("a", "b")), DatabaseUnavailable)
    assert is_passing(pickle.loads(pickle.dumps(_sendable(asyncpg.DeadlockDetectedError("x")))))
