"""What a message is judged on: policy reads one statement more where it looks at the message, else none."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving import judge
from gateway.exchange.receiving.arrived import read_message
from gateway.messages.write import serialise
from gateway.rules.case import CaseFile
from gateway.standard.xml.parse import parse
from gateway.store.care import casefile
from gateway.store.care.casefile import LoadedCase
from gateway.store.db.database import Connection, Database
from tests.support.messages.messages import schemas, wmo301, wmo305, wmo307

LOADED = LoadedCase(
    client_id=UUID(int=1),
    case=CaseFile(),
    takes_part=True,
    extern=False,
    standing=None,
    retour_identificatie="R1",
    beleid="noord-limburg",
)


class Counting:
    """A connection that counts its statements, and on which no municipality chose a policy."""

    statements = 0

    async def fetch(self, *arguments: Any) -> list[dict[str, Any]]:
        self.statements += 1
        return [{"beleid": None} for _ in arguments[-1]]


@pytest.mark.parametrize(
    ("message", "loaded", "statements"),
    [
        (wmo305(), LOADED, 1),
        (wmo307(), LOADED, 1),
        (wmo301(), LOADED, 1),
        (wmo305(), replace(LOADED, beleid=None), 0),
        (wmo305(), replace(LOADED, client_id=None), 0),
        (wmo305(), replace(LOADED, extern=True), 0),
    ],
    ids=["start", "stop", "assignment that may answer a request", "no policy", "no client", "another gateway"],
)
async def test_care_is_read_only_where_policy_looks(
    monkeypatch: pytest.MonkeyPatch, message: Any, loaded: LoadedCase, statements: int
) -> None:
    async def load(_tx: object, asked: list[object], **_how: object) -> list[LoadedCase]:
        return [loaded for _ in asked]

    monkeypatch.setattr(casefile, "load", load)
    arrived, connection = read_message(parse(serialise(message))), Counting()
    entry = arrived.entry(datetime.now(UTC))
    gateway = Gateway(cast("Database", None), schemas())
    [pending] = await judge.load(cast("Connection", connection), gateway, [(arrived, entry)])
    assert (pending.care, pending.entry, connection.statements) == (None, entry, statements)
    assert pending.flow.on_books is not loaded.extern
