"""Requests about assignments: absent is not null, and free text holds no BSN.

tests/messages/test_terms.py follows each term from the request to the message.
"""

from typing import Any

import pytest
from pydantic import ValidationError

from gateway.api.shapes.care import OverruleVraag
from gateway.api.shapes.toewijzingen import ToewijzingWijziging


@pytest.mark.parametrize(
    ("body", "changes", "cleared"),
    [({}, None, False), ({"einddatum": None}, None, True), ({"einddatum": "2024-12-31"}, "2024-12-31", False)],
)
def test_an_absent_last_day_stays_and_null_clears_it(body: dict[str, Any], changes: str | None, cleared: bool) -> None:
    change = ToewijzingWijziging.model_validate(body).as_change()
    assert (change.einddatum and change.einddatum.isoformat(), change.open_ended) == (changes, cleared)


@pytest.mark.parametrize(("text", "words"), [("  ", "is leeg"), ("over 999900006", "bevat een BSN")])
def test_an_override_has_a_reason_without_a_bsn(text: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        OverruleVraag.model_validate({"consulent": "C. Proef", "reden": text})
    assert OverruleVraag.model_validate({"consulent": " C. Proef ", "reden": "nodig"}).consulent == "C. Proef"
