"""The GGK that is played, with all that lies behind it: takes envelopes, and brings them to their receivers.

The rules are those of the chain. A Bv03 goes out when the message is kept (here: in memory). The same envelope again
gets the same answer. What is wrong further on comes back as a Fo01. A receiver that can't be reached, or blames itself,
gets the message again, unchanged; what it blames the sender for goes back to that as a Fo01.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import Final
from uuid import UUID

from gateway.simulator.checks import CODES, Objection, faulted_by, objection_to
from gateway.simulator.faults import Faults, busy
from gateway.simulator.journal import Journal
from gateway.simulator.mishaps import Mishap, Storing
from gateway.simulator.scenario import Scenario
from gateway.simulator.tasks import Tasks
from gateway.simulator.wire.courier import Way, is_taken
from gateway.simulator.wire.responses import LOST
from gateway.standard.stuf.answers import SoapAnswer, no_message, received, refused
from gateway.standard.stuf.codes import CODE_LISTS, STUF_CODES, Remedy, look_up
from gateway.standard.stuf.messages import MAX_OMSCHRIJVING_CHARS, Envelope, StufFault, StufParty
from gateway.standard.stuf.read import Head, NotStuf, StufProblem, read_request
from gateway.standard.vecozo.codes import Status
from gateway.standard.xsd.schemas import Schemas

_GAVE_UP: Final = "StUF058"
"""Of a message whose receiver could not be reached, time and again."""


class Exchange:
    """One GGK, with these ways to all parties, by their codes. What it does ends with its tasks."""

    def __init__(
        self,
        scenario: Scenario,
        ways: Mapping[str, Way],
        journal: Journal,
        faults: Faults,
        now: Callable[[], datetime],
        schemas: Schemas,
    ) -> None:
        self._scenario = scenario
        self._ways = ways
        self._journal = journal
        self._faults = faults
        self._now = now
        self._schemas = schemas
        self._random = Random(f"{scenario.zaad}-referenties")  # noqa: S311 - references of a game
        self._taken: dict[tuple[StufParty, str], tuple[bytes, SoapAnswer]] = {}
        self._senders: dict[str, Envelope] = {}
        self._swapped: dict[str, asyncio.Event] = {}
        self.under_way: dict[str, Envelope] = {}
        """What was taken and is not at its receiver yet, nor refused, by reference."""
        self.tasks = Tasks()

    def take(self, data: bytes, read: Callable[[bytes], Envelope | StufFault] = read_request) -> SoapAnswer:
        """Take what stands in this SOAP message, as `read` finds it, and return the answer."""
        try:
            message = read(data)
            return self.take_envelope(message) if isinstance(message, Envelope) else self._take_fault(message)
        except NotStuf as error:
            return no_message(str(error))
        except StufProblem as problem:
            return refused(problem, self._reference(), self._now())

    def take_envelope(self, envelope: Envelope) -> SoapAnswer:
        """Take a message, however it came, and return the answer. Raises StufProblem when it is refused at once."""
        storing = self._faults.at_receipt(envelope)
        if storing is not None and storing.wat is not Mishap.ANTWOORD_KWIJT:
            self._journal.note(storing.wat.value, envelope)
            return busy(storing)
        identity = (envelope.zender, envelope.referentienummer)
        if identity in self._taken:
            content, answer = self._taken[identity]
            if content != envelope.content:
                raise _problem(envelope, "StUF016")
            self._journal.note("opnieuw ontvangen", envelope)
        else:
            answer = self._keep(envelope)
        if storing is not None:
            self._journal.note(storing.wat.value, envelope)
            return LOST
        return answer

    def _keep(self, envelope: Envelope) -> SoapAnswer:
        """Keep a message that is new, and have it brought. Raises StufProblem when a fault refuses it at once."""
        mishaps = self._faults.on_the_way(envelope)
        for each in mishaps:
            if each.code is not None and each.code in STUF_CODES:
                self._journal.note("geweigerd", envelope, each.code)
                raise _problem(envelope, each.code)
        answer = received(envelope, self._reference(), self._now())
        self._taken[envelope.zender, envelope.referentienummer] = (envelope.content, answer)
        self._senders[envelope.referentienummer] = envelope
        self._journal.note("aangenomen", envelope)
        self.tasks.begin(self._see_through(envelope, mishaps))
        return answer

    def _take_fault(self, fault: StufFault) -> SoapAnswer:
        """Take a Fo01 of a receiver, and pass it on to the sender of what it is about."""
        about = self._senders.get(fault.cross_refnummer)
        if about is not None:
            self.tasks.begin(self._refuse(about, fault.fout, fault.zender))
        return received(fault, self._reference(), self._now())

    async def _see_through(self, envelope: Envelope, mishaps: list[Storing]) -> None:
        self.under_way[envelope.referentienummer] = envelope
        try:
            await self._carry(envelope, mishaps)
        finally:
            del self.under_way[envelope.referentienummer]

    async def _carry(self, envelope: Envelope, mishaps: list[Storing]) -> None:
        """Check the message as the chain does, and bring it to its receiver, with what goes wrong on the way."""
        self._follow(envelope, Status.WORDT_VERWERKT)
        kinds = {each.wat for each in mishaps}
        code = next((each.code for each in mishaps if each.code is not None), None)
        found = Objection.FROZEN if Mishap.STILSTAND in kinds else None
        if code is None and found is None:
            found = objection_to(envelope, self._ways.keys(), self._schemas)
        if found is not None:
            code = CODES[self._scenario.codelijst][found]
        if code is not None:
            await self._refuse(envelope, code, faulted_by(code, self._scenario.codelijst))
            return
        self._follow(envelope, Status.VOLTOOID)
        if Mishap.VERLIES in kinds:
            self._journal.note(Mishap.VERLIES.value, envelope)
            return
        for each in mishaps:
            await self._hold_up(envelope, each)
        # Whoever waited for the next message for this receiver goes after it.
        turn = self._swapped.pop(envelope.ontvanger.organisatie, None)
        self._follow(envelope, Status.WORDT_AANGEBODEN)
        await self._bring(envelope, gone=Mishap.INHOUD_WEG in kinds, damaged=Mishap.BESCHADIGD in kinds)
        if turn is not None:
            turn.set()
        if Mishap.DUBBEL in kinds:
            self._journal.note(Mishap.DUBBEL.value, envelope)
            await self._bring(envelope)

    async def _hold_up(self, envelope: Envelope, storing: Storing) -> None:
        if storing.wat is Mishap.VERTRAGING:
            self._journal.note(storing.wat.value, envelope)
            await asyncio.sleep(storing.seconden)
        elif storing.wat is Mishap.OMWISSELING:
            self._journal.note(storing.wat.value, envelope)
            turn = self._swapped.setdefault(envelope.ontvanger.organisatie, asyncio.Event())
            try:
                await asyncio.wait_for(turn.wait(), storing.seconden)
            except TimeoutError:
                return

    async def _bring(self, envelope: Envelope, *, gone: bool = False, damaged: bool = False) -> None:
        """Bring the message until it is taken or refused, and else for as long as the scenario says."""
        way = self._ways[envelope.ontvanger.organisatie]
        for pause in (*self._scenario.herhalingen, None):
            flaw = self._faults.at_delivery(envelope)
            answer = await way.bring(envelope, flaw, gone=gone, damaged=damaged)
            if is_taken(answer, envelope):
                self._journal.note(way.arrival, envelope)
                self._follow(envelope, Status.BEZORGD)
                return
            if isinstance(answer, StufFault) and self._is_final(answer):
                self._journal.note("door ontvanger geweigerd", envelope, answer.fout)
                await self._refuse(envelope, answer.fout, answer.zender)
                return
            why = flaw if answer is None else answer.fout if isinstance(answer, StufFault) else None
            self._journal.note("niet bezorgd", envelope, why)
            if pause is not None:
                await asyncio.sleep(pause)
        await self._refuse(envelope, _GAVE_UP, faulted_by(_GAVE_UP, self._scenario.codelijst))

    def _is_final(self, fault: StufFault) -> bool:
        """Return True when the same message would be refused again."""
        return look_up(fault.fout, self._scenario.codelijst, fault.plek).remedy is not Remedy.RETRY

    async def _refuse(self, envelope: Envelope, code: str, by: StufParty) -> None:
        """Send a Fo01 about this message to its sender, until that takes it."""
        way = self._ways.get(envelope.zender.organisatie)
        self._journal.note("Fo01", envelope, code)
        if way is None:
            return
        meant = STUF_CODES.get(code) or CODE_LISTS[self._scenario.codelijst].get(code)
        fault = StufFault(
            code="Fo01",
            zender=by,
            ontvanger=envelope.zender,
            referentienummer=str(self._reference()),
            tijdstip=self._now(),
            cross_refnummer=envelope.referentienummer,
            fout=code,
            plek="client",
            omschrijving=(meant.meaning if meant else "zie de lijst met foutcodes")[:MAX_OMSCHRIJVING_CHARS],
            details=f"{envelope.functie}-{envelope.functie_versie}",
        )
        for pause in (*self._scenario.herhalingen, None):
            if is_taken(await way.bring(fault), fault):
                self._journal.note("Fo01 bezorgd", envelope, code)
                return
            if pause is not None:
                await asyncio.sleep(pause)
        # Never a fault about a fault: the operator of the chain has to look.
        self._journal.note("Fo01 niet bezorgd", envelope, code)

    def _follow(self, envelope: Envelope, status: Status) -> None:
        way = self._ways.get(envelope.zender.organisatie)
        if way is not None:
            way.follow(envelope, status)

    def _reference(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def _problem(envelope: Envelope, code: str) -> StufProblem:
    head = Head(envelope.zender, envelope.ontvanger, envelope.referentienummer)
    return StufProblem(code, STUF_CODES[code].meaning, head)
