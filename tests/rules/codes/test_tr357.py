"""TR357: a change that isn't in the future holds for the whole term."""

import pytest

from tests.rules.case_files import requested
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import te_wijzigen_product, wmo317


def changed(**changes):
    return wmo317(te_wijzigen_producten=(te_wijzigen_product(**changes),))


@pytest.mark.parametrize("wished", ["2024-03-02", "2024-01-01", "2025-06-01"])
def test_passes_a_day_in_the_future_and_the_first_day(wished):
    assert finds("TR357", changed(gewenste_ingangsdatum=wished, einddatum="2026-12-31"), requested()) == []


@pytest.mark.parametrize("wished", ["2024-03-01", "2024-02-01", "2023-12-31"])
def test_fails_any_other_day_that_has_passed(wished):
    finding = the_only("TR357", changed(gewenste_ingangsdatum=wished), requested())
    assert finding.retourcode == "9357"
    assert finding.class_path == "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct"
    assert finding.path.endswith("/GewensteIngangsdatum")
    assert "2024-01-01" in finding.explanation


def test_passes_what_is_no_assignment_which_tr351_judges():
    assert finds("TR357", changed(toewijzing_nummer="9", gewenste_ingangsdatum="2024-02-01"), requested()) == []
