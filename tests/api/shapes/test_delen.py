"""The parts of a decision become what the use case takes, in their order."""

from uuid import UUID

from gateway.api.shapes.delen import BesluitenVraag, VoorstelShape
from gateway.exchange.assigning.decide import ChangeOf
from gateway.exchange.assigning.proposal import ProposedDecision
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


def test_a_proposal_asks_for_just_the_decision_that_was_judged() -> None:
    body = {
        "aanbieder": "01234567",
        "delen": [
            {
                "soort": "toekennen",
                "product": {"categorie": "02", "code": "02A02"},
                "omvang": {"volume": 4, "eenheid": "04", "frequentie": "2"},
                "ingangsdatum": "2024-03-04",
                "einddatum": "2024-12-31",
                "commentaar": "Let op.",
                "referentieAanbieder": "REF-1",
                "beslistDoor": "A. Proef",
                "aangevraagdOp": "2024-02-01",
                "grond": "levensgebeurtenis",
                "evaluatieOp": ["2024-09-04"],
                "instemmingAanbieder": False,
            },
            {"soort": "toekennen", "product": {"categorie": "10"}, "budget": 0, "ingangsdatum": "2024-03-04"},
            {"soort": "wijzigen", "toewijzingNummer": 7, "einddatum": None, "volume": 3, "redenWijziging": "03"},
            {"soort": "wijzigen", "toewijzingNummer": 8, "einddatum": "2024-12-31", "budget": 5},
            {"soort": "wijzigen", "toewijzingNummer": 9, "verwijderd": True},
        ],
    }
    asked = BesluitenVraag.model_validate(body)
    shown = VoorstelShape.of(ProposedDecision(CLIENT, asked.as_items(CLIENT)))
    assert shown.pad == f"/v1/clienten/{CLIENT}/besluiten"
    assert shown.inhoud.as_items(CLIENT) == asked.as_items(CLIENT)
    assert shown.model_dump(mode="json", by_alias=True, exclude_unset=True)["inhoud"] == body
