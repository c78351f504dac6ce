"""A part of a decision is told in a sentence."""

from datetime import date
from uuid import UUID

import pytest

from gateway.console.view.deciding.parts import part_in_words
from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.decide import ChangeOf, Item
from gateway.exchange.assigning.versions import NewAssignment
from gateway.messages.terms import AssignmentTerms

TERMS = AssignmentTerms(categorie="10", code="10B02", ingangsdatum=date(2024, 7, 1), einddatum=None)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            NewAssignment(client=UUID(int=1), aanbieder="99990001", terms=TERMS),
            "10B02 toewijzen van 1 juli 2024 zonder einddatum",
        ),
        (ChangeOf(7, Change(remove=True)), "toewijzing 7 intrekken"),
        (
            ChangeOf(7, Change(einddatum=date(2024, 12, 31), budget=123450)),
            "toewijzing 7 laten lopen tot en met 31 december 2024 en een budget van € 1.234,50 geven",
        ),
        (
            ChangeOf(7, Change(open_ended=True, volume=3)),
            "toewijzing 7 laten lopen zonder einddatum en een aantal van 3 geven",
        ),
    ],
)
def test_each_part_has_its_words(item: Item, told: str) -> None:
    assert part_in_words(item) == told
