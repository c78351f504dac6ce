"""Batches: messages packed in a zip file and handed in."""

import io
import zipfile
from typing import Any

import httpx

from tests.support.api.parties import Caller


def packed(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


async def send(partij: Caller, data: bytes) -> httpx.Response:
    """Hand in this zip file."""
    return await partij.http.post("/v1/berichten", content=data, headers={"content-type": "application/zip"})


async def received(partij: Caller, data: bytes) -> list[dict[str, Any]]:
    """Hand in this zip file, which is taken, and return what became of each message."""
    response = await send(partij, data)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["berichten"]
    return found
