"""Items are printed as JSON with the keys of the API, one a line."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from gateway.cli.session.items import print_json


@dataclass
class Item:
    client_id: UUID
    nummer: int
    vastgelegd_op: date
    regels: tuple[str, ...]
    leeg: None = None
    waar: bool = True


def test_an_item_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([Item(UUID(int=1), 2, date(2024, 1, 1), ("é",))] * 2)
    first, second = capsys.readouterr().out.splitlines()
    assert first == second
    assert json.loads(first) == {
        "clientId": str(UUID(int=1)),
        "toewijzingNummer": 2,
        "vastgelegdOp": "2024-01-01",
        "regels": ["é"],
        "leeg": None,
        "waar": True,
    }
