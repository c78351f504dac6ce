"""TR380: new care begins after it was asked for (Dagtekening is 2024-03-01 here)."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo317


def new(*days):
    return wmo317(nieuwe_producten=tuple(nieuw_product(gewenste_ingangsdatum=day) for day in days))


def test_passes_a_day_later():
    assert finds("TR380", new("2024-03-02")) == []


def test_passes_a_change_of_what_is_assigned():
    changed = te_wijzigen_product(gewenste_ingangsdatum="2024-01-01")
    assert finds("TR380", wmo317(te_wijzigen_producten=(changed,))) == []


@pytest.mark.parametrize("day", ["2024-03-01", "2024-02-29"])
def test_fails_the_day_itself_and_earlier(day):
    finding = the_only("TR380", new("2024-03-02", day))
    assert finding.path == "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[2]/GewensteIngangsdatum"
    assert finding.also_at == ("/Bericht/Header/BerichtIdentificatie/Dagtekening",)
    assert finding.explanation == (
        f"Nieuw product 02A03: GewensteIngangsdatum {day} ligt niet na Dagtekening 2024-03-01."
    )


@pytest.mark.parametrize("day", [" 2024-04-02", "2024-04-02 ", "\n2024-04-02\n", "12024-01-01"])
def test_passes_a_later_day_however_long_its_text(day):
    assert finds("TR380", edited(new("2024-04-02"), {">2024-04-02": f">{day}"})) == []


def test_fails_an_earlier_day_with_white_space_before_it():
    assert the_only("TR380", edited(new("2024-02-02"), {">2024-02-02": "> 2024-02-02"}))


def test_passes_a_day_that_a_comment_leaves_without_number():
    assert finds("TR380", edited(new("2024-02-02"), {">2024-02-02": "> <!-- -->2024-02-02"})) == []
