"""A fault in a file is told in Dutch, with the value when it can be shown."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import Field, Strict, ValidationError

from gateway.standard.toml.shape import Day, MunicipalityCode, StrictTable, Text, fault_text


class Colour(StrEnum):
    ROOD = "rood"
    BLAUW = "blauw"


class Table(StrictTable):
    tekst: Text = "x"
    dag: Day = date(2026, 1, 1)
    gemeente: MunicipalityCode = "0983"
    kleur: Colour = Colour.ROOD
    aantal: Annotated[int, Strict(), Field(ge=0, le=9)] = 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"teskt": "x"}, "is een sleutel die hier niet hoort"),
        ({"tekst": " "}, 'is leeg, en is " "'),
        ({"tekst": 1}, "moet tekst zijn, tussen aanhalingstekens, en is 1"),
        ({"dag": "2026-01-01"}, 'moet een datum zijn, zoals 2024-01-01 zonder aanhalingstekens, en is "2026-01-01"'),
        ({"gemeente": "983"}, 'moet een gemeentecode van vier cijfers zijn, en is "983"'),
        ({"kleur": "groen"}, "moet een van 'rood' of 'blauw' zijn, en is \"groen\""),
        ({"aantal": -1}, "moet minstens 0 zijn, en is -1"),
        ({"aantal": True}, "moet een geheel getal zijn, en is true"),
        ({"tekst": ["a"]}, "moet tekst zijn, tussen aanhalingstekens"),
    ],
)
def test_a_fault_is_told_with_its_value(content: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Table.model_validate(content)
    [error] = caught.value.errors()
    assert fault_text(error) == expected
