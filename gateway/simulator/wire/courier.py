"""Messages brought to an address over HTTP(S), as any party of the chain brings them."""

import asyncio
from dataclasses import dataclass
from typing import Final, Protocol, Self

import httpx

from gateway.simulator.mishaps import Flaw
from gateway.simulator.tls import Contexts
from gateway.standard.stuf.adapter import ACTION, request_to_adapter
from gateway.standard.stuf.messages import Envelope, StufFault, StufMessage, StufReceipt
from gateway.standard.stuf.read import NotStuf, StufProblem, read_answer
from gateway.standard.stuf.write import ACTIONS, CONTENT_TYPE, soap_request
from gateway.standard.vecozo.codes import Status

TIMEOUT_S = 30.0
_NO_REUSE: Final = httpx.Limits(max_keepalive_connections=0)


class Courier:
    """A client of the addresses of all parties."""

    def __init__(self, contexts: Contexts | None = None) -> None:
        """Make a client that is not open yet; `contexts`: of a chain with certificates."""
        self._contexts = contexts
        self._clients: dict[Flaw | None, httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await asyncio.gather(*(each.aclose() for each in self._clients.values()))

    async def bring(
        self,
        address: str,
        message: Envelope | StufFault,
        key: str | None,
        flaw: Flaw | None = None,
        service: str | None = None,
    ) -> StufMessage | None:
        """Return what was answered; None when there came no answer in StUF, so that it is to be brought again.

        `flaw`: what is wrong with the certificate that is shown. `service`: the ebMS Service when it goes with
        WS-Addressing, from or to an adapter; None: it goes without.
        """
        action = ACTIONS[message.code] if service is None else ACTION
        data = soap_request(message) if service is None else request_to_adapter(message, service)
        headers = {"content-type": CONTENT_TYPE, "soapaction": f'"{action}"'}
        if key is not None:
            headers["authorization"] = f"Bearer {key}"
        try:
            response = await self._client(flaw).post(address, content=data, headers=headers)
            return read_answer(response.content)
        except (httpx.HTTPError, NotStuf, StufProblem):
            return None

    def _client(self, flaw: Flaw | None) -> httpx.AsyncClient:
        if flaw not in self._clients:
            verify = True if self._contexts is None else self._contexts.client(flaw)
            # A certificate is shown when a connection begins, so one that is wrong needs a connection of its own.
            limits = httpx.Limits() if flaw is None else _NO_REUSE
            self._clients[flaw] = httpx.AsyncClient(verify=verify, trust_env=False, timeout=TIMEOUT_S, limits=limits)
        return self._clients[flaw]


class Way(Protocol):
    """How a party gets what the chain has for it."""

    @property
    def arrival(self) -> str:
        """Return the word of the journal for a message that was brought to this party (Dutch)."""

    async def bring(
        self,
        message: Envelope | StufFault,
        flaw: Flaw | None = None,
        *,
        gone: bool = False,
        damaged: bool = False,
    ) -> StufMessage | None:
        """Return what the party answered, or None.

        `gone`: without what is in it, where that is fetched apart; `damaged`: so that it is fetched in vain once.
        """

    def follow(self, envelope: Envelope, status: Status) -> None:
        """Say how far a message of the party came."""


@dataclass(frozen=True, slots=True)
class Place:
    """A party that takes its messages at an address."""

    courier: Courier
    address: str
    key: str | None = None
    service: str | None = None
    """The ebMS Service of an adapter before the party; None: there is none."""

    @property
    def arrival(self) -> str:
        """Return that it is with the party itself."""
        return "bezorgd"

    async def bring(
        self,
        message: Envelope | StufFault,
        flaw: Flaw | None = None,
        *,
        gone: bool = False,
        damaged: bool = False,
    ) -> StufMessage | None:
        """Post the message, whole."""
        return await self.courier.bring(self.address, message, self.key, flaw, self.service)

    def follow(self, envelope: Envelope, status: Status) -> None:
        """Say nothing: by SOAP there is a Bv03 or a fault, and no status."""


def is_taken(answer: StufMessage | None, message: Envelope | StufFault) -> bool:
    """Return True when this answer says that the message was received."""
    return (
        isinstance(answer, StufReceipt)
        and answer.code in ("Bv03", "Bv04")
        and answer.cross_refnummer == message.referentienummer
    )
