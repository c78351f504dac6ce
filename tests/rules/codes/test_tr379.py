"""TR379: ReferentieAanbieder is that of a request."""

import pytest

from gateway.rules.case import CaseFile, RequestAnswer
from tests.rules.case_files import asked_before, case, requested
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import toegewezen_product, wmo301

NEW = "9"


@pytest.mark.parametrize("reference", ["R1", " R1 "])
@pytest.mark.parametrize("answers", [(), (RequestAnswer.INVESTIGATED,)])
def test_passes_the_reference_of_an_open_request_on_a_new_assignment(reference, answers):
    message = wmo301(toewijzing_nummer=NEW, referentie_aanbieder=reference)
    assert finds("TR379", message, asked_before("R1", *answers)) == []


def test_passes_the_reference_of_a_change_on_what_was_sent_before():
    assert finds("TR379", wmo301(referentie_aanbieder="R1"), asked_before("R1", soort="WMO317")) == []


def test_passes_no_reference_and_any_where_requests_are_not_seen():
    assert finds("TR379", wmo301(), requested()) == []
    assert finds("TR379", wmo301(referentie_aanbieder="R1"), case()) == []


def test_fails_the_reference_of_no_known_request():
    finding = the_only("TR379", wmo301(referentie_aanbieder="R1"), CaseFile(requests={}))
    assert finding.retourcode == "9379"
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/ReferentieAanbieder"
    assert "R1" in finding.explanation


def test_fails_the_reference_of_a_request_for_another_client():
    message = wmo301(toewijzing_nummer=NEW, referentie_aanbieder="R1")
    assert the_only("TR379", message, asked_before("R1", of_client=False)).retourcode == "9379"


@pytest.mark.parametrize("soort", ["WMO315", "WMO317"])
def test_fails_a_request_that_was_granted_before(soort):
    message = wmo301(toewijzing_nummer=NEW, referentie_aanbieder="R1")
    assert (
        "al is toegekend"
        in the_only("TR379", message, asked_before("R1", RequestAnswer.GRANTED, soort=soort)).explanation
    )


def test_fails_a_request_for_care_on_what_was_sent_before_and_not_on_the_new_one():
    products = tuple(toegewezen_product(toewijzing_nummer=each, referentie_aanbieder="R1") for each in ("1", NEW))
    finding = the_only("TR379", wmo301(toegewezen_producten=products[:1]), asked_before("R1"))
    assert "toewijzing 1 is al eerder gestuurd" in finding.explanation
