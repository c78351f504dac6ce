"""The GGK: a message in its StUF envelope, in a SOAP call to the municipality's adapter or to the chain itself.

A Bv03 or Bv04 in answer says that the other side has it. What goes wrong further on in the chain comes back as a Fo01,
a message of its own (exchange/chain).
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Final

import httpx

from gateway.standard.channels import ChannelName
from gateway.standard.stuf.adapter import ACTION, request_to_adapter
from gateway.standard.stuf.codes import CodeList, Remedy, look_up
from gateway.standard.stuf.messages import MAX_ENVELOPE_BYTES, Envelope, StufFault, StufReceipt
from gateway.standard.stuf.read import NotStuf, StufProblem, is_soap, read_answer
from gateway.standard.stuf.write import ACTIONS, CONTENT_TYPE, soap_request, soap_without_message
from gateway.transport.channel import MAX_ATTEMPT_S, AddressUnfit, Letter, Result
from gateway.transport.web import WebChannel, error_name, retry_after

FREEZE_WAIT: Final = timedelta(hours=1)
"""Time before the next attempt while the chain does not take this kind of message."""
_MAX_ANSWER_BYTES: Final = 1024 * 1024
"""Bytes read of an answer: a Fo03 may hold what it is about, and nothing of that is used."""


class Ggk(WebChannel):
    """Sends envelopes over SOAP 1.1, and shows its own certificate where it has one."""

    name: ClassVar[ChannelName] = "ggk"
    needs_secrets: ClassVar[bool] = False
    needs_envelope: ClassVar[bool] = True

    @property
    def client_file(self) -> Path | None:
        """Return the certificate that the operator set for the GGK."""
        return self._allowed.chain.client_file

    def request_of(self, envelope: Envelope) -> bytes:
        """Return the bytes that are posted."""
        return soap_request(envelope)

    def action_of(self, envelope: Envelope) -> str:
        """Return the SOAPAction, without its quotes."""
        return ACTIONS[envelope.code]

    async def ask(self, address: str) -> Result:
        """Ask the address by SOAP for nothing at all; it is reached when it answers in SOAP, as it does with a fault.

        Another answer comes from something that is no adapter: a proxy, or another address of the same machine. Raises
        what the client raises.
        """
        headers = {"content-type": CONTENT_TYPE, "soapaction": '""'}
        async with self.client.stream("POST", address, content=soap_without_message(), headers=headers) as response:
            answers = is_soap(await _read(response))
            said = "SOAP" if answers else str(response.status_code)
            return Result(False, said, answers, status=response.status_code)

    async def send(self, letter: Letter) -> Result:
        """Post the envelope. A letter that has none, or one that is too large, is given up."""
        if letter.envelope is None:
            return Result(False, "geen-referentie", True, final=True)
        data = self.request_of(letter.envelope)
        if len(data) > MAX_ENVELOPE_BYTES:
            return Result(False, "te-groot", True, final=True)
        headers = {"content-type": CONTENT_TYPE, "soapaction": f'"{self.action_of(letter.envelope)}"'}
        try:
            async with (
                asyncio.timeout(MAX_ATTEMPT_S),
                self.client.stream("POST", letter.address, content=data, headers=headers) as response,
            ):
                return result_of(
                    response, await _read(response), letter.envelope.referentienummer, self._allowed.chain.code_list
                )
        except Exception as error:  # noqa: BLE001 - whatever an address or an answer brings about, the worker goes on
            return Result(False, error_name(error), False)


def result_of(response: httpx.Response, data: bytes, reference: str, code_list: CodeList) -> Result:
    """Return what this answer says of the envelope with that reference.

    An answer that says neither yes nor no leaves the envelope to be sent again, as it was: then the other side answers
    as before, and keeps it once.
    """
    wait = retry_after(response.headers.get("retry-after"))
    unclear = Result(False, str(response.status_code), response.is_success, wait, response.status_code)
    try:
        message = read_answer(data)
    except (NotStuf, StufProblem):
        return unclear
    if isinstance(message, StufFault) and message.code == "Fo03":
        return _refused(message.fout, look_up(message.fout, code_list, message.plek).remedy, response.status_code)
    if isinstance(message, StufReceipt) and message.code != "Bv01" and message.cross_refnummer == reference:
        return Result(True, message.code, True, status=response.status_code)
    return unclear


def _refused(code: str, remedy: Remedy, status: int) -> Result:
    if remedy is Remedy.RETRY:
        return Result(False, code, False, status=status)
    if remedy is Remedy.HOLD:
        return Result(False, code, True, FREEZE_WAIT, status)
    return Result(False, code, True, status=status, final=True)


class Dai(Ggk):
    """Sends the same envelopes to a Digikoppeling adapter that takes them with WS-Addressing (DAI 1.0)."""

    name: ClassVar[ChannelName] = "dai"

    def check(self, address: str | None) -> Mapping[str, str]:
        """Raise AddressUnfit as any channel over HTTP does, and while the Service of the CPA is not set."""
        if not self._allowed.chain.dai_service:
            raise AddressUnfit(
                "dai-service-ontbreekt",
                "Kanaal dai vraagt de Service uit de CPA van uw Digikoppeling-adapter; de beheerder geeft "
                "die met de instelling GATEWAY_GGK_DAI_SERVICE.",
            )
        return super().check(address)

    def request_of(self, envelope: Envelope) -> bytes:
        """Return the bytes that are posted."""
        return request_to_adapter(envelope, self._allowed.chain.dai_service)

    def action_of(self, envelope: Envelope) -> str:
        """Return the SOAPAction, without its quotes: an adapter goes by the headers in the message."""
        return ACTION


async def _read(response: httpx.Response) -> bytes:
    """Return the answer. Raises ValueError when it is longer than `_MAX_ANSWER_BYTES`."""
    data = b""
    async for chunk in response.aiter_raw():
        data += chunk
        if len(data) > _MAX_ANSWER_BYTES:
            raise ValueError("the answer is too long")
    return data
