"""A provider that is played: agrees to what is in order, and reports when care starts and stops."""

import asyncio
from datetime import date, timedelta
from typing import Final

from gateway.messages.from_assignment import start_message, stop_message
from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.simulator.parties.software import XSLT_VERSION, Software
from gateway.simulator.scenario import Habit
from gateway.standard.findings import Finding, Severity

_LATE: Final = timedelta(days=21)
"""Between a start and its report, when that is late: more than the five working days of the standard."""
_REFUSAL_CODE: Final = "9385"
"""Of a refusal without a cause."""
_ENDED: Final = "19"
"""RedenBeeindiging: the care was given as planned."""


class Provider:
    """The behaviour of a provider."""

    def __init__(self, software: Software) -> None:
        self._software = software
        self._last_stop: str | None = None

    async def begin(self) -> None:
        """Wait: a provider that is played asks for nothing."""

    async def react(self, message: Message, findings: list[Finding], reference: str) -> None:
        """Answer a WMO301 and a WMO319, and report the start and stop of what was assigned."""
        if Habit.ZWIJGT in self._software.habits or not isinstance(message, Wmo301 | Wmo319):
            return
        if isinstance(message, Wmo301) and Habit.WEIGERT in self._software.habits and not findings:
            findings = [_groundless(message)]
        software = self._software
        answer = compose(message, findings, software.identificatie(), software.today, XSLT_VERSION)
        await software.send(answer, message.header.afzender, reference)
        if isinstance(message, Wmo301) and not any(each.severity is Severity.AFKEUR for each in findings):
            for each in message.client.toegewezen_producten:
                software.tasks.begin(self._report(message, each))

    async def _report(self, message: Wmo301, product: ToegewezenProduct) -> None:
        """Report the start and stop of this care; a change of an assignment is not reported again."""
        partij = self._software.partij
        if product.reden_wijziging is not None:
            return
        await asyncio.sleep(partij.start_na)
        begin = self._begin(product)
        municipality = message.header.afzender
        stop_first = Habit.STOPT_VOOR_START in self._software.habits
        if stop_first:
            await self._software.send(self._stop(message, product, begin), municipality)
        await self._software.send(self._start(message, product, begin), municipality)
        if partij.stop_na is not None and not stop_first:
            await asyncio.sleep(partij.stop_na)
            await self._software.send(self._stop(message, product, begin), municipality)

    def _begin(self, product: ToegewezenProduct) -> date:
        """Return when the care began: today, or some weeks ago when the report is late, in the term assigned."""
        today, first = self._software.today, date.fromisoformat(product.ingangsdatum)
        last = date.max if product.einddatum is None else date.fromisoformat(product.einddatum)
        wished = today - _LATE if Habit.MELDT_TE_LAAT in self._software.habits else today
        return min(max(wished, first), last)

    def _start(self, message: Wmo301, product: ToegewezenProduct, begin: date) -> Wmo305:
        return start_message(message, product, self._software.reference(), begin)

    def _stop(self, message: Wmo301, product: ToegewezenProduct, begin: date) -> Wmo307:
        reused = self._last_stop if Habit.HERGEBRUIKT in self._software.habits else None
        reference = self._software.reference(reused)
        self._last_stop = reference.identificatie
        last = max(begin, self._software.today)
        return stop_message(message, product, reference, (product.product, begin), _ENDED, last)


def _groundless(message: Wmo301) -> Finding:
    """Return a finding that refuses the first product, without a cause."""
    path = message.client.toegewezen_producten[0].path
    return Finding(
        code="TR385",
        level=3,
        severity=Severity.AFKEUR,
        retourcode=_REFUSAL_CODE,
        path=path,
        class_path=path,
        explanation="",
    )
