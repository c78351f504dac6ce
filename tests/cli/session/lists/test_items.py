"""Items are printed as JSON with the keys of the API, one a line."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from gateway.cli.session.lists.items import Keys, print_json


@dataclass
class Item:
    client_id: UUID
    nummer: int
    vastgelegd_op: date
    regels: tuple[str, ...]
    leeg: None = None
    waar: bool = True
    dagen: frozenset[str] = frozenset({"b", "a"})

    @property
    def som(self) -> int:
        return self.nummer + 1


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
        "dagen": ["a", "b"],
    }


def test_fields_are_left_out_and_properties_come_along(capsys: pytest.CaptureFixture[str]) -> None:
    item = Item(UUID(int=1), 2, date(2024, 1, 1), ())
    print_json(
        [item],
        Keys(without=("client_id", "leeg", "waar", "dagen", "vastgelegd_op"), also=("som",), named={"regels": "codes"}),
    )
    assert json.loads(capsys.readouterr().out) == {"toewijzingNummer": 2, "codes": [], "som": 3}
