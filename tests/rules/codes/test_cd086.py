"""CD086: what is still looked into has no reason for refusal."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.requests import wmo319


@pytest.mark.parametrize(("answer", "reden"), [("2", None), ("1", None), ("1", "3")])
def test_passes_no_reason_or_a_refusal(answer, reden):
    assert finds("CD086", wmo319(verzoek_antwoord=answer, reden_afwijzing_verzoek=reden)) == []


def test_fails_a_reason_without_refusal():
    finding = the_only("CD086", wmo319(verzoek_antwoord="2"))
    assert finding.path == "/Bericht/Antwoord/RedenAfwijzingVerzoek"
    assert finding.also_at == ("/Bericht/Antwoord/VerzoekAntwoord",)
    told = "maar heeft RedenAfwijzingVerzoek 3 (Geen contract)."
    assert finding.explanation == f"Verzoek A1 is in onderzoek, {told}"
