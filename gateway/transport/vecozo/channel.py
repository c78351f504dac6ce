"""The channel by which a provider's messages are handed in at VECOZO (Push V1), over mutual TLS.

A 204 says that VECOZO has the message. What becomes of it after that is asked for (Berichtstatus V3), and what VECOZO
has for the provider is fetched: see exchange/chain/vecozo.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Final
from urllib.parse import urlsplit
from uuid import UUID

from gateway.standard.channels import ChannelName
from gateway.standard.stuf.messages import Envelope
from gateway.standard.vecozo.codes import USED_BEFORE
from gateway.standard.vecozo.payloads import MAX_PAYLOAD_BYTES
from gateway.transport.channel import AddressUnfit, Letter, Result
from gateway.transport.vecozo.handed_in import metadata_for, payload_for
from gateway.transport.vecozo.rest import Refused, Rest, Unavailable
from gateway.transport.web import WebChannel, error_name

FIRST_ASK: Final = timedelta(seconds=30)
"""Time after which VECOZO is asked what became of a message: its checks take minutes."""
_TAKEN: Final = 204
_BUSY: Final = 429


class Vecozo(WebChannel):
    """Hands messages in at VECOZO, and shows its system certificate there."""

    name: ClassVar[ChannelName] = "vecozo"
    needs_secrets: ClassVar[bool] = False
    needs_envelope: ClassVar[bool] = True

    @property
    def client_file(self) -> Path | None:
        """Return the system certificate that the operator set."""
        return self._allowed.vecozo.client_file

    def check(self, address: str | None) -> Mapping[str, str]:
        """Raise AddressUnfit as any channel over HTTP does, and while VECOZO's words and form are not set."""
        readable = super().check(address)
        missing = self._allowed.vecozo.list_missing()
        if missing:
            raise AddressUnfit(
                "vecozo-instellingen-ontbreken",
                f"Kanaal {self.name} kan nog niet aan: er ontbreekt {'; '.join(missing)}. Wat daar hoort te staan is "
                "niet openbaar; vraag het VECOZO (docs/connect.md).",
            )
        if urlsplit(address or "").scheme == "https" and self.client_file is None:
            raise AddressUnfit(
                "vecozo-certificaat-ontbreekt",
                f"Kanaal {self.name} vraagt een systeemcertificaat van VECOZO; de beheerder geeft het bestand ermee "
                "met de instelling GATEWAY_VECOZO_CLIENT_FILE.",
            )
        return readable

    def rest(self, address: str) -> Rest:
        """Return VECOZO at this address, of the open channel."""
        return Rest(self.client, address)

    async def ask(self, address: str) -> Result:
        """Ask for the list of what waits, of one message at most: VECOZO shows it to who it knows by its certificate.

        Nothing is fetched or confirmed. Whoever is told to ask less often is known there too.
        """
        try:
            await self.rest(address).list_waiting(1)
        except Unavailable as error:
            return Result(False, error.outcome, error.status == _BUSY, error.retry_after, error.status)
        return Result(False, "200", True, status=200)

    async def send(self, letter: Letter) -> Result:
        """Hand the message in. One that has no reference to answer to, or is too large, is given up."""
        if letter.envelope is None:
            return Result(False, "geen-referentie", True, final=True)
        form = self._allowed.vecozo.payload
        if form is None or self._allowed.vecozo.list_missing():
            return Result(False, "instellingen-ontbreken", False)
        payload = payload_for(letter.envelope, form)
        if max(len(payload), len(letter.envelope.content)) > MAX_PAYLOAD_BYTES:
            return Result(False, "te-groot", True, final=True)
        rest = self.rest(letter.address)
        try:
            metadata = metadata_for(letter.envelope, self._allowed.vecozo, letter.message_id)
            status = await rest.hand_in(metadata, payload)
        except Refused as refused:
            return await self._refused(rest, letter, letter.envelope, refused)
        except Unavailable as error:
            return Result(False, error.outcome, False, error.retry_after, error.status)
        except Exception as error:  # noqa: BLE001 - whatever a message brings about, the worker goes on
            return Result(False, error_name(error), False)
        if status != _TAKEN:
            return Result(False, str(status), True, status=status)
        return Result(True, str(status), True, status=status, follow_after=FIRST_ASK)

    async def _refused(self, rest: Rest, letter: Letter, envelope: Envelope, refused: Refused) -> Result:
        """Return what a refusal says. A second attempt is refused too when VECOZO took the first, of which the answer
        was lost: then it is delivered.

        That VECOZO has a code for it is known, and not where that stands: so the status of the message is asked for.
        """
        taken = refused.code == USED_BEFORE
        if not taken and letter.attempt > 1:
            try:
                taken = bool(await rest.list_statuses(UUID(envelope.referentienummer)))
            except Unavailable as error:
                return Result(False, refused.code, True, error.retry_after, refused.status)
        if taken:
            return Result(True, refused.code, True, status=refused.status, follow_after=FIRST_ASK)
        return Result(False, refused.code, True, status=refused.status, final=True)
