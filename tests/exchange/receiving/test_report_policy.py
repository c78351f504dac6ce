"""When policy reads the books for a start or stop: one statement more where it has something to say, else none."""

from dataclasses import replace
from typing import Any, cast
from uuid import UUID

import pytest

from gateway.exchange.receiving.arrived import read_message
from gateway.exchange.receiving.report_policy import rondom
from gateway.messages.write import serialise
from gateway.rules.case import CaseFile
from gateway.standard.xml.parse import parse
from gateway.store.care.casefile import Dossier
from gateway.store.db.database import Connection
from tests.support.messages.messages import wmo305

HIER = Dossier(
    client_id=UUID(int=1),
    case=CaseFile(),
    aangesloten=True,
    extern=False,
    eerder=None,
    retour_identificatie="R1",
    beleid="noord-limburg",
)


class Telt:
    """A connection that counts its statements, and on which no municipality chose a policy."""

    statements = 0

    async def fetch(self, *arguments: Any) -> list[dict[str, Any]]:
        self.statements += 1
        return [{"beleid": None} for _ in arguments[-1]]


@pytest.mark.parametrize(
    ("hier", "statements"),
    [
        (HIER, 1),
        (replace(HIER, beleid=None), 0),
        (replace(HIER, client_id=None), 0),
        (replace(HIER, extern=True), 0),
    ],
    ids=["beleid", "geen beleid", "geen client", "andere gateway"],
)
async def test_one_statement_or_none(hier: Dossier, statements: int) -> None:
    arrived = read_message(parse(serialise(wmo305())))
    telt = Telt()
    assert await rondom(cast("Connection", telt), [(arrived, hier)]) == [None]
    assert telt.statements == statements
