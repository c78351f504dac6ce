"""The calls of VSP-Koppeling REST (Push V1, Pull V1, Berichtstatus V3), each of at most `MAX_ATTEMPT_S` seconds."""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import httpx
from pydantic import ValidationError

from gateway.standard.vecozo.metadata import PULL_PATH, PUSH_PATH, STATUS_PATH, Metadata
from gateway.standard.vecozo.payloads import MAX_PAYLOAD_BYTES
from gateway.transport.channel import MAX_ATTEMPT_S
from gateway.transport.vecozo.answers import StatusItem, Waiting
from gateway.transport.web import error_name, retry_after

REFUSED: Final = frozenset({400, 422})
"""Statuses of a request that is not to be made again as it is."""
_NOT_NOW: Final = frozenset({401, 403, 429})
_OK: Final = 200
_GONE: Final = 404
_MAX_ANSWER_BYTES: Final = 4 * 1024 * 1024
"""Bytes read of a list or a fault: 250 messages with all their references are well within it."""
_CODE: Final = re.compile(rb"BRS[0-9]{2,3}")


class Unavailable(Exception):
    """VECOZO could not be asked now; the same request may succeed later."""

    def __init__(self, outcome: str, retry_after: timedelta | None = None, status: int | None = None) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        """A status of HTTP, or the name of an error."""
        self.retry_after = retry_after
        """How long VECOZO asks to wait."""
        self.status = status
        """Of HTTP; None: there was no answer."""

    @property
    def ends_visit(self) -> bool:
        """Return True when VECOZO has no time or doesn't know us: then asking for something else is of no use."""
        return self.retry_after is not None or self.status in _NOT_NOW

    @property
    def is_about_request(self) -> bool:
        """Return True when there was an answer, and it says nothing of other requests."""
        return self.status is not None and (self.status < 300 or self.status in REFUSED)


class Refused(Exception):
    """VECOZO refused a request, and would each time."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(status)
        self.status = status
        found = _CODE.search(body)
        self.code = str(status) if found is None else found[0].decode()
        """The first code of VECOZO in the answer, or else its status."""


class Rest:
    """VECOZO at this address, which goes as far as `/berichtenservice`."""

    def __init__(self, client: httpx.AsyncClient, address: str) -> None:
        self._client = client
        self._address = address.rstrip("/")

    async def hand_in(self, metadata: Metadata, payload: bytes) -> int:
        """Hand in a message, and return the status of the answer. Raises Refused or Unavailable."""
        told = metadata.model_dump_json(by_alias=True, exclude_none=True).encode()
        parts = {
            "berichtMetadata": ("berichtMetadata.json", told, "application/json"),
            "payload": ("payload", payload, "application/octet-stream"),
        }
        status, _ = await self._call("POST", f"{PUSH_PATH}/berichten", files=parts)
        return status

    async def list_waiting(self, limit: int) -> list[Waiting | None]:
        """Return what waits to be fetched, oldest first; None in the place of what can't be understood.

        Raises Unavailable.
        """
        found = await self._json(f"{PULL_PATH}/berichten", {"limit": str(limit)})
        return list(_read_waiting(found))

    async def fetch(self, traceer_id: UUID) -> bytes | None:
        """Return the payload of a message; None when it is gone. Raises Unavailable, also for one that is too large."""
        status, data = await self._call(
            "GET", f"{PULL_PATH}/berichten/{traceer_id}/payload", max_bytes=MAX_PAYLOAD_BYTES, gone=True
        )
        return None if status == _GONE else data

    async def confirm(self, traceer_id: UUID) -> None:
        """Confirm that a message was received; one that waits no more was confirmed before. Raises Unavailable."""
        await self._call("DELETE", f"{PULL_PATH}/berichten/{traceer_id}", gone=True)

    async def list_statuses(self, traceer_id: UUID) -> list[StatusItem]:
        """Return how far the message under this TraceerID came; empty: VECOZO doesn't know it. Raises Unavailable."""
        found = await self._json(f"{STATUS_PATH}/berichtstatussen", {"traceerId": str(traceer_id)}, gone=True)
        try:
            items = [StatusItem.model_validate(each) for each in found]
        except ValidationError:
            raise Unavailable("onbegrepen", status=_OK) from None
        return [
            each
            for each in items
            if each.referentiegegevens is None or each.referentiegegevens.traceer_id == traceer_id
        ]

    async def _json(self, path: str, query: Mapping[str, str], *, gone: bool = False) -> list[Any]:
        status, data = await self._call("GET", path, params=query, gone=gone)
        try:
            found = [] if status == _GONE else json.loads(data)
        except ValueError:
            found = None
        if not isinstance(found, list):
            raise Unavailable("onbegrepen", status=status)
        return found

    async def _call(
        self, method: str, path: str, *, max_bytes: int = _MAX_ANSWER_BYTES, gone: bool = False, **request: Any
    ) -> tuple[int, bytes]:
        """Return status and body of an answer of success, or with `gone` of a 404.

        Raises Unavailable, and Refused for a POST.
        """
        try:
            async with (
                asyncio.timeout(MAX_ATTEMPT_S),
                self._client.stream(method, f"{self._address}{path}", **request) as response,
            ):
                wait = retry_after(response.headers.get("retry-after"))
                status, data = response.status_code, await _read(response, max_bytes)
        except Exception as error:
            raise Unavailable(error_name(error)) from error
        if method == "POST" and status in REFUSED:
            raise Refused(status, data)
        if not (200 <= status < 300 or (gone and status == _GONE)):
            raise Unavailable(str(status), wait, status)
        return status, data


def _read_waiting(found: list[Any]) -> Iterator[Waiting | None]:
    for each in found:
        try:
            yield Waiting.model_validate(each)
        except ValidationError:
            yield None


async def _read(response: httpx.Response, max_bytes: int) -> bytes:
    """Return the answer. Raises ValueError when it is longer than that."""
    data = bytearray()
    async for chunk in response.aiter_raw():
        data += chunk
        if len(data) > max_bytes:
            raise ValueError("the answer is too long")
    return bytes(data)
