"""Messages brought to an address over HTTP(S), as any party of the chain brings them."""

import ssl
from pathlib import Path
from typing import Self

import httpx

from gateway.standard.stuf.messages import Envelope, StufFault, StufMessage, StufReceipt
from gateway.standard.stuf.read import NotStuf, StufProblem, read_answer
from gateway.standard.stuf.write import ACTIONS, CONTENT_TYPE, soap_request

TIMEOUT_S = 30.0


class Courier:
    """A client of the addresses of all parties."""

    def __init__(self, certificate: Path | None = None, authority: Path | None = None) -> None:
        """Make a client that is not open yet; both files are PEM. Raises OSError or ssl.SSLError."""
        context: ssl.SSLContext | bool = True
        if certificate is not None:
            context = ssl.create_default_context(cafile=authority)
            context.load_cert_chain(certificate)
        self._http = httpx.AsyncClient(verify=context, trust_env=False, timeout=TIMEOUT_S)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._http.aclose()

    async def bring(self, address: str, message: Envelope | StufFault, key: str | None) -> StufMessage | None:
        """Return what was answered; None when there came no answer in StUF, so that it is to be brought again."""
        headers = {"content-type": CONTENT_TYPE, "soapaction": f'"{ACTIONS[message.code]}"'}
        if key is not None:
            headers["authorization"] = f"Bearer {key}"
        try:
            response = await self._http.post(address, content=soap_request(message), headers=headers)
            return read_answer(response.content)
        except (httpx.HTTPError, NotStuf, StufProblem):
            return None


def is_taken(answer: StufMessage | None, message: Envelope | StufFault) -> bool:
    """Return True when this answer says that the message was received."""
    return (
        isinstance(answer, StufReceipt)
        and answer.code in ("Bv03", "Bv04")
        and answer.cross_refnummer == message.referentienummer
    )
