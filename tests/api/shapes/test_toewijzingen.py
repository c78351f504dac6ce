"""Requests for an assignment, as a back office sends them."""

import pytest
from pydantic import ValidationError

from gateway.api.shapes.toewijzingen import ToewijzingVraag

ASKED = {"aanbieder": "01234567", "clientId": "0192d8a0-0000-7000-8000-000000000000", "ingangsdatum": "2024-03-04"}


def test_an_assignment_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="ligt voor ingangsdatum"):
        ToewijzingVraag.model_validate({**ASKED, "einddatum": "2024-03-03"})
    ToewijzingVraag.model_validate({**ASKED, "einddatum": "2024-03-04"})
