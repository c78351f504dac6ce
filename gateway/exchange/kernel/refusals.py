"""Refusals of use cases. The class of a refusal decides the HTTP status and the exit code."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gateway.standard.findings import Finding


class Refusal(Exception):
    """The request is refused, and nothing was changed."""

    def __init__(
        self,
        problem: str,
        text: str,
        findings: Sequence[Finding] = (),
        details: Mapping[str, object] | None = None,
        text_on_record: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        """Stable name of the problem, kebab-case."""
        self.text = text
        """What is wrong, with which value, and what to do (Dutch)."""
        self.text_on_record = text if text_on_record is None else text_on_record
        """The same for the ledger: without a value that the caller made up, such as a file name or Identificatie."""
        self.findings = tuple(findings)
        self.details = dict(details or {})
        """Further facts for a machine, such as the id of an earlier message."""

    def __reduce__(self) -> tuple[Callable[..., "Refusal"], tuple[Any, ...]]:
        """Come through a pipe as it was; an exception is made again from what it hands to its base class alone."""
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[Refusal], args: tuple[object, ...], facts: Mapping[str, object]) -> Refusal:
    refusal = kind.__new__(kind, *args)
    vars(refusal).update(facts)
    return refusal


class Invalid(Refusal):
    """The request breaks the standard or the contract: the caller has to change it."""


class Forbidden(Refusal):
    """The caller may not do this."""


class NotFound(Refusal):
    """It doesn't exist, or isn't the caller's; the refusal doesn't tell which."""


class Gone(Refusal):
    """It existed, and was erased after its term."""


class Conflict(Refusal):
    """The request can't be granted in the present state, such as a message that was answered before."""
