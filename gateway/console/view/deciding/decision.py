"""A decision in a form: first what would be said of it, then, when a person saw that, the decision itself.

A form carries a key of its own, by which it is carried out once however often it is sent, and a mark of what was looked
at, so that what was changed after that is looked at again and not carried out.
"""

import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from gateway.console.session.visit import Visit
from gateway.console.view.deciding.placing import place_preview, place_refusal
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.exchange.assigning.combined import decide_proposed
from gateway.exchange.assigning.decide import ProviderItems
from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.assigning.override import Override
from gateway.exchange.assigning.preview import Preview
from gateway.exchange.assigning.proposal import ProposedDecision
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Refusal
from gateway.store.care.clienten import Client

T = TypeVar("T")
_KEY: Final = "[a-p]{32}"
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_KEY_BYTES: Final = 16
_OK: Final = 200
LOOK: Final = "toetsen"
SEND: Final = "versturen"
LET_PASS: Final = "doorlaten"
TAKE_PROPOSAL: Final = "voorstel"
_ACTS: Final = (LOOK, SEND, LET_PASS, TAKE_PROPOSAL)
MAX_REASON_CHARS: Final = 1000
CHANGED_SINCE: Final = "U wijzigde iets nadat het was getoetst. Kijk het na, en verstuur het dan."


def new_key() -> str:
    """Return a key for one form."""
    return secrets.token_hex(_KEY_BYTES).translate(_LETTERS)


def mark_of(*parts: object) -> str:
    """Return a mark of what was filled in, in letters; other content has another one."""
    content = json.dumps([str(each) if not isinstance(each, dict) else each for each in parts], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest().translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Asking(Generic[T]):
    """What a form asks for, and how that is looked at and done."""

    mark: str
    """Of all that was filled in."""
    preview: Callable[[], Awaitable[Preview]]
    issue: Callable[[RepeatableRequest, Override | None], Awaitable[T]]
    take_proposal: Callable[[RepeatableRequest, ProviderItems | None], Awaitable[T]] | None = None
    """Takes what the findings advise instead; None: that isn't offered."""
    parts: Mapping[int | None, str] = field(default_factory=dict)
    """By number of the assignment that changes (None: a new one) what the names of the fields of that part begin with.

    In the order of the decision; empty: it has one part, and its fields are called as they are."""


@dataclass(slots=True)
class Told:
    """What a page shows of a decision that was not taken (yet)."""

    key: str
    preview: Preview | None = None
    mark: str = ""
    """Of what was looked at; "" when there is nothing to carry out."""
    proposal_mark: str = ""
    problems: list[str] = field(default_factory=list)
    status: int = _OK


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What was carried out."""

    made: T


def refused(fields: Fields) -> Told:
    """Return what is shown of a form with a field that can't be."""
    return Told(fields.text("sleutel", _KEY, "de sleutel van dit formulier") or new_key(), status=422)


async def decide(visit: Visit, fields: Fields, asking: Asking[T]) -> Done[T] | Told:
    """Carry out what the form asks when it was looked at as it stands, or else look at it."""
    told = Told(fields.text("sleutel", _KEY, "de sleutel van dit formulier") or new_key())
    doing = fields.choice("doen", _ACTS) or LOOK
    reason = fields.words("reden", MAX_REASON_CHARS) if doing == LET_PASS else None
    if doing == LET_PASS and reason is None and "reden" not in fields.errors:
        fields.fail("reden", "Schrijf op waarom dit toch doorgaat; dat wordt bij het besluit bewaard.")
    if fields.errors:
        told.status = 422
    elif doing != LOOK and fields["gezien"] != asking.mark:
        told.problems.append(CHANGED_SINCE)
    elif doing != LOOK:
        try:
            return Done(await _carry_out(visit, fields, asking, told.key, doing, reason))
        except Refusal as refusal:
            _tell(told, fields, refusal, asking.parts)
    await _look(told, fields, asking)
    return told


async def _carry_out(visit: Visit, fields: Fields, asking: Asking[T], key: str, doing: str, reason: str | None) -> T:
    override = None if reason is None else Override(visit.person.naam, reason)
    if doing != TAKE_PROPOSAL or asking.take_proposal is None:
        return await asking.issue(RepeatableRequest(key, hashed(asking.mark, reason or "")), override)
    return await asking.take_proposal(
        RepeatableRequest(key, hashed(asking.mark, fields["voorstel"])), await _proposed(asking, fields["voorstel"])
    )


async def _proposed(asking: Asking[T], shown: str) -> ProviderItems | None:
    """Return the proposal that was shown; None when there is none now, or another."""
    try:
        found = (await asking.preview()).proposal
    except Refusal:
        return None
    return found.decided if found is not None and mark_of_proposal(found) == shown else None


def hashed(*parts: str) -> bytes:
    """Return the hash by which a repeated form is known to be the same."""
    return hashlib.sha256(" ".join(parts).encode()).digest()


def mark_of_proposal(proposed: ProposedDecision) -> str:
    """Return the mark of a decision that is proposed."""
    return mark_of(repr(proposed.decided))


async def take_proposed(
    gateway: Gateway, client: Client, repeatable: RepeatableRequest, decided: ProviderItems | None
) -> int:
    """Take the decision that was proposed; return the number of its first assignment. Raises as `decide_proposed`."""
    made = await decide_proposed(gateway, client.gemeente, client.id, decided, repeatable)
    return made.issued[0].assignment.nummer


async def _look(told: Told, fields: Fields, asking: Asking[T]) -> None:
    """Add what would be said of the decision now."""
    try:
        told.preview = await asking.preview()
    except Refusal as refusal:
        if told.status == _OK:
            told.problems.clear()
            _tell(told, fields, refusal, asking.parts)
        return
    place_preview(fields, told.preview, asking.parts)
    if told.preview.allowed or told.preview.overridable:
        told.mark = asking.mark
    if told.preview.proposal is not None and asking.take_proposal is not None:
        told.mark = asking.mark
        told.proposal_mark = mark_of_proposal(told.preview.proposal)


def _tell(told: Told, fields: Fields, refusal: Refusal, parts: Mapping[int | None, str]) -> None:
    """Add what was refused, beside its field when it is about one."""
    text = text_of(refusal)
    told.status = 409 if isinstance(refusal, Conflict) else 422
    if refusal.problem == "sleutel-hergebruikt":
        told.key = new_key()
    if not place_refusal(fields, refusal, text, next(iter(parts.values()), "")):
        told.problems.append(text)
