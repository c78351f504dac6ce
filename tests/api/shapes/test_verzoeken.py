"""Requests as JSON, and decisions as the use cases take them."""

from datetime import date
from typing import get_args

import pytest
from pydantic import ValidationError

from gateway.api.shapes.verzoeken import AfwijzingVraag, OnderzoekVraag, ToekenningVraag
from gateway.exchange.requests.answer import REASONS_TO_REFUSE, GivenAnswer
from gateway.rules.case import RequestAnswer


def test_a_grant_as_asked_on_other_days_or_of_other_care() -> None:
    assert ToekenningVraag().as_grant().instead is ToekenningVraag().as_grant().begins is None
    asked = ToekenningVraag.model_validate(
        {"anders": {"ingangsdatum": "2024-04-01", "budget": 5}, "vanaf": "2024-05-01", "beslistDoor": "Jé"}
    ).as_grant()
    assert asked.instead is not None
    assert (asked.instead.budget, asked.begins, asked.record.beslist_door) == (5, date(2024, 5, 1), "Jé")


def test_the_reference_is_that_of_the_request() -> None:
    with pytest.raises(ValidationError, match="die van het verzoek"):
        ToekenningVraag.model_validate({"anders": {"ingangsdatum": "2024-04-01", "referentieAanbieder": "X"}})


def test_answers() -> None:
    refused = AfwijzingVraag.model_validate({"reden": "7", "ingetrokken": True, "beslistDoor": " Jé "})
    assert refused.as_answer() == GivenAnswer(answer=RequestAnswer.DENIED, reden="7", withdrawn=True, decided_by="Jé")
    assert OnderzoekVraag().as_answer() == GivenAnswer(answer=RequestAnswer.INVESTIGATED)


def test_the_reasons_to_refuse_are_those_of_the_use_case() -> None:
    assert get_args(AfwijzingVraag.model_fields["reden"].annotation) == REASONS_TO_REFUSE
