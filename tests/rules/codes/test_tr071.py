"""TR071: a start that was stopped can't be removed."""

import pytest

from tests.rules.case_files import FINAL, START, TEMPORARY, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo305

REMOVAL = wmo305(status_aanlevering="3")


@pytest.mark.parametrize(
    "stands",
    [(START,), (START, stop_product(begindatum="2024-01-31")), (START, stop_product(toewijzing_nummer="2"))],
    ids=["not stopped", "a stop of an earlier start", "a stop of another assignment"],
)
def test_passes_the_removal_of_a_start_without_stop(stands):
    assert codes(REMOVAL, case(*stands)) == set()


def test_passes_a_new_start_after_a_stop():
    assert finds("TR071", wmo305(begindatum="2024-03-01"), case(START, FINAL)) == []


@pytest.mark.parametrize("stop", [TEMPORARY, FINAL], ids=["temporary", "final"])
def test_fails_the_removal_of_a_stopped_start(stop):
    finding = the_only("TR071", REMOVAL, case(START, stop))
    assert finding.retourcode == "9071"
    assert finding.path == "/Bericht/Client/StartProducten/StartProduct/StatusAanlevering"
    assert stop.einddatum in finding.explanation


def test_fails_the_stopped_one_of_two():
    other = start_product(toewijzing_nummer="2")
    both = (start_product(status_aanlevering="3"), start_product(toewijzing_nummer="2", status_aanlevering="3"))
    finding = the_only("TR071", wmo305(start_producten=both), case(START, other, stop_product(toewijzing_nummer="2")))
    assert finding.class_path.endswith("[2]")
