"""CD043: a decision is told by its number and its date, or not at all."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.requests import wmo315

PRODUCT = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"


@pytest.mark.parametrize("changes", [{}, {"beschikking_nummer": "0", "beschikking_ingangsdatum": "2024-01-01"}])
def test_passes_both_or_neither(changes):
    assert finds("CD043", wmo315(**changes)) == []


def test_fails_a_number_without_date():
    finding = the_only("CD043", wmo315(beschikking_nummer="7"))
    assert (finding.path, finding.also_at) == (f"{PRODUCT}/BeschikkingNummer", ())
    assert finding.explanation == "BeschikkingNummer 7 is gevuld zonder BeschikkingIngangsdatum."


def test_fails_a_date_without_number():
    finding = the_only("CD043", wmo315(beschikking_ingangsdatum="2024-01-01"))
    assert (finding.path, finding.also_at) == (f"{PRODUCT}/BeschikkingIngangsdatum", ())
    assert finding.explanation == "BeschikkingIngangsdatum 2024-01-01 is gevuld zonder BeschikkingNummer."


def test_fails_a_number_that_a_comment_leaves_blank():
    message = wmo315(beschikking_nummer="7", beschikking_ingangsdatum="2024-01-01")
    finding = the_only("CD043", edited(message, {"Nummer>7": "Nummer> <!-- -->7"}))
    assert finding.path == f"{PRODUCT}/BeschikkingIngangsdatum"
    assert finding.also_at == (f"{PRODUCT}/BeschikkingNummer",)
