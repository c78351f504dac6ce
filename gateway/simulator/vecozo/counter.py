"""Where a provider hands messages in at VECOZO: looked at first, and then on their way through the chain."""

from collections.abc import Callable
from datetime import datetime

from gateway.messages.read import read
from gateway.simulator.vecozo.box import Box
from gateway.simulator.vecozo.metadata import envelope_of, is_routed
from gateway.standard.stuf.answers import OK, SoapAnswer
from gateway.standard.stuf.messages import Envelope
from gateway.standard.stuf.read import StufProblem
from gateway.standard.vecozo.codes import BRS_CODES, MUNICIPALITY, PROVIDER_ROLES
from gateway.standard.vecozo.metadata import Metadata
from gateway.standard.vecozo.payloads import Unreadable, content_of
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas


class Refused(Exception):
    """A message that is not taken; sending the same again mends nothing."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


class Counter:
    """The counter of one provider. `hand_on` takes an envelope into the chain; raises StufProblem."""

    def __init__(
        self,
        box: Box,
        hand_on: Callable[[Envelope], SoapAnswer],
        now: Callable[[], datetime],
        schemas: Schemas,
    ) -> None:
        self.box = box
        self._hand_on = hand_on
        self._now = now
        self._schemas = schemas

    def submit(self, metadata: Metadata, payload: bytes) -> SoapAnswer | None:
        """Take a message; return what the chain answers instead when it can't now, or when its answer is lost.

        What is found wrong after this stands in the status of the message. Raises Refused.
        """
        content = self._look_at(metadata, payload)
        envelope = envelope_of(metadata, content, self._now())
        name = self._identificatie(envelope)
        if self.box.is_used(envelope.functie, name):
            self.box.add(metadata, envelope, name)
            self.box.refuse(metadata.traceer_id, "BRS20")
            return None
        try:
            answer = self._hand_on(envelope)
        except StufProblem as problem:
            raise Refused(problem.code, problem.text) from None
        if answer.retry_after is None:
            self.box.add(metadata, envelope, name)
        return None if answer.status == OK else answer

    def _look_at(self, metadata: Metadata, payload: bytes) -> bytes:
        """Return the message in the payload. Raises Refused."""
        route = metadata.routeringgegevens
        if route.afzender.rol not in PROVIDER_ROLES:
            raise _refused("BRS01")
        if route.afzender.code != self.box.code:
            raise _refused("BRS03")
        if route.geadresseerden[0].rol != MUNICIPALITY or len(route.geadresseerden) > 1:
            raise _refused("BRS33")
        if not is_routed(route.berichtstroom) or route.geadresseerden[0].code is None:
            raise _refused("BRS33")
        if self.box.knows(metadata):
            raise _refused("BRS114")
        try:
            return content_of(payload)
        except Unreadable as error:
            raise _refused(str(error)) from None

    def _identificatie(self, envelope: Envelope) -> str | None:
        """Return the Identificatie in the message; None when it can't be read."""
        try:
            document = parse(envelope.content)
        except XmlProblem:
            return None
        if not self._schemas.valid(document):
            return None
        header = read(document).header
        own: str = getattr(header, "identificatie_retour", None) or header.bericht_identificatie.identificatie
        return own


def _refused(code: str) -> Refused:
    return Refused(code, BRS_CODES[code])
