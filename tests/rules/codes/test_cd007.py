"""CD007: Taal is given exactly when an interpreter is needed."""

import pytest

from gateway.messages.common import Communicatie
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import wmo301


@pytest.mark.parametrize("communicatie", [None, Communicatie(vorm="1", taal="Pools"), Communicatie(vorm="2")])
def test_passes_a_language_for_an_interpreter_only(communicatie):
    assert finds("CD007", wmo301(communicatie=communicatie)) == []


def test_fails_an_interpreter_without_language():
    finding = the_only("CD007", wmo301(communicatie=Communicatie(vorm="1")))
    assert finding.path == "/Bericht/Client/Communicatie/Vorm"
    assert finding.explanation == "Taal ontbreekt bij Vorm 1 (Tolk taal)."


@pytest.mark.parametrize("form", ["2", "3"])
def test_fails_a_language_without_interpreter(form):
    finding = the_only("CD007", wmo301(communicatie=Communicatie(vorm=form, taal="Pools")))
    assert finding.path == "/Bericht/Client/Communicatie/Taal"
    assert finding.also_at == ("/Bericht/Client/Communicatie/Vorm",)
    assert finding.explanation.startswith("Taal Pools hoort niet bij Vorm")


def test_fails_a_language_that_a_comment_blanks():
    message = wmo301(communicatie=Communicatie(vorm="1", taal="Pools"))
    assert the_only("CD007", edited(message, {">Pools<": "> <!-- -->Pools<"}))
