"""GW002: ToewijzingIngangsdatum is the assigned Ingangsdatum."""

from datetime import date

import pytest

from gateway.standard.findings import Outcome, Severity
from tests.rules.case_files import START, case, toewijzing
from tests.rules.judged import TODAY, finds, the_only, verdict
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307

MAKERS = pytest.mark.parametrize("make", [wmo305, wmo307])


def stands(make, *more):
    return case(*((START,) if make is wmo307 else ()), *more)


@MAKERS
@pytest.mark.parametrize("day", ["2024-01-01", None])
def test_passes_the_assigned_day_and_none(make, day):
    assert finds("GW002", make(toewijzing_ingangsdatum=day), stands(make), today=TODAY) == []


@MAKERS
@pytest.mark.parametrize("day", ["2023-12-31", "2024-01-02"])
def test_fails_another_day(make, day):
    finding = the_only("GW002", make(toewijzing_ingangsdatum=day), stands(make), today=TODAY)
    assert finding.path == finding.class_path + "/ToewijzingIngangsdatum"
    assert finding.class_path.endswith("Product")
    assert finding.values == {"ToewijzingIngangsdatum": day}
    assert finding.explanation == (
        f"ToewijzingIngangsdatum is {day}, maar Ingangsdatum van toewijzing 1 is 2024-01-01."
    )


def test_fails_as_a_signal_that_refuses_nothing():
    message = wmo305(toewijzing_ingangsdatum="2024-01-02", begindatum="2024-03-01")
    result = verdict(message, case(), today=TODAY)
    assert result.outcome is Outcome.GOEDGEKEURD
    [finding] = result.findings
    assert (finding.code, finding.level, finding.severity) == ("GW002", 5, Severity.SIGNAAL)
    assert finding.retourcode is None


def test_fails_each_of_several_by_its_own_assignment():
    number = {"toewijzing_nummer": "2"}
    other = toewijzing(2, ingangsdatum=date(2024, 1, 15))
    starts = (start_product(), start_product(toewijzing_nummer=None), start_product(**number))
    finding = the_only("GW002", wmo305(start_producten=starts), case(other), today=TODAY)
    assert finding.class_path.endswith("[3]")
    stops = (stop_product(**number), stop_product())
    finding = the_only("GW002", wmo307(stop_producten=stops), case(START, starts[2], other), today=TODAY)
    assert finding.class_path.endswith("[1]")


@MAKERS
def test_passes_what_has_no_number(make):
    changes = {"toewijzing_nummer": None, "toewijzing_ingangsdatum": "2023-01-01"}
    started = start_product(toewijzing_nummer=None)
    assert finds("GW002", make(**changes), stands(make, *([started] if make is wmo307 else [])), today=TODAY) == []


def test_passes_a_removal():
    message = wmo305(toewijzing_ingangsdatum="2023-01-01", status_aanlevering="3")
    assert finds("GW002", message, case(START), today=TODAY) == []
