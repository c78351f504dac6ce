"""What every system that is played does: it takes each message once, and sends its own until they are taken."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol
from uuid import uuid4

from gateway.messages.common import BerichtIdentificatie, Header, fixed
from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.messages.write import write
from gateway.rules.engine import judge
from gateway.simulator.checks import is_return
from gateway.simulator.scenario import Habit, Partij
from gateway.simulator.tasks import Tasks
from gateway.simulator.wire.courier import Place, is_taken
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.findings import Finding
from gateway.standard.releases import MessageKind
from gateway.standard.stuf.answers import SoapAnswer, no_message, received, refused
from gateway.standard.stuf.messages import CHAIN, Envelope, StufFault, StufParty, Version
from gateway.standard.stuf.read import NotStuf, StufProblem, read_request
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas

_RETRY_S: Final = (1.0, 5.0, 15.0, 60.0)
"""Seconds between the attempts to send a message; the last one holds for all that follow."""
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
XSLT_VERSION: Final = "2.10.5"


class Behaviour(Protocol):
    """What one kind of party does."""

    async def begin(self) -> None:
        """Do what it does of its own accord."""

    async def react(self, message: Message, findings: list[Finding], reference: str) -> None:
        """Do what follows from this message, which came under this reference, and from what levels 1 and 2 found."""


@dataclass
class Software:
    """The system of one party: its place in the chain, and the messages that it got and sent."""

    code: str
    partij: Partij
    exchange: Place
    """Where it brings its messages."""
    now: Callable[[], datetime]
    schemas: Schemas
    behaviour: Behaviour | None = None
    got: list[Message] = field(default_factory=list)
    """Each message that came, once, in the order in which they came."""
    faults: list[StufFault] = field(default_factory=list)
    """Every Fo01 about a message of its own."""
    habits: frozenset[Habit] = frozenset()
    """How a provider misbehaves now: at first as the scenario says."""
    _references: set[str] = field(default_factory=set)
    tasks: Tasks = field(default_factory=Tasks)

    def __post_init__(self) -> None:
        self.habits = frozenset(self.partij.gedrag)
        # Another run begins elsewhere: a receiver refuses an Identificatie that was used.
        self._prefix = in_36(int(self.now().timestamp() * 1000) % 36**8)
        self._numbers = itertools.count(1)

    @property
    def local_now(self) -> datetime:
        """Return this moment in the Netherlands."""
        return self.now().astimezone(DUTCH_TIME)

    @property
    def today(self) -> date:
        """Return the day in the Netherlands."""
        return self.local_now.date()

    def take(self, data: bytes) -> SoapAnswer:
        """Take what the exchange brings, and return the answer."""
        reference = uuid4()
        try:
            message = read_request(data)
        except NotStuf as error:
            return no_message(str(error))
        except StufProblem as problem:
            return refused(problem, reference, self.now())
        if isinstance(message, StufFault):
            self.faults.append(message)
        elif message.referentienummer not in self._references:
            self._references.add(message.referentienummer)
            self.tasks.begin(self._react(message))
        return received(message, reference, self.now())

    async def _react(self, envelope: Envelope) -> None:
        try:
            document = parse(envelope.content)
        except XmlProblem:
            return
        if not self.schemas.valid(document) or self.behaviour is None:
            return
        message = read(document)
        self.got.append(message)
        await asyncio.sleep(self.partij.antwoordt_na)
        await self.behaviour.react(message, list(judge(message).findings), envelope.referentienummer)

    async def send(self, message: Message, receiver: str, answers: str | None = None) -> None:
        """Send this message until the exchange has it; `answers`: the reference of the envelope that it answers."""
        kind = message.soort
        major, _, minor = kind.release.partition(".")
        returns = is_return(kind.name)
        envelope = Envelope(
            code="Du01" if returns else "Di01",
            zender=StufParty(self.code, "Simulator"),
            ontvanger=StufParty(receiver, CHAIN),
            referentienummer=str(uuid4()),
            tijdstip=self.now(),
            functie=kind.name,
            applicatie_versie=Version(major=1, minor=0),
            functie_versie=Version(major=int(major), minor=int(minor)),
            content=write(message, self.schemas),
            cross_refnummer=answers if returns else None,
        )
        for pause in itertools.chain(_RETRY_S, itertools.repeat(_RETRY_S[-1])):
            answer = await self.exchange.bring(envelope)
            if is_taken(answer, envelope):
                return
            if isinstance(answer, StufFault) and answer.plek == "client":
                self.faults.append(answer)
                return
            await asyncio.sleep(pause)

    def header(self, kind: MessageKind, receiver: str) -> Header:
        """Return the header of a new message of this kind, dated today."""
        return Header(
            **fixed(kind),
            afzender=self.code,
            ontvanger=receiver,
            bericht_identificatie=self.reference(),
        )

    def reference(self, identificatie: str | None = None) -> BerichtIdentificatie:
        """Return the reference of a new message, dated today. `identificatie`: one to use again."""
        return BerichtIdentificatie(
            identificatie=identificatie or self.identificatie(), dagtekening=self.today.isoformat()
        )

    def identificatie(self) -> str:
        """Return an Identificatie that this party did not use before."""
        return f"{self._prefix}{next(self._numbers):04}"


def in_36(number: int) -> str:
    """Return the number in eight digits of base 36."""
    text = ""
    for _ in range(8):
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
