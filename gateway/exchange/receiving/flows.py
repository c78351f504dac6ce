"""The table of flows: a row for each kind of message that the gateway exchanges.

A municipality that uses another gateway keeps its books there; what it and a provider here send each other is relayed.
Such a message is judged on level 2, and on levels 3 and 4 by the rules that need none of the municipality's books. The
verdict that counts is the receiver's, in its return message. A message that is refused here isn't passed on. The
municipality gets the return message of the standard, as from the provider. The provider gets a refusal with the
findings and nothing is kept, for nobody here can answer in the name of that municipality. A message that was parked
and is refused when it is judged again stays in the ledger as refused, with its findings.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, Protocol

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.arrived import Arrived
from gateway.exchange.receiving.effects import (
    Bookable,
    assigned_numbers,
    change_starts,
    change_stops,
    keep_requests,
    references_in,
    signed_day,
)
from gateway.exchange.receiving.report_policy import check_policy
from gateway.messages import return_message
from gateway.messages.claim_answer import compose_claim_answer
from gateway.messages.kinds.antwoord import Wmo319, Wmo320
from gateway.messages.kinds.declaratie import Wmo323, Wmo325
from gateway.messages.kinds.start import Wmo305, Wmo306
from gateway.messages.kinds.stop import Wmo307, Wmo308
from gateway.messages.kinds.toewijzing import Wmo301, Wmo302
from gateway.messages.kinds.verzoek import Wmo315, Wmo316, Wmo317, Wmo318
from gateway.messages.registry import CareMessage, Message
from gateway.rules.case import CaseFile
from gateway.rules.engine import Rules, discover
from gateway.standard.findings import Finding, Outcome
from gateway.standard.releases import MessageKind, Party
from gateway.store.care.policy_view import PolicyView

WITHOUT_BOOKS: Final = frozenset({"TR056", "TR135", "TR378"})
"""The rules of levels 3 and 4 that need no books. TR381 does: the product list is the municipality's own."""


@cache
def rules_without_books() -> Rules:
    """Return the rules for a message of which the books are elsewhere."""
    return tuple(rule for rule in discover() if rule.card.level == 2 or rule.card.code in WITHOUT_BOOKS)


class Compose(Protocol):
    """Composes the return message to a message for what its checks found."""

    def __call__(
        self, forward: Message, findings: Sequence[Finding], *, identificatie: str, dagtekening: date, xslt_versie: str
    ) -> Message: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One kind of message that is exchanged. The standard says who sends it and what answers it."""

    message: type[CareMessage]
    on_books: bool = False
    """It is judged by all rules, on the case file; otherwise by the rules that need no books."""
    numbers: Callable[[CareMessage], Sequence[int]] | None = None
    """The assignment numbers of which a dry run looks up what they stand for."""
    references: Callable[[CareMessage], Sequence[str]] | None = None
    """The references in it; it is judged on the requests with one of these, and on all of its client."""
    known_on: Callable[[CareMessage], date | None] | None = None
    """The day on which its sender knew the assignments that it is judged on; None: their last version counts."""
    effect: Callable[[CareMessage], Bookable] | None = None
    """What the message changes in the books when it is approved. Raises ValueError for a date they can't hold."""
    claims: bool = False
    """It is a claim: judged on what was assigned and claimed before, and kept with each Prestatie that is decided."""
    policy: Callable[[Gateway, Arrived, CaseFile, PolicyView], Sequence[Finding]] | None = None
    """The signals of the municipality's policy on an approved message."""
    answered: frozenset[Outcome] = frozenset()
    """The verdicts that the gateway answers with a return message."""
    compose: Compose = return_message.compose
    """Composes that return message."""

    @property
    def kind(self) -> MessageKind:
        """The kind of message."""
        return self.message.soort

    @property
    def sender(self) -> Party:
        """The party that sends it."""
        return self.kind.sender

    @property
    def answer(self) -> str | None:
        """The kind of message that answers it; None for a return message."""
        return self.kind.answered_by

    @property
    def rules(self) -> Rules | None:
        """The rules that judge it; None: all of them."""
        return None if self.on_books else rules_without_books()

    @property
    def relayed(self) -> "Flow":
        """The same for a municipality that uses another gateway, in whose name nothing is answered here."""
        answered = self.answered if self.sender == "gemeente" else frozenset[Outcome]()
        return replace(self, on_books=False, references=None, effect=None, claims=False, policy=None, answered=answered)


_JUDGED: Final = frozenset({Outcome.GOEDGEKEURD, Outcome.AFGEKEURD})

_ROWS: Final = (
    # From another gateway only: a municipality with its books here decides, and the 301 follows (exchange/assigning).
    Flow(
        message=Wmo301,
        on_books=True,
        numbers=assigned_numbers,
        references=references_in,
        answered=frozenset({Outcome.AFGEKEURD}),
    ),
    Flow(message=Wmo302),
    Flow(message=Wmo305, on_books=True, effect=change_starts, policy=check_policy, answered=_JUDGED),
    Flow(message=Wmo306),
    Flow(message=Wmo307, on_books=True, effect=change_stops, policy=check_policy, answered=_JUDGED),
    Flow(message=Wmo308),
    Flow(message=Wmo315, on_books=True, references=references_in, effect=keep_requests, answered=_JUDGED),
    Flow(message=Wmo316),
    Flow(
        message=Wmo317,
        on_books=True,
        references=references_in,
        known_on=signed_day,
        effect=keep_requests,
        answered=_JUDGED,
    ),
    Flow(message=Wmo318),
    # As with the 301: a municipality with its books here answers in exchange/requests.
    Flow(message=Wmo319, on_books=True, references=references_in, answered=frozenset({Outcome.AFGEKEURD})),
    Flow(message=Wmo320),
    Flow(message=Wmo323, on_books=True, claims=True, answered=_JUDGED, compose=compose_claim_answer),
    Flow(message=Wmo325),
)
FLOWS: Mapping[str, Flow] = MappingProxyType({row.kind.name: row for row in _ROWS})
"""By kind of message."""


def flow_of(kind: str, *, relayed: bool = False) -> Flow | None:
    """Return the flow of this kind of message, or its variant that is relayed; None when it is not exchanged."""
    flow = FLOWS.get(kind)
    return flow.relayed if flow is not None and relayed else flow


def kinds_from(sender: str) -> list[str]:
    """Return the kinds of message that this sort of organisation sends, in the order of the standard."""
    return [kind for kind, flow in FLOWS.items() if flow.sender == sender]
