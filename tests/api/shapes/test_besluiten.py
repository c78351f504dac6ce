"""The parts of a decision become what the use case takes, in their order."""

from uuid import UUID

from gateway.api.shapes.besluiten import BesluitenVraag
from gateway.exchange.assigning.decide import ChangeOf
from gateway.exchange.assigning.versions import NewAssignment

CLIENT = UUID(int=7)


def test_each_part_becomes_an_item_of_its_kind() -> None:
    body = {
        "aanbieder": "01234567",
        "delen": [
            {"soort": "wijzigen", "toewijzingNummer": 7, "einddatum": None, "grond": "levensgebeurtenis"},
            {"soort": "toekennen", "ingangsdatum": "2024-03-04", "evaluatieOp": ["2024-09-04"]},
            {"soort": "wijzigen", "toewijzingNummer": 9, "verwijderd": True},
        ],
    }
    change, new, removal = BesluitenVraag.model_validate(body).as_items(CLIENT).items
    assert isinstance(change, ChangeOf)
    assert (change.nummer, change.change.open_ended, change.change.record.grond) == (7, True, "levensgebeurtenis")
    assert isinstance(new, NewAssignment)
    assert (new.client, new.aanbieder, [str(each) for each in new.record.evaluatie_op]) == (
        CLIENT,
        "01234567",
        ["2024-09-04"],
    )
    assert isinstance(removal, ChangeOf)
    assert (removal.nummer, removal.change.remove) == (9, True)
