"""TR338: a Prestatie is on an assignment."""

import pytest

from tests.rules.claim_files import LINE, claimed
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import client, credit, wmo323
from tests.support.messages.messages import BSN_2


@pytest.mark.parametrize("number", ["1", "01", " +1"])
def test_passes_an_assignment_of_the_client(number):
    assert finds("TR338", wmo323(toewijzing_nummer=number), claimed()) == []


def test_passes_a_credit_on_whatever():
    assert finds("TR338", wmo323(prestaties=(credit(toewijzing_nummer="9"),)), claimed()) == []


def test_fails_a_number_that_is_unknown_or_of_another_client():
    finding = the_only("TR338", wmo323(toewijzing_nummer="9"), claimed())
    assert finding.retourcode == "9338"
    assert finding.path == f"{LINE}/ToewijzingNummer"
    assert the_only("TR338", wmo323(clienten=(client(bsn=BSN_2),)), claimed())


def test_fails_alone_for_nothing_else_can_be_judged():
    assert codes(wmo323(toewijzing_nummer="9"), claimed(), today=TODAY) == {"TR338"}
