"""CD085: a refusal has a reason."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.requests import wmo319


@pytest.mark.parametrize(("answer", "reden"), [("1", "3"), ("2", None), ("2", "3")])
def test_passes_a_reason_or_no_refusal(answer, reden):
    assert finds("CD085", wmo319(verzoek_antwoord=answer, reden_afwijzing_verzoek=reden)) == []


def test_fails_a_refusal_without_reason():
    finding = the_only("CD085", wmo319(reden_afwijzing_verzoek=None))
    assert (finding.path, finding.also_at) == ("/Bericht/Antwoord/VerzoekAntwoord", ())
    assert finding.explanation == "Verzoek A1 is afgewezen zonder RedenAfwijzingVerzoek."
